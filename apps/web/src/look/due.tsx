import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due } from '../generated/api.js';
import { useSay } from '../words/say.js';

const tags: Readonly<Record<Due['standing'], string>> = { overdue: 'tag tag-red', today: 'tag tag-amber', soon: 'tag tag-accent', later: 'tag' };

/** 3月14日（含）24时前 · 还剩2个工作日. Said in words; the colour only repeats them. */
export function DueText({ due }: { readonly due: Due }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <span className="row" style={{ gap: '0.4rem' }}>
      <span>{say(due.words)}</span>
      <span className={tags[due.standing]}>{say(due.left)}</span>
      {due.provisional && (
        <span className="tag" title={t('look.provisionalWhy')}>
          {t('look.provisional')}
        </span>
      )}
    </span>
  );
}
