import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../client/call.js';
import { overdueTasks } from '../client/organiser-queries.js';
import type { OverdueTask } from '../generated/api.js';
import { DueText } from '../look/due.js';
import { Failure } from '../look/failure.js';
import { minuteOf } from '../look/moment.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Sheet } from '../look/sheet.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { NudgeAnswer } from './nudge-answer.js';
import { againAfter } from './nudging.js';
import { useNudge } from './use-nudge.js';

interface Shown {
  readonly programId: string;
  /** Everything below this organisation; empty: whatever the reader sees. */
  readonly under: string;
  /** In whose name all are nudged. */
  readonly own: string | undefined;
}

/** Duties past their time, the oldest first; each to be nudged by itself, or all at once. */
export function OverdueList({ programId, under, own }: Shown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const read = useInfiniteQuery(overdueTasks(programId, under));
  const nudge = useNudge(programId);
  const whole = under === '' ? own : under;
  const some = (read.data?.pages ?? []).some(({ items }) => items.some(({ mayNudge }) => mayNudge));
  return (
    <section className="stack" aria-labelledby="late-title">
      <div className="row spread">
        <h2 id="late-title">{t('oversight.overdue')}</h2>
        {some && whole !== undefined && (
          <Button className="no-print" loading={nudge.isPending} onClick={() => { nudge.mutate({ organisation: whole, whom: 'overdue' }); }}>
            {t('oversight.overdueAll')}
          </Button>
        )}
      </div>
      <NudgeAnswer nudge={nudge} />
      <Pages of={read} empty={<Nothing>{t('oversight.overdueNone')}</Nothing>}>
        {(items) => (
          <Sheet
            caption={t('oversight.overdue')}
            rows={items}
            keyOf={({ caseId, task }) => `${caseId} ${task}`}
            columns={[
              { key: 'applicant', label: t('oversight.applicant'), bare: true, cell: ({ caseId, applicantName, number }) => <><Link to={`/cases/${caseId}`}><strong>{applicantName}</strong></Link> <span className="small soft">{number}</span></> },
              { key: 'task', label: t('oversight.task'), cell: ({ name }) => say(name) },
              { key: 'waits', label: t('oversight.waits'), cell: ({ waitsFor }) => marks.list(waitsFor) },
              { key: 'due', label: t('oversight.due'), cell: ({ due }) => <DueText due={due} /> },
              { key: 'nudge', label: t('oversight.action'), cell: (one) => <NudgeOne one={one} /> },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}

function NudgeOne({ one }: { readonly one: OverdueTask }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const nudge = useMutation({
    mutationFn: () => call('administerCase', { params: { caseId: one.caseId }, body: { act: 'nudge', task: one.task } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
  const next = againAfter(one.nudgedAt, Date.now());
  if (one.suspended) return <span className="small soft">{t('oversight.suspended')}</span>;
  if (next !== undefined && one.nudgedAt !== null) return <span className="small soft">{t('oversight.nudgedAt', { at: minuteOf(one.nudgedAt, language), next: minuteOf(next, language) })}</span>;
  if (!one.mayNudge) return <span className="small soft">{t('oversight.notYours')}</span>;
  return (
    <span className="stack no-print" style={{ gap: '0.3rem' }}>
      <span>
        <Button size="small" loading={nudge.isPending} disabled={nudge.isSuccess} aria-label={t('oversight.nudgeOne', { name: `${one.applicantName} ${one.number}` })} onClick={() => { nudge.mutate(); }}>
          {nudge.isSuccess ? t('oversight.nudgedNow') : t('oversight.nudge')}
        </Button>
      </span>
      {nudge.isError && <Failure error={nudge.error} />}
    </span>
  );
}
