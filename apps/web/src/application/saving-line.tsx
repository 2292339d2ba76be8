import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../look/failure.js';
import { minuteOf } from '../look/moment.js';
import { useLanguage } from '../words/say.js';
import type { OpenDraft } from './use-draft.js';

/** Whether what is typed is saved, always in sight. */
export function SavingLine({ draft }: { readonly draft: OpenDraft }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { saving, savedAt, recovered, error, settle } = draft;
  return (
    <>
      <div className="saving" role="status">
        {saving === 'saved' && savedAt !== null && <span className="tag tag-green">{t('application.saved', { at: minuteOf(savedAt, language) })}</span>}
        {saving === 'saving' && <span className="tag">{t('application.saving')}</span>}
        {saving === 'unsaved' && <span className="tag tag-amber">{t('application.unsaved')}</span>}
        {saving === 'offline' && <span className="tag tag-amber">{t('application.offline')}</span>}
        {recovered && <span className="tag tag-accent">{t('application.recovered')}</span>}
      </div>
      {saving === 'conflict' && (
        <div className="failure" role="alert">
          <strong>{t('application.conflict')}</strong>
          <div>{t('application.conflictAbout')}</div>
          <div className="row">
            <Button type="primary" onClick={() => void settle('mine')}>
              {t('application.conflictMine')}
            </Button>
            <Button onClick={() => void settle('theirs')}>{t('application.conflictTheirs')}</Button>
          </div>
        </div>
      )}
      {error !== undefined && saving === 'unsaved' && <Failure error={error} />}
    </>
  );
}
