/** The calendar of a program as it is governed: each date with what binds now, who set, extended or brought it forward, and what still waits for somebody. */
import { own, type Instant, type Words } from '@shidian/engine';
import { CALENDAR_ROW, calendarRows } from '../calendar/calendar-row.js';
import { bindingRow, InstanceDates } from '../dates.js';
import { PlanDates } from '../plan/plan-dates.js';
import { PlanParties } from '../plan/plan-parties.js';
import type { PlanDate } from '../plan/plan.js';
import type { Principal } from '../ports/identity.js';
import type { OversightStore } from '../ports/oversight-store.js';
import type { Reader } from '../ports/read-stores.js';
import type { DateRow } from '../ports/rows.js';
import type { StepStore } from '../ports/step-store.js';
import { notFound } from '../seen-case.js';
import type { StepRunner } from '../step-runner.js';

/** One setting of a date, for everybody, an organisation or a case. */
export interface CalendarRow extends DateRow {
  /** 全部, the organisation's name, or `000012 示例第一小学`. */
  readonly scopeName: Words;
  readonly setByName: string | null;
  /** What bound before it there; null where nothing did. */
  readonly before: Instant | null;
  readonly change: 'opened' | 'set' | 'extended' | 'brought_forward' | 'restated';
  /** Whether it is what binds its scope now. */
  readonly binds: boolean;
}

export interface CalendarDate extends Omit<PlanDate, 'name'> {
  readonly name: string;
  /** From the first setting to the last, as far as the reader may see them. */
  readonly history: readonly CalendarRow[];
}

export interface ProgramCalendar {
  readonly programId: string;
  readonly name: string;
  readonly zone: string;
  readonly calendar: { readonly version: string; readonly from: string | null; readonly to: string | null };
  /** Which calendar of holidays bound from when, and the notice that an update follows. */
  readonly calendars: readonly { readonly version: string; readonly at: Instant; readonly by: string | null; readonly documentNumber: string | null }[];
  readonly dates: readonly CalendarDate[];
}

export class ProgramCalendars {
  constructor(
    private readonly steps: StepStore,
    private readonly oversight: OversightStore,
    private readonly reader: Reader,
    private readonly runner: StepRunner,
  ) {}

  /** By the reader's rights: rows of an organisation are seen from below and above it, those of a case by who sees the case. @throws Refused not_found */
  async of(principal: Principal, programId: string): Promise<ProgramCalendar> {
    const [item, program] = [await this.reader.programItem(principal, programId), await this.steps.readProgram(programId)];
    if (item === undefined || program === undefined) throw notFound(programId);
    const { calendar, definition } = await this.runner.programInStep(program);
    const { artefact } = definition;
    const all = await this.reader.dates(principal, programId);
    const rows = all.filter(({ name }) => name !== CALENDAR_ROW);
    const places = await this.places(rows);
    const names = await this.oversight.accountNames([...new Set(all.flatMap(({ setBy }) => setBy ?? []))]);
    const plan = new PlanDates(artefact, calendar, all.filter(({ scope }) => scope === 'program'), new PlanParties(artefact));
    const history = (name: string): readonly CalendarRow[] => {
      const set = rows.filter((row) => row.name === name).toSorted((a, b) => a.setAt - b.setAt || (a.id < b.id ? -1 : 1));
      return set.map((row, index): CalendarRow => {
        const { path, scopeName } = places.get(row.scopeId) ?? EVERYBODY;
        const before = new InstanceDates({ artefact, calendar, rows: [...all.filter((other) => other.name !== name), ...set.slice(0, index)], path, moves: [program.lastMove] }).resolve(name, {}).at ?? null;
        const binding = bindingRow(rows, name, path);
        return { ...row, scopeName, setByName: row.setBy === null ? null : (names.get(row.setBy) ?? null), before: index === 0 && row.setBy === null ? null : before, change: changeOf(row, before, index === 0), binds: binding?.id === row.id };
      });
    };
    const shared = plan.all();
    const listed = new Set(shared.map(({ name }) => name));
    // A date of each case for itself appears as soon as somebody has set one.
    const others = [...new Set(rows.map(({ name }) => name))].filter((name) => !listed.has(name));
    return {
      programId,
      name: item.name,
      zone: artefact.zone,
      calendar: { version: calendar.version, from: calendar.coverage?.from ?? null, to: calendar.coverage?.to ?? null },
      calendars: calendarRows(all).map(({ calendarVersion, setAt, approver, documentNumber }) => ({ version: calendarVersion, at: setAt, by: approver, documentNumber })),
      dates: [
        ...shared.map((date) => ({ ...date, history: history(date.name) })),
        ...others.map((name) => ({ name, words: own(artefact.dates, name)?.name ?? { zh: name }, rule: plan.ruleOf(name), provisional: false, questions: [], revision: 0, history: history(name) })),
      ],
    };
  }

  private async places(rows: readonly DateRow[]): Promise<ReadonlyMap<string, Place>> {
    const { tree } = await this.runner.directory.current();
    const above = (id: string): readonly string[] => (tree.organisation(id) === undefined ? [] : tree.path(id).map((organisation) => organisation.id).reverse());
    const places = new Map<string, Place>();
    for (const { scope, scopeId } of rows) {
      const name = tree.organisation(scopeId)?.name;
      if (scope === 'organisation') places.set(scopeId, { path: above(scopeId), scopeName: { zh: name ?? scopeId } });
    }
    const cases = [...new Set(rows.flatMap(({ scope, scopeId }) => (scope === 'case' ? [scopeId] : [])))];
    for (const { case: row } of await this.steps.readCases(cases)) {
      places.set(row.id, { path: above(row.applicantId), scopeName: { zh: `${row.number} ${tree.organisation(row.applicantId)?.name ?? ''}` } });
    }
    return places;
  }
}

interface Place {
  readonly path: readonly string[];
  readonly scopeName: Words;
}

const EVERYBODY: Place = { path: [], scopeName: { zh: '全部', en: 'everybody' } };

function changeOf(row: DateRow, before: Instant | null, first: boolean): CalendarRow['change'] {
  if (first && row.setBy === null) return 'opened';
  if (before === null || row.closesAt === null) return 'set';
  return row.closesAt > before ? 'extended' : row.closesAt < before ? 'brought_forward' : 'restated';
}
