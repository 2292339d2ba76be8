/**
 * From a move of the chart to an instance at rest. Guards see the marks and visits from before the sub-step, so a
 * move may enable an `always` that did not hold while it was made. It is asked again here, within the same sub-step:
 * an instance left short of its rest would move whenever the next job happened to look.
 */
import { apply, type Applied, type Cause } from './apply.js';
import type { ChartMove } from './chart.js';
import { reconcile } from './clock.js';
import { isDone, POKE, scopeOf, type Engine, type Reading } from './context.js';
import { InstanceBroken } from './instance-broken.js';
import type { InstanceState } from './model/instance-state.js';
import type { Effect, SubStep } from './model/step.js';

/** Rounds after which a chart that keeps moving itself is given up. */
const MAX_ROUNDS = 100;

export interface CaughtUp {
  readonly state: InstanceState;
  readonly subSteps: readonly SubStep[];
}

export interface SettleOptions {
  /** Effects that come before the chart's own, e.g. the act that led to it. */
  readonly before?: readonly Effect[];
  /** What is still to be done once the chart has moved, before it is asked again. */
  readonly then?: (state: InstanceState) => Applied;
}

/** Applies a move and all that follows from it at its instant. @throws InstanceBroken */
export function settle(
  engine: Engine,
  before: InstanceState,
  move: ChartMove,
  cause: Cause,
  as: SubStep['cause'],
  reading: Reading,
  { before: effectsBefore = [], then = stay }: SettleOptions = {},
): CaughtUp {
  const first = apply(engine, before, move, cause, reading);
  const rest = then(first.state);
  const effects = [...effectsBefore, ...first.effects, ...rest.effects];
  const trail = [...move.trail];
  let { state } = rest;
  const { done: _, ...following } = cause;
  for (let round = 0; !isDone(state) && engine.chart.mayMoveByItself(state.snapshot); round++) {
    if (round === MAX_ROUNDS) throw new InstanceBroken('The chart does not come to rest.');
    const next = engine.chart.give(state.snapshot, scopeOf(state, reading.facts, cause.at, POKE));
    if (!next.moved) break;
    const applied = apply(engine, state, next, following, reading);
    effects.push(...applied.effects);
    trail.push(...next.trail);
    ({ state } = applied);
  }
  return recorded(engine, { state, effects }, { at: cause.at, cause: as, trail }, reading);
}

/** Closes a sub-step: what it did may have moved deadlines that were armed before it. */
export function recorded(engine: Engine, applied: Applied, step: Omit<SubStep, 'effects'>, reading: Reading): CaughtUp {
  const moved = reconcile(engine, applied.state, step.at, reading);
  const effects = applied.effects.filter((effect) => !isVoid(effect, moved.state));
  return { state: moved.state, subSteps: [{ ...step, effects }, ...moved.subSteps] };
}

/** Nobody is told of a task that was passed through within the sub-step. */
function isVoid(effect: Effect, state: InstanceState): boolean {
  if (effect.type !== 'notice' || effect.cause.kind !== 'task') return false;
  const { number } = effect.cause;
  return !state.tasks.some((task) => task.number === number);
}

function stay(state: InstanceState): Applied {
  return { state, effects: [] };
}
