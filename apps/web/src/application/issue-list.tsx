import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '../generated/api.js';
import { useSay } from '../words/say.js';
import { goToField } from './field-id.js';

/** What stands in the way of submitting, each leading to its place. */
export function IssueList({ issues, all }: { readonly issues: readonly Issue[]; /** Nothing was changed since it was checked. */ readonly all: boolean }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  if (issues.length === 0) return <p className="hint" role="status">{all ? t('application.issuesNone') : t('application.issuesAgain')}</p>;
  return (
    <section className="failure" role="status" aria-label={t('application.issues', { count: issues.length })}>
      <strong>{t('application.issues', { count: issues.length })}</strong>
      <div>{t('application.issuesMore')}</div>
      <ul>
        {issues.map(({ path, code, words }) => (
          <li key={`${path} ${code}`}>
            <Button type="link" size="small" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => { goToField(path); }}>
              {say(words)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
