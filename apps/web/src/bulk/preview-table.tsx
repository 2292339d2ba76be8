import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refusalOf } from '../client/problem.js';
import type { ActPreview, State } from '../generated/api.js';
import { Sheet } from '../look/sheet.js';
import { useSay } from '../words/say.js';
import type { Outcome } from './offers.js';

interface Shown {
  readonly previews: readonly ActPreview[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** Each case with where it stands, where it would stand, whether it can be done, and what became of it. */
export function PreviewTable({ previews, outcomes }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const standing = (states: readonly State[]): ReactNode => states.map(({ id, name }) => <span key={id} className="tag">{say(name)}</span>);
  const result = ({ caseId, allowed, reason }: ActPreview): ReactNode => {
    const outcome = outcomes.get(caseId);
    switch (outcome?.is) {
      case 'done':
        return <span className="tag tag-green">{t('bulk.done')}</span>;
      case 'lost':
        return <span className="tag tag-amber">{t('bulk.lost')}</span>;
      case 'changed':
        return <span className="tag tag-amber">{t('bulk.changed')}</span>;
      case 'waiting':
        return <span className="tag">{t('bulk.waiting')}</span>;
      case 'failed': {
        const problem = refusalOf(outcome.error)?.problem;
        return <span className="tag tag-red">{t('bulk.failed', { reason: problem ? say(problem.messages) : t('look.broken') })}</span>;
      }
      default:
        return allowed ? <span className="tag tag-green">{t('bulk.can')}</span> : <span className="reason">{t('bulk.cannot', { reason: reason ? say(reason.words) : '' })}</span>;
    }
  };
  return (
    <Sheet
      caption={t('bulk.third')}
      rows={previews}
      keyOf={({ caseId }) => caseId}
      columns={[
        { key: 'applicant', label: t('bulk.applicant'), bare: true, cell: ({ caseId, applicantName, number }) => <><Link to={`/cases/${caseId}`} target="_blank"><strong>{applicantName}</strong></Link> <span className="small soft">{number}</span></> },
        { key: 'now', label: t('bulk.now'), cell: ({ states }) => standing(states) },
        { key: 'next', label: t('bulk.next'), cell: ({ allowed, next, outcome }) => (!allowed ? '—' : outcome === null ? standing(next) : <span className="tag">{t('bulk.ends', { outcome })}</span>) },
        { key: 'result', label: t('bulk.result'), cell: result },
      ]}
    />
  );
}
