/** What another calendar would do to the dates of a program and of its cases. Nothing is written here. */
import type { Instant, StepResult, Words } from '@shidian/engine';
import { own } from '@shidian/engine';
import { InstanceDates } from '../dates.js';
import type { CaseForStep, DateRow, ProgramForStep } from '../ports/rows.js';
import type { CaseInStep, ProgramInStep, StepRunner } from '../step-runner.js';

export interface DatePoint {
  readonly at: Instant | null;
  readonly provisional: boolean;
}

/**
 * `moved`: another instant. `firm`: the same instant, no longer provisional. `provisional`: the same instant, which may
 * still move by now. `reopened`: what had lapsed by it stands open again.
 */
export interface MovedDate {
  readonly programId: string;
  readonly programName: string;
  /** Null for a date of the program itself. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly applicantName: string | null;
  /** Of a date that a tier has set for what lies below it. */
  readonly organisationName: string | null;
  /** Name of the date, or key of the case's deadline. */
  readonly key: string;
  readonly name: Words;
  readonly zone: string;
  readonly what: 'moved' | 'firm' | 'provisional' | 'reopened';
  readonly from: DatePoint;
  readonly to: DatePoint;
}

type Difference = Pick<MovedDate, 'what' | 'from' | 'to'>;

function difference(from: DatePoint, to: DatePoint): Difference | undefined {
  if (from.at !== to.at) return { what: 'moved', from, to };
  if (from.at === null || from.provisional === to.provisional) return undefined;
  return { what: to.provisional ? 'provisional' : 'firm', from, to };
}

/** Shared dates of the program, and those that its tiers have set. */
export async function programDates(runner: StepRunner, bundle: ProgramForStep, row: DateRow): Promise<readonly MovedDate[]> {
  const [before, after] = [await runner.programInStep(bundle), await runner.programInStep({ ...bundle, dates: [...bundle.dates, row] })];
  const { artefact } = before.definition;
  const about = { programId: bundle.program.id, programName: bundle.program.name, caseId: null, caseNumber: null, applicantName: null, zone: artefact.zone };
  const nameOf = (name: string): Words => own(artefact.dates, name)?.name ?? { zh: name };
  const point = (one: ProgramInStep, reference: string): DatePoint => {
    const { at, provisional } = one.dates.resolve(reference, bundle.lastMove.marks);
    return { at: at ?? null, provisional };
  };
  const shared = Object.entries(artefact.dates).filter(([, date]) => !date.perCase).flatMap(([name]) => {
    // A window has two edges; the last one is the deadline, the first is told where it alone moves.
    const found = difference(point(before, `${name}.closes`), point(after, `${name}.closes`)) ?? difference(point(before, `${name}.opens`), point(after, `${name}.opens`));
    return found === undefined ? [] : [{ ...about, organisationName: null, key: name, name: nameOf(name), ...found }];
  });
  const rowsOf = (one: ProgramInStep): ReadonlyMap<string, DateRow> => new Map(new InstanceDates({ artefact, calendar: one.calendar, rows: bundle.dates, path: [], moves: [bundle.lastMove] }).rowsInForce().map((each) => [each.id, each]));
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const tiers = bundle.dates.filter(({ scope }) => scope === 'organisation').flatMap((each) => {
    const [from, to] = [old.get(each.id), now.get(each.id)];
    const found = from === undefined || to === undefined ? undefined : difference({ at: from.closesAt, provisional: from.provisional }, { at: to.closesAt, provisional: to.provisional });
    return found === undefined ? [] : [{ ...about, organisationName: before.directory.tree.organisation(each.scopeId)?.name ?? '', key: each.name, name: nameOf(each.name), ...found }];
  });
  return [...shared, ...tiers];
}

/** Deadlines of a case that are armed, as they would stand at `at`. */
export async function caseDates(runner: StepRunner, bundle: CaseForStep, row: DateRow, at: Instant): Promise<readonly MovedDate[]> {
  const [before, after] = [await runner.caseInStep(bundle), await runner.caseInStep({ ...bundle, dates: [...bundle.dates, row] })];
  const { artefact } = before.definition;
  const { case: one } = bundle;
  const found = one.state.suspended === undefined ? stepped(runner, before, after, at) : whileSuspended(before, after);
  return found.map(({ key, ...rest }) => ({
    programId: one.programId,
    programName: bundle.programName,
    caseId: one.id,
    caseNumber: one.number,
    applicantName: before.directory.tree.organisation(one.applicantId)?.name ?? '',
    organisationName: null,
    key,
    name: artefact.caseChart.deadlines[key]?.name ?? { zh: key },
    zone: artefact.zone,
    ...rest,
  }));
}

type Found = Difference & { readonly key: string };

/** What the next look at the case would record under the other calendar and not under its own. */
function stepped(runner: StepRunner, before: CaseInStep, after: CaseInStep, at: Instant): readonly Found[] {
  const { state } = before.bundle.case;
  const [old, now] = [runner.stepCase(before, { kind: 'tick', at }), runner.stepCase(after, { kind: 'tick', at })];
  const already = new Set(causes(old));
  const moved = now.subSteps.flatMap(({ cause }): readonly Found[] => {
    if (already.has(JSON.stringify({ ...cause, epoch: 0 }))) return [];
    const provisional = (key: string): boolean => now.state.clock[key]?.provisional ?? false;
    if (cause.kind === 'reopened') return [{ key: cause.deadline, what: 'reopened', from: { at: cause.lapsed, provisional: false }, to: { at: cause.due, provisional: provisional(cause.deadline) } }];
    if (cause.kind !== 'moved') return [];
    return [{ key: cause.deadline, what: 'moved', from: { at: cause.from, provisional: state.clock[cause.deadline]?.provisional ?? false }, to: { at: cause.to, provisional: provisional(cause.deadline) } }];
  });
  const firm = Object.entries(state.clock).flatMap(([key, armed]): readonly Found[] => {
    const next = now.state.clock[key];
    const change = next === undefined || armed.dueAt === undefined || next.dueAt !== armed.dueAt ? undefined : difference({ at: armed.dueAt, provisional: armed.provisional }, { at: armed.dueAt, provisional: next.provisional });
    return change === undefined ? [] : [{ key, ...change }];
  });
  return [...moved, ...firm];
}

function causes({ subSteps }: StepResult): readonly string[] {
  return subSteps.map(({ cause }) => JSON.stringify({ ...cause, epoch: 0 }));
}

/** Nothing happens to a suspended case; what its rules say is what the resume will find. */
function whileSuspended(before: CaseInStep, after: CaseInStep): readonly Found[] {
  const { case: one, moves } = before.bundle;
  const { caseChart } = before.definition.artefact;
  const marks = { ...moves.findLast(({ seq }) => seq <= one.state.programSeen)?.marks, ...one.state.marks };
  return Object.entries(one.state.clock).flatMap(([key, armed]) => {
    const date = caseChart.deadlines[key]?.date;
    const name = typeof date === 'object' ? date[one.applicantKind] : date;
    if (name === undefined) return [];
    const point = ({ dates }: CaseInStep): DatePoint => {
      const { at, provisional } = dates.resolve(name, marks, armed.since ?? armed.armedAt);
      return { at: at ?? null, provisional };
    };
    const change = difference(point(before), point(after));
    return change === undefined ? [] : [{ key, ...change }];
  });
}
