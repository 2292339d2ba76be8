/**
 * Catch-up: before anything else happens to an instance at `t`, whatever was due up to `t` happens, in order, each at
 * its own instant. So the state is a function of the acts received and of `t`, never of when a job ran.
 *
 *   order: instant, then program move, then rung that the look is late for, then `.due`, then rung, then key
 *
 * A `.due` is held back for the grace. Whatever lies after a held one waits with it, or else a tick within the grace
 * would put it on the record before the deadline and a later tick after it. Only an act or a roll may see the
 * program's newer moves in that time: it is judged by the world at its receipt.
 */
import { settle, type CaughtUp } from './settle.js';
import { climb, pass, pendingDues, pendingRungs, reconcile, type PendingDue, type PendingRung } from './clock.js';
import { isDone, POKE, scopeOf, type Engine, type Reading } from './context.js';
import { InstanceBroken } from './instance-broken.js';
import { reopened, withLapse } from './lapse.js';
import type { ProgramMove } from './model/facts.js';
import type { InstanceState } from './model/instance-state.js';
import type { NoticeEffect, SubStep } from './model/step.js';
import type { Instant, PostId } from './model/values.js';
import { byText, own } from './own.js';

/** Sub-steps (beside the program's moves) after which a clock that keeps re-arming itself in the past is given up. */
const MAX_SUB_STEPS = 1000;

type Pending =
  | { readonly kind: 'program'; readonly at: Instant; readonly key: string; readonly move: ProgramMove }
  | { readonly kind: 'due'; readonly at: Instant; readonly key: string; readonly pending: PendingDue }
  | { readonly kind: 'rung'; readonly at: Instant; readonly key: string; readonly pending: PendingRung };

const RANK = { program: 0, lateRung: 1, due: 2, rung: 3 } as const;

/** Everything due up to `to`; nothing while it is suspended. @throws InstanceBroken */
export function catchUp(engine: Engine, before: InstanceState, to: Instant, reading: Reading, seesProgram: boolean): CaughtUp {
  if (before.suspended !== undefined) return { state: before, subSteps: [] };
  const again = reopened(engine, before, to, reading);
  const first = reconcile(engine, again.state, to, reading);
  const subSteps: SubStep[] = [...again.subSteps, ...first.subSteps];
  let { state } = first;
  const limit = MAX_SUB_STEPS + reading.facts.moves.length;
  for (let pending = earliest(engine, state, to, reading, seesProgram); pending !== undefined; pending = earliest(engine, state, to, reading, seesProgram)) {
    if (subSteps.length > limit) throw new InstanceBroken('The deadlines do not come to rest: one re-arms itself in the past.');
    const done = happen(engine, state, pending, reading);
    subSteps.push(...done.subSteps);
    ({ state } = done);
  }
  return { state, subSteps };
}

/** Lets every `always` look at the world again; no sub-step if nothing moves. @throws InstanceBroken */
export function lookAgain(engine: Engine, state: InstanceState, at: Instant, reading: Reading): CaughtUp {
  if (isDone(state) || state.suspended !== undefined || !engine.chart.mayMoveByItself(state.snapshot)) return { state, subSteps: [] };
  const move = engine.chart.give(state.snapshot, scopeOf(state, reading.facts, at, POKE));
  if (!move.moved) return { state, subSteps: [] };
  return settle(engine, state, move, { at, data: {} }, { kind: 'program', seq: state.programSeen }, reading);
}

function earliest(engine: Engine, state: InstanceState, to: Instant, reading: Reading, seesProgram: boolean): Pending | undefined {
  if (isDone(state)) return undefined;
  // What a suspension held back counts from the resume.
  const from = (at: Instant): Instant => Math.max(at, state.resumed ?? at);
  const dues = pendingDues(state, engine.graceMs).map((pending): Pending & { kind: 'due' } => ({ kind: 'due', at: from(pending.at), key: pending.key, pending }));
  const held = dues.filter(({ at, pending }) => at <= to && pending.ripe > to).sort(inOrder)[0];
  const waits = (each: Pending): boolean =>
    held !== undefined && !(each.kind === 'program' && seesProgram) && inOrder(each, held) >= 0;

  const move = reading.facts.moves.find(({ seq }) => seq > state.programSeen);
  const rungs = pendingRungs(engine.definition, state, reading.dates);
  const candidates: Pending[] = [
    ...(move === undefined ? [] : [{ kind: 'program', at: from(move.at), key: '', move } as const]),
    ...dues.filter(({ pending }) => pending.ripe <= to),
    ...rungs.map((pending) => ({ kind: 'rung', at: from(pending.at), key: pending.key, pending }) as const),
  ];
  return candidates.filter((each) => each.at <= to && !waits(each)).sort(inOrder)[0];
}

function inOrder(a: Pending, b: Pending): number {
  return a.at - b.at || rank(a) - rank(b) || byText(a.key, b.key);
}

function rank(each: Pending): number {
  return RANK[each.kind === 'rung' && each.pending.late ? 'lateRung' : each.kind];
}

function happen(engine: Engine, state: InstanceState, pending: Pending, reading: Reading): CaughtUp {
  const { at } = pending;
  switch (pending.kind) {
    case 'program': {
      const seen = { ...state, programSeen: pending.move.seq };
      const move = engine.chart.give(seen.snapshot, scopeOf(seen, reading.facts, at, POKE));
      return settle(engine, seen, move, { at, data: {} }, { kind: 'program', seq: pending.move.seq }, reading);
    }
    case 'due': {
      const { key, armed, due } = pending.pending;
      const passed = pass(state, key);
      const move = engine.chart.give(passed.snapshot, scopeOf(passed, reading.facts, at, `${key}.due`));
      const cause = { at, data: {}, deadline: { deadline: key, due } };
      const settled = settle(engine, passed, move, cause, { kind: 'deadline', deadline: key, epoch: armed.epoch }, reading);
      return withLapse(engine, state, settled, key, due);
    }
    case 'rung': {
      const { key, armed, rung } = pending.pending;
      const effects = [noticeOf(engine, state, pending.pending, reading)];
      return {
        state: climb(state, key, rung.id),
        subSteps: [{ at, cause: { kind: 'rung', deadline: key, epoch: armed.epoch, rung: rung.id }, trail: [], effects }],
      };
    }
  }
}

function noticeOf({ definition }: Engine, state: InstanceState, { key, armed, rung, due }: PendingRung, { facts }: Reading): NoticeEffect {
  const waiting = state.tasks
    .filter(({ task }) => own(definition.tasks, task)?.due === key)
    .flatMap(({ members }) => members.filter(({ act }) => act === undefined).map(({ post }) => post));
  const owners = (own(definition.deadlines, key)?.owner ?? []).flatMap((party): readonly PostId[] => own(facts.parties, party) ?? []);
  return {
    type: 'notice',
    cause: { kind: 'rung', deadline: key, epoch: armed.epoch, rung: rung.id, due },
    posts: [...new Set(waiting.length > 0 ? waiting : owners)],
    data: { deadline: key, due, kind: rung.kind, to: rung.to },
  };
}
