import { act, type Outcome } from './act.js';
import { administer } from './administer.js';
import { programSeenAt } from './apply.js';
import { catchUp, lookAgain } from './catch-up.js';
import { createChart } from './chart.js';
import { scopeOf, type Engine, type Reading } from './context.js';
import { possibilitiesOf } from './explain.js';
import { InstanceBroken } from './instance-broken.js';
import type { ChartDefinition } from './model/chart-definition.js';
import type { DateResolver, Facts, GuardEvaluator } from './model/facts.js';
import type { InstanceState } from './model/instance-state.js';
import type { Actor, Command, InstanceView, Possibility, Refusal, StepResult } from './model/step.js';
import type { Instant } from './model/values.js';
import { brokenRefusal, refusal } from './refusals.js';
import { rollLine } from './roll-line.js';
import { settle, type CaughtUp } from './settle.js';
import { BROKEN_VIEW, viewOf } from './view.js';

/** Longer than the longest request. */
const DEFAULT_GRACE_MS = 60_000;

/** Drives instances of one chart. Pure and total: what goes wrong is a refusal, never an exception. */
export interface Kernel {
  /** A new instance at its first rest. With facts.moves, it is born having seen every move up to `at`. */
  start(at: Instant, facts: Facts, dates: DateResolver): StepResult;
  /** One command: catch up to its receipt, then do it or refuse it. */
  step(state: InstanceState, command: Command, facts: Facts, dates: DateResolver): StepResult;
  /** What the projections hold of the state as it is stored; nothing is caught up. */
  view(state: InstanceState, dates: DateResolver): InstanceView;
  /** Every decision that the actor could take at `at`, with the refusal that it would get. */
  possibilities(state: InstanceState, actor: Actor, at: Instant, facts: Facts, dates: DateResolver): Possibility[];
}

export interface KernelOptions {
  /** Milliseconds for which a `.due` is held back; 60 000 by default, 0 in simulations. */
  readonly graceMs?: number;
}

export function createKernel(definition: ChartDefinition, guards: GuardEvaluator, options: KernelOptions = {}): Kernel {
  const engine: Engine = {
    definition,
    chart: createChart(definition, guards),
    graceMs: options.graceMs ?? DEFAULT_GRACE_MS,
  };
  const view: Kernel['view'] = (state, dates) => orBroken(() => viewOf(engine, state, dates), () => BROKEN_VIEW);
  const broken = (state: InstanceState, dates: DateResolver, error: InstanceBroken): StepResult => ({
    state,
    subSteps: [],
    refusal: brokenRefusal(error),
    view: view(state, dates),
  });

  return {
    view,
    start: (at, facts, dates) =>
      orBroken(
        () => result(engine, start(engine, at, { facts, dates }), undefined, dates),
        (error) => broken(UNBORN, dates, error),
      ),
    step: (state, command, facts, dates) =>
      orBroken(
        () => step(engine, state, command, { facts, dates }),
        (error) => broken(state, dates, error),
      ),
    possibilities: (state, actor, at, facts, dates) =>
      orBroken(
        () => {
          const now = current(engine, state, at, { facts, dates }, true);
          return [...possibilitiesOf(engine, now.state, actor, at, { facts, dates })];
        },
        () => [],
      ),
  };
}

const UNBORN: InstanceState = {
  format: 1,
  snapshot: null,
  tasks: [],
  clock: {},
  epochs: {},
  tasksOpened: 0,
  closed: {},
  marks: {},
  visited: [],
  programSeen: 0,
};

function start(engine: Engine, at: Instant, reading: Reading): CaughtUp {
  const born: InstanceState = { ...UNBORN, programSeen: programSeenAt(at, reading) };
  const move = engine.chart.start(scopeOf(born, reading.facts, at, 'start'));
  const first = settle(engine, born, move, { at, data: {} }, { kind: 'started' }, reading);
  return followed(first, (state) => catchUp(engine, state, at, reading, true));
}

function step(engine: Engine, before: InstanceState, command: Command, reading: Reading): StepResult {
  if (isForged(command)) {
    return result(engine, { state: before, subSteps: [] }, refusal('event.forged', { kind: command.kind }), reading.dates);
  }
  const now = current(engine, before, command.at, reading, command.kind !== 'tick');
  if (command.kind === 'tick') return result(engine, now, undefined, reading.dates);
  const outcome = commanded(engine, now.state, command, reading);
  if ('refused' in outcome) return result(engine, now, outcome.refused, reading.dates);
  // What the command led into may itself be overdue: a state entered after its deadline does not wait for a job.
  // A resumed instance also asks again what it was not asked meanwhile.
  const resumes = command.kind === 'administer' && command.administration.act === 'resume';
  const after = followed(outcome, (state) => (resumes ? current(engine, state, command.at, reading, true) : catchUp(engine, state, command.at, reading, true)));
  return result(engine, { state: after.state, subSteps: [...now.subSteps, ...after.subSteps] }, undefined, reading.dates);
}

function commanded(engine: Engine, state: InstanceState, command: Exclude<Command, { kind: 'tick' }>, reading: Reading): Outcome {
  if (command.kind === 'administer') return administer(engine, state, command, reading);
  if (state.suspended !== undefined) return { refused: refusal('case.suspended', { since: state.suspended }) };
  return command.kind === 'act' ? act(engine, state, command, reading) : rollLine(engine, state, command, reading);
}

/** The instance at `at`: caught up, and every `always` asked about the facts as they are. */
function current(engine: Engine, before: InstanceState, at: Instant, reading: Reading, seesProgram: boolean): CaughtUp {
  if ((before.format as number) !== 1) throw new InstanceBroken('The stored instance has a format that this kernel does not know.');
  const caughtUp = catchUp(engine, before, at, reading, seesProgram);
  return followed(caughtUp, (state) => lookAgain(engine, state, at, reading));
}

function followed(first: CaughtUp, then: (state: InstanceState) => CaughtUp): CaughtUp {
  const next = then(first.state);
  return { state: next.state, subSteps: [...first.subSteps, ...next.subSteps] };
}

function result(engine: Engine, { state, subSteps }: CaughtUp, refused: Refusal | undefined, dates: DateResolver): StepResult {
  return { state, subSteps, ...(refused !== undefined && { refusal: refused }), view: viewOf(engine, state, dates) };
}

/** XState's own events (`xstate.done…`, `xstate.after…`) are never an outcome. */
function isForged(command: Command): boolean {
  if (command.kind === 'tick' || command.kind === 'administer') return false;
  return command.decision.startsWith('xstate.') || (command.kind === 'roll' && command.roll.startsWith('xstate.'));
}

function orBroken<T>(work: () => T, otherwise: (error: InstanceBroken) => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InstanceBroken) return otherwise(error);
    throw error;
  }
}
