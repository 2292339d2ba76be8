/**
 * One instance through one step: facts and dates from the rows that were read under the lock, the kernel's result, the
 * rows to write. Everything that acts on a case or a program goes through here, whoever started it.
 */
import type { WorkingCalendar } from '@shidian/calendar';
import type { Command, DateResolver, Facts, StepResult } from '@shidian/engine';
import { calendarRows } from './calendar/calendar-row.js';
import { TrialCalendars, type CalendarSource } from './calendar/calendars.js';
import { InstanceDates } from './dates.js';
import type { Definitions, LoadedDefinition } from './definitions.js';
import type { Directory, DirectorySnapshot } from './directory.js';
import { caseFacts, programFacts, topicOf } from './facts.js';
import type { EntryDraft } from './journal.js';
import type { BusinessClock } from './ports/identity.js';
import type { CaseForStep, DateRow, ProgramForStep } from './ports/rows.js';
import { writeStep, type StepRows } from './step-writer.js';

export interface CaseInStep {
  readonly bundle: CaseForStep;
  readonly definition: LoadedDefinition;
  readonly directory: DirectorySnapshot;
  readonly facts: Facts;
  /** The calendar that binds the program. */
  readonly calendar: WorkingCalendar;
  readonly dates: DateResolver;
  /** The newest row that a date hangs on: why it is what it is now. */
  readonly rowBehind?: (date: string) => DateRow | undefined;
}

export interface ProgramInStep {
  readonly bundle: ProgramForStep;
  readonly definition: LoadedDefinition;
  readonly directory: DirectorySnapshot;
  readonly facts: Facts;
  readonly calendar: WorkingCalendar;
  readonly dates: DateResolver;
  /** The newest row that a date hangs on: why it is what it is now. */
  readonly rowBehind?: (date: string) => DateRow | undefined;
}

export interface StepOptions {
  readonly actorName?: string;
  readonly reason?: string;
  readonly sealed?: Readonly<Record<string, string>>;
  readonly entriesBefore?: readonly EntryDraft[];
  readonly force?: boolean;
  readonly rowBehind?: (date: string) => DateRow | undefined;
  readonly timersAnew?: boolean;
}

export class StepRunner {
  constructor(
    readonly definitions: Definitions,
    readonly directory: Directory,
    readonly calendars: CalendarSource,
    readonly clock: BusinessClock,
  ) {}

  /** The same under one calendar for everything: to see what it would do. */
  under(calendar: WorkingCalendar): StepRunner {
    return new StepRunner(this.definitions, this.directory, new TrialCalendars(this.calendars, calendar), this.clock);
  }

  async caseInStep(bundle: CaseForStep): Promise<CaseInStep> {
    const definition = await this.definitions.load(bundle.definitionHash);
    const directory = await this.directory.current();
    const calendar = await this.calendars.of(bundle.dates);
    const { artefact } = definition;
    const dates = new InstanceDates({ artefact, calendar, rows: bundle.dates, path: directory.tree.path(bundle.case.applicantId).map(({ id }) => id).reverse(), moves: [] });
    return { bundle, definition, directory, facts: caseFacts(artefact, directory.tree, bundle, dates), calendar, dates, rowBehind: (date) => dates.rowOf(date) };
  }

  async programInStep(bundle: ProgramForStep): Promise<ProgramInStep> {
    const definition = await this.definitions.load(bundle.program.definitionHash);
    const directory = await this.directory.current();
    const calendar = await this.calendars.of(bundle.dates);
    const { artefact } = definition;
    const dates = new InstanceDates({ artefact, calendar, rows: bundle.dates, path: [], moves: [] });
    return {
      bundle,
      definition,
      directory,
      facts: programFacts(artefact, directory.tree, bundle.cases, bundle.dates),
      calendar,
      dates,
      rowBehind: (date) => dates.rowOf(date),
    };
  }

  stepCase(one: CaseInStep, command: Command): StepResult {
    return one.definition.caseKernel.step(one.bundle.case.state, command, one.facts, one.dates);
  }

  stepProgram(one: ProgramInStep, command: Command): StepResult {
    return one.definition.programKernel.step(one.bundle.program.state, command, one.facts, one.dates);
  }

  private ofCalendar({ bundle, rowBehind }: Pick<CaseInStep, 'rowBehind'> & { readonly bundle: { readonly dates: readonly DateRow[] } }): Pick<StepOptions, 'rowBehind' | 'timersAnew'> {
    const [, ...updates] = calendarRows(bundle.dates);
    const updated = updates.at(-1);
    return { ...(rowBehind === undefined ? {} : { rowBehind }), timersAnew: updated !== undefined && updated.setAt > this.clock.now() - CALENDAR_IS_NEW_MS };
  }

  caseRows(one: CaseInStep, result: StepResult, options: StepOptions = {}): StepRows {
    const { case: row } = one.bundle;
    return writeStep({
      owner: { programId: row.programId, caseId: row.id },
      row,
      before: row.version === 0 ? undefined : row.state,
      result,
      artefact: one.definition.artefact,
      chart: one.definition.artefact.caseChart,
      facts: one.facts,
      directory: one.directory,
      subject: subjectOf(one),
      known: { number: row.number, applicant: one.directory.tree.organisation(row.applicantId)?.name ?? '', program: one.bundle.programName },
      recordedAt: this.clock.now(),
      ...this.ofCalendar(one),
      ...options,
    });
  }

  programRows(one: ProgramInStep, result: StepResult, options: StepOptions = {}): StepRows {
    const { program: row } = one.bundle;
    const rows = writeStep({
      owner: { programId: row.id, caseId: null },
      row,
      before: row.version === 0 ? undefined : row.state,
      result,
      artefact: one.definition.artefact,
      chart: one.definition.artefact.programChart,
      facts: one.facts,
      directory: one.directory,
      subject: row.name,
      known: { program: row.name },
      recordedAt: this.clock.now(),
      ...this.ofCalendar(one),
      ...options,
    });
    if (rows.update === undefined) return rows;
    const last = result.subSteps.findLast((subStep) => subStep.trail.length > 0);
    if (last === undefined) return rows;
    const move = { programId: row.id, seq: one.bundle.lastMove.seq + 1, at: last.at, states: result.view.configuration, marks: result.state.marks };
    return { ...rows, batch: { ...rows.batch, moves: [move] } };
  }
}

/** A poke reaches every case long before this; until then each step on the way sets its timers anew. */
const CALENDAR_IS_NEW_MS = 30 * 24 * 3_600_000;

/** How notices name a case: 000012 示例第一小学《创客教育》. */
function subjectOf(one: CaseInStep): string {
  const { case: row } = one.bundle;
  const applicant = one.directory.tree.organisation(row.applicantId)?.name ?? '';
  const title = topicOf(one.definition.artefact, row.topic, row.title)?.['title'];
  return `${row.number} ${applicant}${typeof title === 'string' && title !== '' ? `《${title}》` : ''}`;
}
