import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoardCase, StageBoardAnswer } from '../generated/api.js';
import { DueText } from '../look/due.js';
import { dayOf } from '../look/moment.js';
import { Nothing } from '../look/quiet.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useLanguage, useSay } from '../words/say.js';
import { CheckCode } from './check-code.js';

/** Where paper is received: each case with its electronic copy and its paper side by side. */
export function Receipt({ programId, board }: { readonly programId: string; readonly board: StageBoardAnswer }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const awaited = board.columns.find(({ cases }) => cases > 0)?.state.id;
  const paper = ({ paper: registered }: BoardCase): ReactNode => {
    if (registered === null) return <span className="tag tag-amber">{t('board.paperAwaited')}</span>;
    const copies = typeof registered.copies === 'number' || typeof registered.copies === 'string' ? registered.copies : '';
    return <span className="tag tag-green">{t('board.paperHere', { copies, on: dayOf(registered.on ?? registered.at, language) })}</span>;
  };
  return (
    <section className="stack" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{t('board.receipt')}</h2>
      <p className="soft">{t('board.receiptAbout')}</p>
      <CheckCode />
      {board.items.length === 0 ? (
        <div className="panel">
          <Nothing>{t('board.none')}</Nothing>
        </div>
      ) : (
        <>
          {awaited !== undefined && (
            <div className="no-print">
              <Link to={`/programs/${programId}/cases?state=${encodeURIComponent(awaited)}`}>{t('board.registerMany')}</Link>
            </div>
          )}
          <Sheet
            caption={t('board.receipt')}
            rows={board.items}
            keyOf={({ caseId }) => caseId}
            columns={[
              { key: 'applicant', label: t('board.applicant'), bare: true, cell: ({ caseId, applicantName, number }) => <><Link to={`/cases/${caseId}`}><strong>{applicantName}</strong></Link> <span className="small soft">{number}</span></> },
              { key: 'electronic', label: t('board.electronic'), cell: ({ submitted }) => (submitted === null ? t('board.electronicNone') : <>{t('board.electronicVersion', { version: submitted.version })}<Time at={submitted.at} bare /></>) },
              { key: 'paper', label: t('board.paper'), cell: paper },
              { key: 'state', label: t('board.state'), cell: ({ states, suspended }) => <>{states.map(({ id, name }) => <span key={id} className="tag tag-accent">{say(name)}</span>)} {suspended && <span className="tag tag-amber">{t('board.suspended')}</span>}</> },
              { key: 'due', label: t('board.due'), cell: ({ due }) => (due ? <DueText due={due} /> : <span className="small soft">{t('board.noDue')}</span>) },
              { key: 'open', label: t('board.register'), cell: ({ caseId, paper: registered, tasks }) => registered === null && tasks.length > 0 && <Link className="no-print" to={`/cases/${caseId}#actions`}>{t('board.register')}</Link> },
            ]}
          />
        </>
      )}
    </section>
  );
}
