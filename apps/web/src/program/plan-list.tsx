import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../client/call.js';
import { programPlan } from '../client/queries.js';
import type { Plan, PlanEntry } from '../generated/api.js';
import { lastDayOf, minuteOf } from '../look/moment.js';
import { Reading } from '../look/reading.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { planLines } from './plan-entries.js';

/** The windows and deadlines of a program in order, with today among them. */
export function PlanList({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const lang = useLanguage();
  const read = useQuery(programPlan(programId));
  return (
    <section className="panel" aria-labelledby="plan-title">
      <div className="row spread">
        <h2 id="plan-title">{t('program.plan')}</h2>
        <a className="no-print" href={addressOf('programPlanCalendar', { params: { programId }, query: { lang } })} download>
          {t('program.planCalendar')}
        </a>
      </div>
      <Reading of={read}>{(plan) => <PlanLines plan={plan} />}</Reading>
    </section>
  );
}

export function PlanLines({ plan }: { readonly plan: Plan }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const kinds: Readonly<Record<PlanEntry['kind'], string>> = { opens: t('program.planOpens'), due: t('program.planDue'), reminder: t('program.planReminder'), overdue: t('program.planOverdue'), escalation: t('program.planEscalation') };
  const lines = planLines(plan.entries, new Date().toISOString(), all);
  if (plan.entries.length === 0) return <p className="soft">{t('program.planEmpty')}</p>;
  return (
    <>
      <Checkbox className="no-print" checked={all} onChange={({ target }) => { setAll(target.checked); }}>
        {t('program.planAll')}
      </Checkbox>
      <ol className="plan">
        {lines.map((line) =>
          line.kind === 'today' ? (
            <li key="today" className="today">
              <span>{t('program.planToday')}</span>
              <span>{minuteOf(new Date().toISOString(), language)}</span>
            </li>
          ) : (
            <li key={line.entry.key} className={line.past ? 'past' : undefined}>
              <span>
                {line.entry.kind === 'due' ? lastDayOf(line.entry.at, language) : minuteOf(line.entry.at, language)}{' '}
                {line.entry.provisional && <span className="tag">{t('program.provisional')}</span>}
              </span>
              <span>
                <span className="tag">{kinds[line.entry.kind]}</span> {marks.named(say(line.entry.stage.name), say(line.entry.name))}
                <span className="small soft">{marks.clauses([...new Set(line.entry.duties.map(({ by, name }) => `${say(by.name)} ${say(name)}`))])}</span>
              </span>
            </li>
          ),
        )}
      </ol>
    </>
  );
}
