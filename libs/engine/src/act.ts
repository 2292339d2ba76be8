/** An act on a task: right → payload → ledger → transition. Refused anywhere, nothing of it stays. */
import { closeDone, type Applied, type Cause } from './apply.js';
import { pendingDues } from './clock.js';
import { isDone, scopeOf, type Engine, type Reading } from './context.js';
import { enter, nextRound, seatOf } from './ledger.js';
import type { ChartAction, DecisionDefinition, TaskDefinition } from './model/chart-definition.js';
import type { InstanceState, OpenTask } from './model/instance-state.js';
import type { Actor, Command, Effect, Refusal } from './model/step.js';
import type { Instant, PostId } from './model/values.js';
import { own } from './own.js';
import { guardRefusal, refusal } from './refusals.js';
import { missingFields, withReturn } from './return-choice.js';
import { recorded, settle, type CaughtUp } from './settle.js';

export type Act = Extract<Command, { kind: 'act' }>;
export type Outcome = CaughtUp | { readonly refused: Refusal };

export function act(engine: Engine, state: InstanceState, command: Act, reading: Reading): Outcome {
  const found = openTask(engine, state, command.task);
  if ('refused' in found) return found;
  const { task, definition } = found;
  const decision = own(definition.decisions, command.decision);
  if (decision === undefined) return unknownDecision(command.decision, Object.keys(definition.decisions));
  const right = mayAct(engine, state, found, command.actor, command.at, reading);
  if ('refused' in right) return right;
  const missing = missingFields(decision, command.data);
  if (missing.length > 0) return { refused: refusal('data.missing', { fields: [...missing] }) };
  return take(engine, state, { task, definition, decision, post: right.post }, command, reading);
}

export interface FoundTask {
  readonly task: OpenTask;
  readonly definition: TaskDefinition;
}

/** The open task of that number, or in what way it is not open. */
function openTask({ definition }: Engine, state: InstanceState, number: number): FoundTask | { readonly refused: Refusal } {
  const task = state.tasks.find((each) => each.number === number);
  const taskDefinition = task === undefined ? undefined : own(definition.tasks, task.task);
  if (task !== undefined && taskDefinition !== undefined) return { task, definition: taskDefinition };
  const closed = own(state.closed, String(number));
  if (typeof closed === 'object') return { refused: lapsed(definition.deadlines, closed, number) };
  if (isDone(state)) return { refused: refusal('case.closed', { number }) };
  if (closed === undefined) return { refused: refusal('task.unknown', { number }) };
  return { refused: refusal('task.not_open', { number, done: closed === 'done' }) };
}

function lapsed(deadlines: Engine['definition']['deadlines'], closed: { readonly deadline: string; readonly due: Instant }, number: number): Refusal {
  return refusal('deadline.closed', { number, deadline: closed.deadline, due: closed.due }, own(deadlines, closed.deadline)?.says);
}

export function unknownDecision(decision: string, known: readonly string[]): { readonly refused: Refusal } {
  return { refused: refusal('decision.unknown', { decision, known: [...known] }) };
}

/** Whether the actor may act on the task at all: a seat of his, and no deadline that has closed it. */
export function mayAct(engine: Engine, state: InstanceState, { task, definition }: FoundTask, actor: Actor, at: Instant, reading: Reading): { readonly post: PostId } | { readonly refused: Refusal } {
  const seat = seatOf(definition, task.members, actor);
  if ('refused' in seat) return { refused: refusal(seat.refused, { number: task.number, task: task.task }) };
  const closing = closingDue(engine, state, task, at, reading);
  return closing === undefined ? seat : { refused: lapsed(engine.definition.deadlines, closing, task.number) };
}

/** A deadline that has come by `at`, is still held back by the grace, and would close the task. */
function closingDue(engine: Engine, state: InstanceState, task: OpenTask, at: Instant, { facts }: Reading): { readonly deadline: string; readonly due: Instant } | undefined {
  const closing = pendingDues(state, engine.graceMs)
    .filter((pending) => pending.at <= at)
    .sort((a, b) => a.at - b.at)
    .find((pending) => {
      const move = engine.chart.give(state.snapshot, scopeOf(state, facts, pending.at, `${pending.key}.due`));
      return move.actions.some((action) => closes(action, task.task));
    });
  return closing === undefined ? undefined : { deadline: closing.key, due: closing.due };
}

function closes(action: ChartAction, task: string): boolean {
  return action.type === 'task.close' && action.params.task === task;
}

export interface Taking extends FoundTask {
  readonly decision: DecisionDefinition;
  readonly post: PostId;
}

/** Enters the act in the ledger and, where an outcome results, gives it to the chart. */
export function take(engine: Engine, state: InstanceState, { task, definition, decision, post }: Taking, command: Act, reading: Reading): Outcome {
  const chosen = withReturn(decision, command.data, state.visited);
  if ('refused' in chosen) return chosen;
  const { at, actor } = command;
  const given = { decision: command.decision, account: actor.account, at };
  const entry = enter(definition, task.members, post, given);
  const acted: Effect = { type: 'task.acted', number: task.number, task: task.task, post, act: given };
  const cause = {
    kind: 'act',
    task: task.task,
    number: task.number,
    decision: command.decision,
    account: actor.account,
    post,
    ...(actor.standsInFor?.includes(post) === true && { standsIn: true as const }),
    data: chosen.data,
    completes: entry.outcome !== undefined,
  } as const;
  if (entry.outcome === undefined) {
    return recorded(engine, { state: withMembers(state, task.number, entry.members), effects: [acted] }, { at, cause, trail: [] }, reading);
  }

  const event = `${task.task}.${entry.outcome}`;
  const move = engine.chart.give(state.snapshot, scopeOf(state, reading.facts, at, event, chosen.data));
  if (!move.enabled) return { refused: guardRefusal(engine.definition, event, move.failed) };
  const chartCause = { at, data: chosen.data, done: { number: task.number, by: actor.account } };
  return settle(engine, withMembers(state, task.number, entry.members), move, chartCause, cause, reading, {
    before: [acted],
    then: (after) => afterOutcome(after, task, definition, chartCause),
  });
}

/** A duty that the chart left open is done all the same; a right, or what may be done many times, stands open again. */
function afterOutcome(state: InstanceState, task: OpenTask, definition: TaskDefinition, cause: Cause): Applied {
  const still = state.tasks.find(({ number }) => number === task.number);
  if (still === undefined) return { state, effects: [] };
  if (!definition.optional && definition.times === 'once') return closeDone(state, task.task, cause);
  return { state: withMembers(state, task.number, nextRound(still.members)), effects: [] };
}

function withMembers(state: InstanceState, number: number, members: OpenTask['members']): InstanceState {
  return { ...state, tasks: state.tasks.map((task) => (task.number === number ? { ...task, members } : task)) };
}
