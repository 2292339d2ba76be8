/**
 * The calendar update: the tables of this release and the installation's own days become the calendar in force, and every
 * deadline that counts working days is reckoned anew.
 *
 *   candidate ──preview──▶ what would move
 *       └──apply──▶ in force ──▶ one row a program, with its tick ──▶ the cases look again, in batches
 *
 * Each program is one transaction, each batch of cases another. Whatever breaks off in between is finished by the next
 * call, or by the worker's own sweep: a program that has its row is left alone, a case that has seen it is not looked at.
 */
import { addDays, publishedHolidays, WorkingCalendar, type CalendarDay, type CivilDate, type Coverage, type HolidayData } from '@shidian/calendar';
import type { Instant, Words } from '@shidian/engine';
import { writeRows } from '../act-on-case.js';
import type { Drains } from '../drains.js';
import type { CalendarStore, StoredCalendar } from '../ports/calendar-store.js';
import type { DateRow } from '../ports/rows.js';
import type { StepStore } from '../ports/step-store.js';
import type { StepRunner } from '../step-runner.js';
import { calendarRow, calendarVersionOf } from './calendar-row.js';
import type { CalendarSource } from './calendars.js';
import { caseDates, programDates, type MovedDate } from './moved-dates.js';

const CASES_READ = 200;

export interface CalendarUpdateParts {
  readonly store: StepStore;
  readonly calendarStore: CalendarStore;
  readonly calendars: CalendarSource;
  readonly runner: StepRunner;
  readonly drains: Pick<Drains, 'pokeCases' | 'pokeProgram'>;
}

/** A calendar that could be put in force, with exactly what it was made of. */
interface Candidate {
  readonly calendar: WorkingCalendar;
  readonly data: HolidayData;
  readonly own: readonly CalendarDay[];
}

interface Edition {
  readonly version: string;
  readonly coverage: Coverage | null;
}

export interface CalendarPreview {
  readonly from: Edition;
  readonly to: Edition;
  /** Days that are another kind of day, or bear another name. */
  readonly days: readonly { readonly from: CalendarDay; readonly to: CalendarDay }[];
  /** Statutory holidays of a year that was entered in part: until they are entered too, the year stays provisional. */
  readonly missing: readonly { readonly date: CivilDate; readonly name: string }[];
  /** Programs that do not go by the candidate yet. */
  readonly programs: readonly { readonly id: string; readonly name: string }[];
}

export interface CalendarProgress {
  readonly programId: string;
  readonly programName: string;
  /** False where an earlier call had done it. */
  readonly moved: boolean;
  /** Cases that looked again in this call; others were quicker with the rest. */
  readonly cases: number;
}

/** Somebody else put another calendar in force while this one was being prepared. */
export class CalendarChanged extends Error {
  readonly code = 'calendar.changed';
  readonly words: Words = { zh: '刚才有人让另一份日历生效了；请再运行一次', en: 'Somebody has just put another calendar in force; run it again' };

  constructor(readonly version: string | undefined) {
    super('another calendar was put in force in between');
    this.name = 'CalendarChanged';
  }
}

export class CalendarUpdate {
  constructor(private readonly parts: CalendarUpdateParts) {}

  async preview(): Promise<CalendarPreview> {
    const [before, { calendar: after }] = [await this.parts.calendars.inForce(), await this.candidate()];
    return { from: editionOf(before), to: editionOf(after), days: changedDays(before, after), missing: [...after.missing.values()].flat().map(([date, name]) => ({ date, name })), programs: await this.behind(after) };
  }

  /** Every date of a program and every deadline of a case that would move, or become firm, program by program. */
  async *moves(at: Instant): AsyncIterable<MovedDate> {
    const { runner, store, calendarStore } = this.parts;
    const { calendar: candidate } = await this.candidate();
    // Reckoned with a calendar that nobody has stored yet.
    const trial = runner.under(candidate);
    for (const { id } of await this.behind(candidate)) {
      const program = await store.readProgram(id);
      if (program === undefined) continue;
      const row = this.rowFor(id, candidate, at, {});
      yield* await programDates(trial, program, row);
      for (let after: string | null = null; ; ) {
        const ids: readonly string[] = await calendarStore.openCases(id, after, CASES_READ);
        for (const bundle of await store.readCases(ids)) yield* await caseDates(trial, bundle, row, at);
        const last: string | undefined = ids.at(-1);
        if (last === undefined) break;
        after = last;
      }
    }
  }

  /** @throws CalendarChanged */
  async *apply({ by, documentNumber }: { readonly by: string; readonly documentNumber?: string }): AsyncIterable<CalendarProgress> {
    const { calendars, calendarStore, runner, drains } = this.parts;
    const candidate = await this.candidate();
    const before = await calendars.inForce();
    const { version } = candidate.calendar;
    if (before.version !== version) await this.putInForce(candidate, before.version, by, documentNumber);
    for (const { id, name } of await calendarStore.activePrograms()) {
      const moved = await this.moveProgram(id, candidate.calendar, by, documentNumber);
      await drains.pokeProgram(id, runner.clock.now());
      let cases = 0;
      for (let looked = await drains.pokeCases(id, runner.clock.now()); looked > 0; looked = await drains.pokeCases(id, runner.clock.now())) cases += looked;
      yield { programId: id, programName: name, moved, cases };
    }
  }

  /** What the calendar would be: the tables of this release, and over them the installation's own days. */
  private async candidate(): Promise<Candidate> {
    const data = publishedHolidays();
    const own = (await this.parts.calendarStore.ownDays()).map(({ date, working, name }) => ({ date, working, ...(name === null ? {} : { name }), provisional: false }));
    return { calendar: new WorkingCalendar({ data, overrides: own }), data, own };
  }

  private async behind(candidate: WorkingCalendar): Promise<CalendarPreview['programs']> {
    const { calendarStore, store } = this.parts;
    const programs = await calendarStore.activePrograms();
    const behind: { readonly id: string; readonly name: string }[] = [];
    for (const program of programs) {
      const bundle = await store.readProgram(program.id);
      if (bundle !== undefined && calendarVersionOf(bundle.dates) !== candidate.version) behind.push(program);
    }
    return behind;
  }

  private async putInForce({ calendar: { version }, data, own }: Candidate, instead: string, by: string, documentNumber: string | undefined): Promise<void> {
    const { calendarStore, runner } = this.parts;
    // The days as they were when the version was made of them: somebody may have entered others since.
    const stored: StoredCalendar = { version, data, own, appliedBy: by, documentNumber: documentNumber ?? null, appliedAt: runner.clock.now() };
    if (await calendarStore.putInForce(stored, instead)) return;
    await this.checkInForce(version);
  }

  /** @throws CalendarChanged */
  private async checkInForce(version: string): Promise<void> {
    const now = await this.parts.calendarStore.inForce();
    if (now?.version !== version) throw new CalendarChanged(now?.version);
  }

  /** One row that binds everything of the program at once, on its record with what it moves. */
  private async moveProgram(programId: string, candidate: WorkingCalendar, by: string, documentNumber: string | undefined): Promise<boolean> {
    const { store, runner } = this.parts;
    return await store.transaction(async (tx) => {
      const program = await tx.lockProgram(programId);
      const from = program === undefined ? undefined : calendarVersionOf(program.dates);
      if (program === undefined || from === candidate.version) return false;
      // Under the program's lock: whoever has put a newer one in force meanwhile moves this program after us, or has done so before.
      await this.checkInForce(candidate.version);
      const at = runner.clock.now();
      const row = this.rowFor(programId, candidate, at, { by, ...(documentNumber === undefined ? {} : { documentNumber }) });
      const moved = await programDates(runner, program, row);
      const one = await runner.programInStep({ ...program, dates: [...program.dates, row] });
      const tick = runner.stepProgram(one, { kind: 'tick', at });
      const dates = moved.map(({ key, organisationName, what, from: old, to }) => ({ date: key, ...(organisationName === null ? {} : { organisation: organisationName }), what, from: { ...old }, to: { ...to } }));
      const content = { ...row, from: from ?? null, moved: dates };
      await writeRows(tx, runner.programRows(one, tick, { actorName: by, entriesBefore: [{ at, kind: 'calendar', content }] }), { dates: [row] });
      return true;
    });
  }

  private rowFor(programId: string, { version }: WorkingCalendar, at: Instant, who: { readonly by?: string; readonly documentNumber?: string }): DateRow {
    return calendarRow({ programId, version, zone: 'Asia/Shanghai', at, setBy: null, ...who });
  }
}

function editionOf({ version, coverage }: WorkingCalendar): Edition {
  return { version, coverage: coverage ?? null };
}

function changedDays(before: WorkingCalendar, after: WorkingCalendar): CalendarPreview['days'] {
  const edges = [before.coverage, after.coverage].filter((coverage) => coverage !== undefined);
  const first = edges.map(({ from }) => from).sort()[0];
  // Own days may lie a year beyond what is covered.
  const last = edges.map(({ to }) => addDays(to, 400)).sort().at(-1);
  if (first === undefined || last === undefined) return [];
  const days: CalendarPreview['days'][number][] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const [from, to] = [before.day(date), after.day(date)];
    if (from.working !== to.working || from.name !== to.name) days.push({ from, to });
  }
  return days;
}
