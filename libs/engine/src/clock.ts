/**
 * The clock: armed deadlines, their epochs and their ladders. It knows instants only as numbers given to it.
 *
 *   arm ──▶ armed ──(rungs climbed one by one)──▶ passed ──▶ disarm
 *             ▲                                      │
 *             └── moved: another instant, new epoch ─┘  (passed again open if the new instant lies ahead)
 *
 * An epoch is never reused, so whatever was scheduled for an older one is void.
 */
import { marksOf, type Engine, type Reading } from './context.js';
import type { ChartDefinition, DeadlineDefinition, Rung } from './model/chart-definition.js';
import type { DateResolver, Facts, ResolvedDate } from './model/facts.js';
import type { ArmedDeadline, InstanceState } from './model/instance-state.js';
import type { SubStep, TimerRow } from './model/step.js';
import type { Instant } from './model/values.js';
import { byText, own } from './own.js';

/** The name of a date that is the outstanding return's own. */
const FIX_BY = 'fix_by';

/** When a deadline is due for this instance by its rule now; while a return is outstanding, not before its `fixBy`. */
export function dueOf(definition: DeadlineDefinition, armed: ArmedDeadline, state: InstanceState, { facts, dates }: Reading): ResolvedDate {
  const fixBy = state.outstanding?.fixBy;
  const name = dateName(definition, facts);
  if (name === undefined) return { provisional: false };
  if (name === FIX_BY) return fixBy === undefined ? { provisional: false } : { at: fixBy, provisional: false };
  const resolved = dates.resolve(name, marksOf(state, facts), sinceOf(armed));
  if (resolved.at === undefined || fixBy === undefined || fixBy <= resolved.at) return resolved;
  return { at: fixBy, provisional: false };
}

/** Every armed deadline in a new epoch, by what its rule says at `at`; passed is what has passed by then. */
export function rearm(engine: Engine, state: InstanceState, at: Instant, reading: Reading): InstanceState {
  const clock: Record<string, ArmedDeadline> = {};
  const epochs: Record<string, number> = { ...state.epochs };
  for (const [key, armed] of Object.entries(state.clock)) {
    const definition = own(engine.definition.deadlines, key);
    if (definition === undefined) continue;
    const epoch = (own(state.epochs, key) ?? armed.epoch) + 1;
    epochs[key] = epoch;
    const due = dueOf(definition, armed, state, reading);
    const { dueAt: _, deferred: __, ...kept } = armed;
    const passed = armed.passed && (due.at === undefined || due.at <= at);
    clock[key] = reckoned(definition, { ...kept, since: sinceOf(armed), epoch, armedAt: at, passed }, due, boundFrom(definition, armed, due, state, at, reading), reading.dates);
  }
  return { ...state, clock, epochs };
}

/**
 * From when on the rungs of a deadline that was moved are to be climbed: from the instant at which somebody moved it, however
 * late the instance looks, and though it looked in between without seeing it; where it moved for another reason, from `at`.
 */
function boundFrom(definition: DeadlineDefinition, armed: ArmedDeadline, due: ResolvedDate, state: InstanceState, at: Instant, { facts, dates }: Reading): Instant {
  const name = dateName(definition, facts);
  if (name === undefined || due.at === state.outstanding?.fixBy) return at;
  const said = dates.said(name, marksOf(state, facts), sinceOf(armed));
  if (said.at === undefined) return at;
  return said.at > armed.armedAt || said.before.includes(armed.dueAt) ? Math.min(at, said.at) : at;
}

/** When the chart armed it, whatever has moved its instant since: the occurrence of a yearly date counts from here. */
function sinceOf({ since, armedAt }: ArmedDeadline): Instant {
  return since ?? armedAt;
}

/** What the rule says, unless it says still what a suspension has put off. */
function bound(rule: ResolvedDate, { deferred }: ArmedDeadline): ResolvedDate {
  return deferred !== undefined && rule.at === deferred.from ? { ...rule, at: deferred.to } : rule;
}

function dateName({ date }: DeadlineDefinition, facts: Facts): string | undefined {
  if (typeof date === 'string') return date;
  const applicant = own(facts.values, 'applicant');
  if (typeof applicant !== 'object' || applicant === null || !('kind' in applicant)) return undefined;
  return typeof applicant.kind === 'string' ? own(date, applicant.kind) : undefined;
}

/** Arms a deadline in a new epoch; its instant is reckoned by {@link settleArmed} once every mark of the sub-step is set. */
export function arm(state: InstanceState, key: string, at: Instant): InstanceState {
  const epoch = (own(state.epochs, key) ?? 0) + 1;
  return {
    ...state,
    epochs: { ...state.epochs, [key]: epoch },
    clock: { ...state.clock, [key]: { epoch, armedAt: at, provisional: false, climbed: [], passed: false } },
  };
}

export function disarm(state: InstanceState, key: string): InstanceState {
  const { [key]: _, ...clock } = state.clock;
  return { ...state, clock };
}

/** Reckons the instants of what was armed at `at`; rungs that lie before it were never to be climbed. */
export function settleArmed(engine: Engine, state: InstanceState, keys: ReadonlySet<string>, at: Instant, reading: Reading): InstanceState {
  const clock = { ...state.clock };
  for (const key of keys) {
    const armed = own(state.clock, key);
    const definition = own(engine.definition.deadlines, key);
    if (armed === undefined || definition === undefined) continue;
    clock[key] = reckoned(definition, armed, dueOf(definition, armed, state, reading), at, reading.dates);
  }
  return { ...state, clock };
}

/** Gives every armed deadline whose instant is another one than it was reckoned from a new epoch. */
export function reconcile(engine: Engine, state: InstanceState, at: Instant, reading: Reading): { state: InstanceState; subSteps: readonly SubStep[] } {
  const clock: Record<string, ArmedDeadline> = { ...state.clock };
  const epochs: Record<string, number> = { ...state.epochs };
  const subSteps: SubStep[] = [];
  for (const key of Object.keys(state.clock).sort(byText)) {
    const armed = own(state.clock, key);
    const definition = own(engine.definition.deadlines, key);
    if (armed === undefined || definition === undefined) continue;
    const due = bound(dueOf(definition, armed, state, reading), armed);
    if (due.at === armed.dueAt) {
      clock[key] = { ...armed, provisional: due.provisional };
      continue;
    }
    const epoch = (own(state.epochs, key) ?? armed.epoch) + 1;
    epochs[key] = epoch;
    const { dueAt: from, deferred: _, ...kept } = armed;
    const passed = armed.passed && !(due.at !== undefined && due.at > at);
    clock[key] = reckoned(definition, { ...kept, since: sinceOf(armed), epoch, armedAt: at, passed }, due, boundFrom(definition, armed, due, state, at, reading), reading.dates);
    subSteps.push({
      at,
      cause: { kind: 'moved', deadline: key, epoch, from: from ?? null, to: due.at ?? null },
      trail: [],
      effects: [],
    });
  }
  return { state: { ...state, clock, epochs }, subSteps };
}

/**
 * After a suspension from `since`: what was reckoned from the instance keeps its remainder, the rest has run on. Of the
 * rungs that lay in between only the last is still to be climbed, so that nobody hears them all at once.
 */
export function resumeClock(engine: Engine, state: InstanceState, since: Instant, at: Instant, reading: Reading): { state: InstanceState; subSteps: readonly SubStep[] } {
  const clock: Record<string, ArmedDeadline> = { ...state.clock };
  const epochs: Record<string, number> = { ...state.epochs };
  const subSteps: SubStep[] = [];
  for (const key of Object.keys(state.clock).sort(byText)) {
    const armed = own(state.clock, key);
    const definition = own(engine.definition.deadlines, key);
    if (armed?.dueAt === undefined || definition === undefined) continue;
    const to = putOff(definition, armed, state, { since, at }, reading);
    const epoch = (own(state.epochs, key) ?? armed.epoch) + 1;
    epochs[key] = epoch;
    if (to === undefined) {
      clock[key] = { ...armed, epoch, climbed: withoutLapsed(definition, armed, armed.dueAt, at, reading.dates) };
      continue;
    }
    const rule = dueOf(definition, armed, state, reading);
    const deferred = { from: armed.deferred?.to === armed.dueAt ? armed.deferred.from : armed.dueAt, to };
    clock[key] = { ...reckoned(definition, { ...armed, since: sinceOf(armed), epoch, armedAt: at }, { at: to, provisional: rule.provisional }, at, reading.dates), deferred };
    subSteps.push({ at, cause: { kind: 'moved', deadline: key, epoch, from: armed.dueAt, to }, trail: [], effects: [] });
  }
  return { state: { ...state, clock, epochs }, subSteps };
}

/** The later instant of a deadline that was ahead when the suspension began; undefined where it has run on. */
function putOff(definition: DeadlineDefinition, { dueAt, passed }: ArmedDeadline, state: InstanceState, { since, at }: { readonly since: Instant; readonly at: Instant }, { facts, dates }: Reading): Instant | undefined {
  if (dueAt === undefined || passed || dueAt <= since) return undefined;
  const name = state.outstanding?.fixBy === dueAt ? FIX_BY : dateName(definition, facts);
  const to = name === undefined ? undefined : dates.defer(name, dueAt, since, at);
  return to === dueAt ? undefined : to;
}

function withoutLapsed(definition: DeadlineDefinition, { climbed }: ArmedDeadline, dueAt: Instant, at: Instant, dates: DateResolver): readonly string[] {
  const lapsed = definition.ladder
    .filter(({ id }) => !climbed.includes(id))
    .map(({ id, offset }) => ({ id, at: dates.offset(dueAt, offset) }))
    .filter((rung) => rung.at < at)
    .sort((a, b) => a.at - b.at);
  return [...climbed, ...lapsed.slice(0, -1).map(({ id }) => id)];
}

/** Rungs that lie before `from` are never climbed. */
function reckoned(definition: DeadlineDefinition, armed: ArmedDeadline, due: ResolvedDate, from: Instant, dates: DateResolver): ArmedDeadline {
  const { at: dueAt, provisional } = due;
  if (dueAt === undefined) return { ...armed, provisional, climbed: [] };
  const climbed = definition.ladder.filter(({ offset }) => dates.offset(dueAt, offset) < from).map(({ id }) => id);
  return { ...armed, dueAt, provisional, climbed };
}

export function climb(state: InstanceState, key: string, rung: string): InstanceState {
  return changed(state, key, (armed) => ({ ...armed, climbed: [...armed.climbed, rung] }));
}

export function pass(state: InstanceState, key: string): InstanceState {
  return changed(state, key, (armed) => ({ ...armed, passed: true }));
}

function changed(state: InstanceState, key: string, change: (armed: ArmedDeadline) => ArmedDeadline): InstanceState {
  const armed = own(state.clock, key);
  return armed === undefined ? state : { ...state, clock: { ...state.clock, [key]: change(armed) } };
}

/** An armed deadline that has not passed yet. */
export interface PendingDue {
  readonly key: string;
  readonly armed: ArmedDeadline;
  readonly due: Instant;
  /** The instant at which it counts: the due instant, but never before it was armed. */
  readonly at: Instant;
  /** From when on it may be given to the chart. */
  readonly ripe: Instant;
}

export function pendingDues(state: InstanceState, graceMs: number): readonly PendingDue[] {
  return Object.entries(state.clock).flatMap(([key, armed]) =>
    armed.passed || armed.dueAt === undefined
      ? []
      : [
          {
            key,
            armed,
            due: armed.dueAt,
            at: Math.max(armed.dueAt, armed.armedAt),
            ripe: armed.dueAt + graceMs,
          },
        ],
  );
}

export interface PendingRung {
  readonly key: string;
  readonly armed: ArmedDeadline;
  readonly due: Instant;
  readonly rung: Rung;
  /** A reminder that lay between the moving of a date and the look at it: climbed at the look, before the deadline passes there. */
  readonly late: boolean;
  readonly at: Instant;
}

/** The rungs still to be climbed, each with its instant. */
export function pendingRungs(definition: ChartDefinition, state: InstanceState, dates: DateResolver): readonly PendingRung[] {
  return Object.entries(state.clock).flatMap(([key, armed]) => {
    const { dueAt } = armed;
    if (dueAt === undefined) return [];
    return (own(definition.deadlines, key)?.ladder ?? [])
      .filter(({ id }) => !armed.climbed.includes(id))
      .map((rung) => {
        const lies = dates.offset(dueAt, rung.offset);
        return { key, armed, due: dueAt, rung, late: lies < armed.armedAt && lies < dueAt, at: Math.max(lies, armed.armedAt) };
      });
  });
}

/** When something has to be done next, one row per armed deadline that still has something to do. */
export function timersOf({ definition, graceMs }: Pick<Engine, 'definition' | 'graceMs'>, state: InstanceState, dates: DateResolver): readonly TimerRow[] {
  const dues = pendingDues(state, graceMs);
  const next = new Map<string, TimerRow>();
  const note = (key: string, epoch: number, at: Instant): void => {
    if (at < (next.get(key)?.at ?? Infinity)) next.set(key, { key, epoch, at });
  };
  for (const { key, armed, ripe } of dues) note(key, armed.epoch, ripe);
  for (const { key, armed, at } of pendingRungs(definition, state, dates)) {
    // A rung that lies in the grace of a deadline waits for it, as the catch-up does.
    const held = dues.filter((due) => due.at <= at && at < due.ripe).map(({ ripe }) => ripe);
    note(key, armed.epoch, Math.max(at, ...held));
  }
  return [...next.values()].sort((a, b) => byText(a.key, b.key));
}
