import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { programCalendar } from '../client/organiser-queries.js';
import { program } from '../client/queries.js';
import type { CalendarChange, ProgramCalendar } from '../generated/api.js';
import { dayOf, lastDayOf } from '../look/moment.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useMarks } from '../words/marks.js';
import { useLanguage, useSay } from '../words/say.js';
import { DateForm } from './date-form.js';
import { ProgramTabs } from './program-tabs.js';
import './program.css';

/** The dates of a program as they bind now, who set each for whom and what it was before, and setting one. */
export function DatesPage(): ReactNode {
  const { t } = useTranslation();
  const { programId = '' } = useParams();
  const head = useQuery(program(programId));
  const read = useQuery(programCalendar(programId));
  return (
    <div className="page">
      <h1>{head.data?.body.name ?? t('program.dates')}</h1>
      <ProgramTabs programId={programId} />
      <Reading of={read}>
        {({ dates }) => (
          <>
            <InForce dates={dates} />
            <DateForm programId={programId} dates={dates} />
            <History dates={dates} />
          </>
        )}
      </Reading>
    </div>
  );
}

type Dates = ProgramCalendar['dates'];

function InForce({ dates }: { readonly dates: Dates }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const scopes: Readonly<Record<string, string>> = { program: t('program.dateProgram'), county: t('program.dateOrganisation'), city: t('program.dateOrganisation'), case: t('program.dateCase') };
  if (dates.length === 0) {
    return (
      <div className="panel">
        <Nothing>{t('program.datesNone')}</Nothing>
      </div>
    );
  }
  return (
    <Sheet
      caption={t('program.dates')}
      rows={dates}
      keyOf={({ name }) => name}
      columns={[
        { key: 'name', label: t('program.dateName'), bare: true, cell: ({ words }) => <strong>{say(words)}</strong> },
        { key: 'opens', label: t('program.dateOpens'), cell: ({ opens }) => (opens === null ? '' : <time dateTime={opens}>{dayOf(opens, language)}</time>) },
        { key: 'closes', label: t('program.dateCloses'), cell: ({ closes, provisional, open }) => (closes === null ? (open ? t('program.dateWaits', { who: say(open.by.name) }) : t('look.none')) : provisional ? marks.aside(`${lastDayOf(closes, language)} 24:00`, t('program.provisional')) : `${lastDayOf(closes, language)} 24:00`) },
        { key: 'rule', label: t('program.dateRule'), cell: ({ rule }) => say(rule) },
        { key: 'late', label: t('program.dateLate'), cell: ({ late }) => (late === null ? '' : late === 'refuse' ? t('program.dateRefuse') : t('program.dateMark')) },
        { key: 'extend', label: t('program.dateExtend'), cell: ({ extend }) => (extend === null ? t('program.dateFixed') : marks.named(say(extend.by), marks.list([...new Set(extend.for.map((scope) => scopes[scope] ?? scope))]))) },
      ]}
    />
  );
}

function History({ dates }: { readonly dates: Dates }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const language = useLanguage();
  const changes = dates.flatMap(({ words, history }) => history.filter(({ change }) => change !== 'opened').map((row) => ({ ...row, words }))).toSorted((a, b) => b.setAt.localeCompare(a.setAt));
  const kinds: Readonly<Record<CalendarChange['change'], string>> = { opened: '', set: t('program.changeSet'), extended: t('program.changeExtended'), brought_forward: t('program.changeForward'), restated: t('program.changeRestated') };
  const day = (at: string | null): string => (at === null ? t('look.none') : lastDayOf(at, language));
  return (
    <section className="stack" aria-labelledby="history-title">
      <h2 id="history-title">{t('program.changes')}</h2>
      {changes.length === 0 ? (
        <p className="soft">{t('program.changesNone')}</p>
      ) : (
        <Sheet
          caption={t('program.changes')}
          rows={changes}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', label: t('program.dateName'), bare: true, cell: ({ words, change, binds }) => <><strong>{say(words)}</strong> <span className="tag">{kinds[change]}</span> {binds && <span className="tag tag-green">{t('program.changeBinds')}</span>}</> },
            { key: 'scope', label: t('program.dateScope'), cell: ({ scopeName }) => say(scopeName) },
            { key: 'moved', label: t('program.changeMoved'), cell: ({ before, closesAt }) => `${day(before)} → ${day(closesAt)}` },
            { key: 'reason', label: t('program.dateReason'), cell: ({ reason, approver, documentNumber }) => marks.clauses([reason, approver, documentNumber].filter((part) => part !== null)) },
            { key: 'by', label: t('program.changeBy'), cell: ({ setByName }) => setByName ?? '' },
            { key: 'at', label: t('program.changeAt'), cell: ({ setAt }) => <Time at={setAt} bare /> },
          ]}
        />
      )}
    </section>
  );
}
