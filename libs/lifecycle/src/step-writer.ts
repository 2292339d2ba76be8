/**
 * From a kernel's result to rows: the instance, its journal entries, its tasks and timers as projections, its notices.
 * Pure; the caller merges the parts of all instances of one transaction and writes them at once.
 */
import type { Artefact } from '@shidian/definition';
import { canonicalJson, dateOf } from '@shidian/definition';
import { own, type ChartDefinition, type Effect, type Facts, type InstanceState, type JsonValue, type StepResult, type SubStep, type Words } from '@shidian/engine';
import type { DirectorySnapshot } from './directory.js';
import { chain, sha256, type EntryDraft } from './journal.js';
import { composeNotices, type CausedNotice } from './notice-composer.js';
import { CALENDAR_ROW } from './calendar/calendar-row.js';
import type { DateRow, Journalled } from './ports/rows.js';
import type { InstanceUpdate, OutboxMessage, OwnedRow, WriteBatch } from './ports/writes.js';

/** Timers that fall due within this are announced to the queue with the step; later ones are found by its horizon. */
const ANNOUNCED_WITHIN_MS = 15 * 60_000;

export interface Stepped {
  readonly owner: OwnedRow;
  readonly row: Journalled & { readonly version: number };
  /** Undefined for an instance that was just started. */
  readonly before: InstanceState | undefined;
  readonly result: StepResult;
  readonly artefact: Artefact;
  readonly chart: ChartDefinition;
  readonly facts: Facts;
  readonly directory: DirectorySnapshot;
  readonly subject: string;
  readonly known: Readonly<Record<string, string>>;
  readonly recordedAt: number;
  readonly actorName?: string;
  readonly reason?: string;
  /** Entries of the record that precede the step's own (dates set, a roll confirmed). */
  readonly entriesBefore?: readonly EntryDraft[];
  /** The newest row that a date hangs on: why a deadline has moved. */
  readonly rowBehind?: (date: string) => DateRow | undefined;
  /** The calendar was updated lately: reminders may lie elsewhere although the deadline does not, so every timer is set anew. */
  readonly timersAnew?: boolean;
  /** Write the row even where nothing changed, so that it counts as having looked. */
  readonly force?: boolean;
  /** Hashes of form versions and opinions written with the step, by name; never their text. */
  readonly sealed?: Readonly<Record<string, string>>;
}

export interface StepRows {
  readonly batch: WriteBatch;
  /** Closings of tasks that were opened in the same step: written after {@link batch}. */
  readonly after: WriteBatch;
  readonly update: InstanceUpdate | undefined;
}

/** A move of the program that changed nothing here is not on the record. */
function counts(subStep: SubStep): boolean {
  return subStep.cause.kind !== 'program' || subStep.trail.length > 0 || subStep.effects.length > 0;
}

export function writeStep(stepped: Stepped): StepRows {
  const { owner, result, before, chart } = stepped;
  const stateText = canonicalJson(result.state);
  const entriesBefore = stepped.entriesBefore ?? [];
  if (stepped.force !== true && entriesBefore.length === 0 && before !== undefined && result.subSteps.length === 0 && stateText === canonicalJson(before)) {
    return { batch: {}, after: {}, update: undefined };
  }
  const subSteps = result.subSteps.filter(counts);
  const chained = chain(owner, stepped.row, stepped.recordedAt, [
    ...entriesBefore,
    ...firmEntries(stepped, subSteps.length === 0 ? sha256(stateText) : undefined),
    ...subSteps.map((subStep, index) => entryOf(stepped, subStep, index === 0, index === subSteps.length - 1 ? sha256(stateText) : undefined)),
  ]);
  const update: InstanceUpdate = {
    id: owner.caseId ?? owner.programId,
    expectedVersion: stepped.row.version,
    state: result.state,
    states: result.view.states,
    tags: result.view.tags,
    outcome: result.view.outcome ?? null,
    journalHead: chained.journalHead,
    journalCount: chained.journalCount,
    programSeen: result.state.programSeen,
    at: stepped.recordedAt,
  };
  const dueOf = new Map(result.view.tasks.map((task) => [task.number, task]));
  const notices = composeNotices(
    {
      owner,
      artefact: stepped.artefact,
      chart,
      facts: stepped.facts,
      directory: stepped.directory,
      subject: stepped.subject,
      known: stepped.known,
      ...(stepped.actorName === undefined ? {} : { actorName: stepped.actorName }),
      ...(stepped.reason === undefined ? {} : { reason: stepped.reason }),
      dueOf: (number) => dueOf.get(number)?.dueAt,
    },
    causedNotices(stepped, subSteps, stepped.row.journalCount + entriesBefore.length + firmEntries(stepped).length),
  );
  const tasks = taskRows(stepped, subSteps);
  const timers = timerRows(stepped);
  return {
    update,
    batch: {
      [owner.caseId === null ? 'programs' : 'cases']: [update],
      journal: chained.rows,
      notices,
      ...tasks.rows,
      ...standInsOf(owner, subSteps),
      ...timers,
      baselines: subSteps.flatMap((subStep) => subStep.effects.flatMap((effect) => (effect.type === 'baseline.frozen' && owner.caseId !== null ? [{ caseId: owner.caseId, form: effect.form }] : []))),
      outbox: outboxOf(stepped, notices.length > 0),
    },
    after: tasks.closedAfterwards.length === 0 ? {} : { tasksClosed: tasks.closedAfterwards },
  };
}

function entryOf(stepped: Stepped, subStep: SubStep, first: boolean, snapshot: string | undefined): EntryDraft {
  const content: { [key: string]: JsonValue } = {
    cause: subStep.cause,
    trail: subStep.trail,
    effects: subStep.effects.map((effect) => effect as unknown as JsonValue),
    definition: stepped.artefact.hash,
  };
  if (snapshot !== undefined) content['snapshot'] = snapshot;
  if (first) content['facts'] = { parties: stepped.facts.parties, moves: stepped.facts.moves.map((move) => move.seq), values: factsOnRecord(stepped.facts) };
  const behind = subStep.cause.kind === 'moved' ? rowBehindMove(stepped, subStep.cause.deadline) : undefined;
  if (behind !== undefined) content['because'] = reasonOf(behind);
  if (first && stepped.sealed !== undefined) content['sealed'] = stepped.sealed;
  return { at: subStep.at, kind: subStep.cause.kind, content };
}

/** The row that has come since the deadline was last reckoned and moved it; undefined where something else did (a mark, a resume). */
function rowBehindMove({ rowBehind, chart, before, artefact, facts }: Stepped, deadline: string): DateRow | undefined {
  const date = chart.deadlines[deadline]?.date;
  const name = typeof date === 'object' ? date[kindOf(facts)] : date;
  const row = name === undefined || own(artefact.dates, dateOf(name)) === undefined ? undefined : rowBehind?.(name);
  const since = before?.clock[deadline]?.armedAt;
  return row === undefined || since === undefined || row.setAt < since ? undefined : row;
}

function kindOf({ values }: Facts): string {
  const applicant = values['applicant'];
  return typeof applicant === 'object' && applicant !== null && 'kind' in applicant && typeof applicant.kind === 'string' ? applicant.kind : '';
}

/** Why a deadline has moved, as its notice says it: reason, who approved it, by which document. */
function becauseOf({ name, reason, approver, documentNumber }: DateRow): Words {
  const number = documentNumber === null ? [] : [{ zh: `依据${documentNumber}`, en: `by ${documentNumber}` }];
  if (name === CALENDAR_ROW) return inBrackets([{ zh: '放假安排更新', en: 'the holiday calendar was updated' }, ...number]);
  return inBrackets([...(reason === null ? [] : [{ zh: reason, en: reason }]), ...(approver === null ? [] : [{ zh: `${approver}批准`, en: `approved by ${approver}` }]), ...number]);
}

function inBrackets(parts: readonly Required<Words>[]): Words {
  if (parts.length === 0) return { zh: '', en: '' };
  return { zh: `（${parts.map(({ zh }) => zh).join('，')}）`, en: ` (${parts.map(({ en }) => en).join(', ')})` };
}

function reasonOf(row: DateRow): JsonValue {
  const { id, calendarVersion, reason, approver, documentNumber, setBy } = row;
  if (row.name === CALENDAR_ROW) return { kind: 'calendar', row: id, calendar: calendarVersion, by: approver, documentNumber };
  return { kind: 'date', row: id, reason, approver, documentNumber, setBy };
}

/** Deadlines that a calendar update has made firm, or provisional, without moving them. */
function firmEntries({ before, result, rowBehind, recordedAt }: Stepped, snapshot?: string): readonly EntryDraft[] {
  if (rowBehind === undefined) return [];
  const changed = Object.entries(result.state.clock).flatMap(([key, { epoch, dueAt, provisional }]): readonly { readonly [key: string]: JsonValue }[] => {
    const old = before?.clock[key];
    return old === undefined || dueAt === undefined || old.epoch !== epoch || old.provisional === provisional ? [] : [{ deadline: key, due: dueAt, provisional }];
  });
  return changed.length === 0 ? [] : [{ at: recordedAt, kind: 'calendar', content: { deadlines: changed, ...(snapshot === undefined ? {} : { snapshot }) } }];
}

/** Everything but the forms, which stand outside the record under salted hashes. */
function factsOnRecord(facts: Facts): { [key: string]: JsonValue } {
  return Object.fromEntries(Object.entries(facts.values).filter(([key]) => key !== 'form' && key !== 'settings'));
}

function causedNotices(stepped: Stepped, subSteps: readonly SubStep[], countBefore: number): readonly CausedNotice[] {
  const { result, chart } = stepped;
  return subSteps.flatMap((subStep, position) => {
    const place = { at: subStep.at, seq: countBefore + position + 1 };
    const asked: readonly CausedNotice[] = subStep.effects.flatMap((effect, index) => (effect.type === 'notice' ? [{ effect, ...place, index }] : []));
    if (subStep.cause.kind === 'reopened') {
      const { deadline, due } = subStep.cause;
      const posts = result.state.tasks.flatMap((task) => task.members.map((member) => member.post));
      return [...asked, { effect: { type: 'reopened', deadline, due, posts }, ...place, index: subStep.effects.length }];
    }
    if (subStep.cause.kind !== 'moved') return asked;
    const { deadline, from, to } = subStep.cause;
    const posts = result.state.tasks.filter((task) => chart.tasks[task.task]?.due === deadline).flatMap((task) => task.members.map((member) => member.post));
    const behind = rowBehindMove(stepped, deadline);
    return [...asked, { effect: { type: 'moved', deadline, from, to, posts, ...(behind === undefined ? {} : { because: becauseOf(behind) }) }, ...place, index: subStep.effects.length }];
  });
}

function taskRows({ owner, result, before, chart }: Stepped, subSteps: readonly SubStep[]) {
  const effects: readonly { readonly at: number; readonly effect: Effect }[] = subSteps.flatMap((subStep) => subStep.effects.map((effect) => ({ at: subStep.at, effect })));
  const open = new Map(result.view.tasks.map((task) => [task.number, task]));
  const openedBefore = new Map((before?.tasks ?? []).map((task) => [task.number, task.openedAt]));
  const openedHere = new Set<number>();
  const tasksOpened: NonNullable<WriteBatch['tasksOpened']>[number][] = [];
  const tasksClosed: NonNullable<WriteBatch['tasksClosed']>[number][] = [];
  const closedAfterwards: NonNullable<WriteBatch['tasksClosed']>[number][] = [];
  const memberActs: NonNullable<WriteBatch['memberActs']>[number][] = [];
  const seatsHandedOver: NonNullable<WriteBatch['seatsHandedOver']>[number][] = [];
  for (const { at, effect } of effects) {
    if (effect.type === 'task.opened') {
      const definition = chart.tasks[effect.task];
      const shown = open.get(effect.number);
      openedHere.add(effect.number);
      tasksOpened.push({ ...owner, number: effect.number, key: effect.task, name: definition?.name ?? { zh: effect.task }, optional: definition?.optional ?? false, openedAt: at, dueAt: shown?.dueAt ?? null, provisional: shown?.provisional ?? false, members: effect.members });
    } else if (effect.type === 'task.closed') {
      // Another process may have opened it whose clock is ahead of this one's by what an answer of the database took.
      const closing = { ...owner, number: effect.number, at: Math.max(at, openedBefore.get(effect.number) ?? at), because: effect.because, by: effect.by ?? null };
      (openedHere.has(effect.number) ? closedAfterwards : tasksClosed).push(closing);
    } else if (effect.type === 'task.handed_over') {
      seatsHandedOver.push({ ...owner, number: effect.number, from: effect.from, to: effect.to });
    } else if (effect.type === 'task.acted' && !openedHere.has(effect.number)) {
      memberActs.push({ ...owner, number: effect.number, post: effect.post, account: effect.act.account, decision: effect.act.decision, at: effect.act.at });
    }
  }
  const tasksDue = result.view.tasks
    .filter((task) => {
      const due = chart.tasks[task.task]?.due;
      return due !== undefined && !openedHere.has(task.number) && (before?.clock[due]?.dueAt !== result.state.clock[due]?.dueAt || before?.clock[due]?.provisional !== result.state.clock[due]?.provisional);
    })
    .map((task) => ({ ...owner, number: task.number, dueAt: task.dueAt ?? null, provisional: task.provisional }));
  return { rows: { tasksOpened, tasksClosed, memberActs, seatsHandedOver, tasksDue }, closedAfterwards };
}

/** Who acted in somebody's place; nothing at all where nobody did. */
function standInsOf(owner: OwnedRow, subSteps: readonly SubStep[]): WriteBatch {
  const rows = subSteps.flatMap(({ at, cause }) => (cause.kind === 'act' && cause.standsIn === true ? [{ ...owner, number: cause.number, post: cause.post, account: cause.account, at }] : []));
  return rows.length === 0 ? {} : { standIns: rows };
}

/** One row per armed deadline that still has something to do; unchanged ones are not written again. */
function timerRows({ owner, result, before, timersAnew }: Stepped) {
  const unchanged = (key: string): boolean => {
    if (timersAnew === true) return false;
    const [old, now] = [before?.clock[key], result.state.clock[key]];
    return old !== undefined && now !== undefined && old.epoch === now.epoch && old.dueAt === now.dueAt && old.passed === now.passed && old.climbed.length === now.climbed.length;
  };
  const timersSet = result.view.timers.filter((timer) => !unchanged(timer.key)).map((timer) => ({ ...owner, key: timer.key, epoch: timer.epoch, dueAt: timer.at }));
  const kept = new Set(result.view.timers.map((timer) => timer.key));
  const timersDeleted = Object.keys(before?.clock ?? {}).filter((key) => !kept.has(key)).map((key) => ({ ...owner, key }));
  return { timersSet, timersDeleted };
}

function outboxOf(stepped: Stepped, noticed: boolean): readonly OutboxMessage[] {
  const messages: OutboxMessage[] = [];
  const soon = stepped.result.view.timers.map((timer) => timer.at).filter((at) => at <= stepped.recordedAt + ANNOUNCED_WITHIN_MS);
  if (soon.length > 0) messages.push({ topic: 'drain', at: Math.min(...soon) });
  if (noticed) messages.push({ topic: 'deliver' });
  if (stepped.owner.caseId === null) messages.push({ topic: 'poke.cases', programId: stepped.owner.programId });
  else if (stepped.result.subSteps.some(movesTheCase) && programReadsCases(stepped.artefact)) messages.push({ topic: 'poke.program', programId: stepped.owner.programId });
  return messages;
}

/** A rung or another due instant changes what is to come, never where the case stands: the program's counts stay as they are. */
function movesTheCase({ cause }: SubStep): boolean {
  return cause.kind !== 'rung' && cause.kind !== 'moved';
}

const reading = new WeakMap<Artefact, boolean>();

/** Whether an `always` of the program asks about its cases: only then can a case's step move the program. */
function programReadsCases(artefact: Artefact): boolean {
  let reads = reading.get(artefact);
  if (reads === undefined) {
    const inAlways = JSON.stringify(alwaysOf(artefact.programChart.machine));
    reads = Object.entries(artefact.programChart.guards).some(([id, guard]) => guard.cel.includes('cases.') && inAlways.includes(JSON.stringify(id)));
    reading.set(artefact, reads);
  }
  return reads;
}

function alwaysOf(node: JsonValue): readonly JsonValue[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((each: JsonValue) => alwaysOf(each));
  return Object.entries(node).flatMap(([key, value]) => (key === 'always' ? [value] : alwaysOf(value)));
}

/** Joins the parts of several instances into one write. */
export function mergeBatches(parts: readonly WriteBatch[]): WriteBatch {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      const there = merged[key];
      merged[key] = Array.isArray(there) && Array.isArray(value) ? [...(there as unknown[]), ...(value as unknown[])] : value;
    }
  }
  return merged;
}

export function isEmpty(batch: WriteBatch): boolean {
  return Object.values(batch).every((value) => value === undefined || (Array.isArray(value) && value.length === 0));
}
