import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { notStarted } from '../client/organiser-queries.js';
import type { NotStartedAnswer } from '../generated/api.js';
import { lastDayOf, minuteOf } from '../look/moment.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Sheet } from '../look/sheet.js';
import { useLanguage, useSay } from '../words/say.js';
import { NudgeAnswer } from './nudge-answer.js';
import { againAfter } from './nudging.js';
import { useNudge } from './use-nudge.js';

type Expected = NotStartedAnswer['items'][number];

interface Shown {
  readonly programId: string;
  readonly under: string;
  /** Kind of applicant; empty: all of them. */
  readonly kind: string;
  readonly own: string | undefined;
}

/** Who may apply and has not begun; each to be nudged by itself, or all at once. */
export function NotStartedList({ programId, under, kind, own }: Shown): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const [chosen, setChosen] = useState('');
  const read = useInfiniteQuery(notStarted(programId, under, kind));
  const nudge = useNudge(programId);
  const whole = under === '' ? own : under;
  const total = read.data?.pages[0]?.total ?? 0;
  const act = (one: Expected): ReactNode => {
    if (one.organisationId === own) return <span className="small soft">{t('oversight.ownUnit')}</span>;
    const next = againAfter(one.toldAt, Date.now());
    if (one.due !== null && new Date(one.due).getTime() <= Date.now()) return <span className="small soft">{t('oversight.closed')}</span>;
    if (next !== undefined && one.toldAt !== null) return <span className="small soft">{t('oversight.nudgedAt', { at: minuteOf(one.toldAt, language), next: minuteOf(next, language) })}</span>;
    if (!one.reachable) return <span className="small soft">{t('oversight.unreachable')}</span>;
    return (
      <Button
        size="small"
        className="no-print"
        loading={nudge.isPending && chosen === one.organisationId}
        aria-label={t('oversight.nudgeOne', { name: one.name })}
        onClick={() => {
          setChosen(one.organisationId);
          nudge.mutate({ organisation: one.organisationId, whom: 'not_started', alone: true });
        }}
      >
        {t('oversight.nudge')}
      </Button>
    );
  };
  return (
    <section className="stack" aria-labelledby="waiting-title">
      <div className="row spread">
        <h2 id="waiting-title">
          {t('oversight.notStarted')} <span className="small soft">{t('oversight.notStartedCount', { count: total })}</span>
        </h2>
        {total > 0 && whole !== undefined && (
          <Button
            className="no-print"
            loading={nudge.isPending && chosen === ''}
            onClick={() => {
              setChosen('');
              nudge.mutate({ organisation: whole, whom: 'not_started', ...(kind !== '' && { kind }) });
            }}
          >
            {t('oversight.notStartedAll')}
          </Button>
        )}
      </div>
      <NudgeAnswer nudge={nudge} />
      <Pages of={read} empty={<Nothing>{t('oversight.notStartedNone')}</Nothing>}>
        {(items) => (
          <Sheet
            caption={t('oversight.notStarted')}
            rows={items}
            keyOf={({ organisationId }) => organisationId}
            columns={[
              { key: 'name', label: t('oversight.unit'), bare: true, cell: ({ name }) => <strong>{name}</strong> },
              { key: 'parent', label: t('oversight.parent'), cell: ({ parentName }) => parentName ?? '' },
              { key: 'kind', label: t('oversight.kind'), cell: (one) => say(one.kind.name) },
              { key: 'due', label: t('oversight.unitDue'), cell: ({ due }) => (due === null ? t('look.none') : `${lastDayOf(due, language)} 24:00`) },
              { key: 'nudge', label: t('oversight.action'), cell: act },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
