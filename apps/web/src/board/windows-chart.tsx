import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { programPlan } from '../client/queries.js';
import type { Plan } from '../generated/api.js';
import { dayOf, lastDayOf } from '../look/moment.js';
import { Reading } from '../look/reading.js';
import { useLanguage, useSay } from '../words/say.js';
import { windowsOf } from './windows.js';
import './board.css';

/** The windows and ends of a program as bars over its whole time, with today. */
export function WindowsChart({ programId, opened }: { readonly programId: string; readonly opened: string }): ReactNode {
  const { t } = useTranslation();
  const read = useQuery(programPlan(programId));
  return (
    <section className="panel" aria-labelledby="windows-title">
      <h2 id="windows-title">{t('board.windows')}</h2>
      <Reading of={read} rows={3}>{(plan) => <Bars plan={plan} opened={opened} />}</Reading>
    </section>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

function Bars({ plan, opened }: { readonly plan: Plan; readonly opened: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const found = windowsOf(plan.dates, opened, Date.now());
  if (!found) return <p className="soft">{t('board.windowsNone')}</p>;
  return (
    <>
      <p className="soft small">{t('board.windowsAbout', { today: dayOf(new Date().toISOString(), language) })}</p>
      <ul className="windows plain-list">
        {found.bars.map(({ date, from, to, mark, past }) => (
          <li key={date.name} className={past ? 'past' : undefined}>
            <span className="window-name">
              {say(date.words)} {date.provisional && <span className="tag">{t('look.provisional')}</span>}
              <span className="small soft window-when">{date.opens === null ? t('board.windowUntil', { to: lastDayOf(date.closes ?? '', language) }) : t('board.windowFrom', { from: dayOf(date.opens, language), to: lastDayOf(date.closes ?? '', language) })}</span>
            </span>
            <span className="window-lane" aria-hidden="true">
              <span className={mark ? 'window-bar mark' : 'window-bar'} style={{ insetInlineStart: percent(from), width: mark ? undefined : percent(to - from) }} />
              {found.today !== undefined && <span className="window-today" style={{ insetInlineStart: percent(found.today) }} />}
            </span>
          </li>
        ))}
      </ul>
      <div className="window-scale small soft" aria-hidden="true">
        <span>{dayOf(found.begins, language)}</span>
        <span>{dayOf(found.ends, language)}</span>
      </div>
    </>
  );
}
