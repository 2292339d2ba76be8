import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoardCase, StageBoardAnswer } from '../generated/api.js';
import { DueText } from '../look/due.js';
import { Nothing } from '../look/quiet.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { columnsOf } from './columns.js';

/** Cases of a stage in columns by state, what is due first at the top. */
export function Board({ programId, board }: { readonly programId: string; readonly board: StageBoardAnswer }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const columns = columnsOf(board);
  if (columns.length === 0) {
    return (
      <div className="panel">
        <Nothing>{t('board.none')}</Nothing>
      </div>
    );
  }
  return (
    <div className="board">
      {columns.map(({ state, cases, items }) => (
        <section key={state.id} className="board-column" aria-label={say(state.name)}>
          <div className="row spread">
            <h2>{say(state.name)}</h2>
            <span className="tag">{t('board.columnCount', { count: cases })}</span>
          </div>
          {items.length === 0 && <p className="soft">{t('board.columnNone')}</p>}
          <ul className="plain-list stack" style={{ gap: '0.5rem' }}>
            {items.map((one) => (
              <Card key={one.caseId} one={one} />
            ))}
          </ul>
          {cases > items.length && <Link to={`/programs/${programId}/cases?state=${encodeURIComponent(state.id)}`}>{t('board.all')}</Link>}
        </section>
      ))}
    </div>
  );
}

function Card({ one }: { readonly one: BoardCase }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  return (
    <li className="board-card">
      <div>
        <Link to={`/cases/${one.caseId}`}>
          <strong>{one.applicantName}</strong>
        </Link>{' '}
        <span className="small soft">{one.number}</span>
      </div>
      <div className="small">{`${one.topic} ${one.title ?? ''}`}</div>
      {one.suspended && <span className="tag tag-amber">{t('board.suspended')}</span>}
      {one.tasks.map((task) => (
        <div key={task.number} className="small">{`${say(task.name)}${task.waitsFor.length > 0 ? ` · ${t('board.waits', { who: marks.list(task.waitsFor) })}` : ''}`}</div>
      ))}
      {one.due ? <DueText due={one.due} /> : <span className="small soft">{t('board.noDue')}</span>}
    </li>
  );
}
