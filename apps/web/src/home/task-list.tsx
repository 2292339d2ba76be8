import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { tasks } from '../client/queries.js';
import type { Task } from '../generated/api.js';
import { DueText } from '../look/due.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Sheet, type Column } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { placeOf, pressing } from './standing.js';

export function TaskList({ state }: { readonly state: 'open' | 'done' }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const read = useInfiniteQuery(tasks(state));
  const columns: readonly Column<Task>[] = [
    {
      key: 'name',
      label: t('home.task'),
      bare: true,
      cell: (task) => (
        <>
          <Link to={placeOf(task)}>
            <strong>{say(task.name)}</strong>
          </Link>{' '}
          {task.optional && <span className="tag">{t('home.optional')}</span>}
        </>
      ),
    },
    { key: 'applicant', label: t('home.applicant'), cell: (task) => (task.caseId === null ? <span className="soft">{t('home.ofProgram')}</span> : marks.aside(task.applicantName ?? '', task.caseNumber ?? '')) },
    { key: 'program', label: t('home.program'), cell: (task) => task.programName },
    state === 'open'
      ? { key: 'due', label: t('home.due'), cell: (task) => (task.due ? <DueText due={task.due} /> : <span className="soft">{t('home.noDue')}</span>) }
      : { key: 'done', label: t('home.doneAt'), cell: (task) => task.closedAt !== null && <Time at={task.closedAt} bare /> },
  ];
  return (
    <Pages of={read} empty={<Nothing>{state === 'open' ? t('home.openEmpty') : t('home.doneEmpty')}</Nothing>}>
      {(items) => (
        <>
          {state === 'open' && <Pressing items={items} />}
          <Sheet caption={state === 'open' ? t('home.open') : t('home.done')} columns={columns} rows={items} keyOf={(task) => `${task.caseId ?? task.programId} ${task.number}`} />
        </>
      )}
    </Pages>
  );
}

function Pressing({ items }: { readonly items: readonly Task[] }): ReactNode {
  const { t } = useTranslation();
  const { overdue, today } = pressing(items);
  return (
    <div className="row" aria-live="polite">
      {overdue > 0 && <span className="tag tag-red">{t('home.overdue', { count: overdue })}</span>}
      {today > 0 && <span className="tag tag-amber">{t('home.today', { count: today })}</span>}
      {overdue === 0 && today === 0 && <span className="soft">{t('home.calm')}</span>}
    </div>
  );
}
