import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../generated/api.js';
import { lastDayOf } from '../look/moment.js';
import { Sheet } from '../look/sheet.js';
import { PlanLines } from '../program/plan-list.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { dutiesOf, partiesOf } from './plan-words.js';

type Offset = Plan['relative'][number]['ladder'][number]['offset'];

/** Who is who, which dates there are, who does what by when, what happens before and after, who is told of what: all in words. */
export function Duties({ plan }: { readonly plan: Plan }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const joined = (words: readonly { readonly zh: string; readonly en: string }[]): string => marks.list([...new Set(words.map(say))]);
  const units = { minutes: t('definitions.minutes'), hours: t('definitions.hours'), days: t('definitions.days'), working_days: t('definitions.workingDays') } as const;
  const offset = ({ amount, unit }: Offset): string => {
    const length = `${Math.abs(amount)} ${units[unit]}`;
    return amount === 0 ? t('definitions.atOnce') : amount < 0 ? t('definitions.before', { length }) : t('definitions.after', { length });
  };
  const holes: Readonly<Record<string, string>> = {
    number: t('definitions.holeNumber'), applicant: t('definitions.holeApplicant'), actor: t('definitions.holeActor'), reason: t('definitions.holeReason'), fix_by: t('definitions.holeFixBy'), count: t('definitions.holeCount'), due: t('definitions.holeDue'),
  };
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (hole, name: string) => (holes[name] === undefined ? hole : `〔${holes[name]}〕`));
  return (
    <>
      <section className="stack" aria-labelledby="parties-title">
        <h2 id="parties-title">{t('definitions.parties')}</h2>
        <Sheet
          caption={t('definitions.parties')}
          rows={partiesOf(plan)}
          keyOf={({ party, level }) => `${party} ${level}`}
          columns={[
            { key: 'name', label: t('definitions.party'), bare: true, cell: ({ name }) => <strong>{say(name)}</strong> },
            { key: 'post', label: t('definitions.post'), cell: ({ post }) => say(post) },
            { key: 'duties', label: t('definitions.partyDuties'), cell: (party) => joined(dutiesOf(plan, party)) || <span className="soft">{t('definitions.toldOnly')}</span> },
          ]}
        />
      </section>
      <section className="stack" aria-labelledby="dates-title">
        <h2 id="dates-title">{t('definitions.dates')}</h2>
        <Sheet
          caption={t('definitions.dates')}
          rows={plan.dates}
          keyOf={({ name, revision }) => `${name} ${revision}`}
          columns={[
            { key: 'name', label: t('definitions.date'), bare: true, cell: ({ words }) => <strong>{say(words)}</strong> },
            { key: 'rule', label: t('definitions.rule'), cell: ({ rule }) => say(rule) },
            { key: 'closes', label: t('definitions.closes'), cell: ({ closes, provisional }) => (closes === null ? t('definitions.dateOpen') : provisional ? marks.aside(`${lastDayOf(closes, language)} 24:00`, t('look.provisional')) : `${lastDayOf(closes, language)} 24:00`) },
            { key: 'late', label: t('definitions.late'), cell: ({ late }) => (late === null ? '' : late === 'refuse' ? t('definitions.lateRefuse') : t('definitions.lateMark')) },
            { key: 'questions', label: t('definitions.questions'), cell: ({ questions }) => marks.list(questions) },
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('definitions.duties')}</h2>
        <PlanLines plan={plan} />
      </section>
      {plan.relative.length > 0 && (
        <section className="panel">
          <h2>{t('definitions.deadlines')}</h2>
          <ul className="plain-list stack">
            {plan.relative.map(({ key, stage, name, rule, then, duties, ladder }) => (
              <li key={key}>
                <strong>{`${say(stage.name)} · ${say(name)}`}</strong>
                <div>{marks.clauses([say(rule), ...(then ? [say(then)] : [])])}</div>
                <div className="small soft">{t('definitions.by', { who: joined(duties.map(({ by }) => by.name)) })}</div>
                {ladder.map(({ kind, offset: when, told }) => (
                  <div key={`${kind} ${when.amount} ${when.unit}`} className="small soft">
                    {t('definitions.rung', { when: offset(when), who: joined(told.map(({ name: of }) => of)) })}
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack">
        <h2>{t('definitions.told')}</h2>
        <Sheet
          caption={t('definitions.told')}
          rows={plan.whenItHappens}
          keyOf={({ notice }) => notice}
          columns={[
            { key: 'stage', label: t('definitions.stage'), cell: ({ stage }) => say(stage.name) },
            { key: 'text', label: t('definitions.tellsText'), cell: ({ text }) => filled(say(text)) },
            { key: 'who', label: t('definitions.tellsWho'), cell: ({ told }) => joined(told.map(({ name }) => name)) },
          ]}
        />
      </section>
    </>
  );
}
