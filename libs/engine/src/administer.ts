/**
 * Acts of administration: the kernel's own, the same for every definition. Each says what becomes of clocks and ledgers.
 *
 *   suspend    clocks stop, nobody acts, the program's moves wait      resume     clocks go on with what remained
 *   jump       tasks and deadlines left are closed, those entered open void       ends at once, counts nowhere
 *   hand_over  a seat that has not acted goes to another post          nudge      who still has to act hears of it
 *   wake       looks again, which every command does first
 */
import { dutyOf, voided } from './apply.js';
import type { Outcome } from './act.js';
import { resumeClock } from './clock.js';
import { isDone, scopeOf, type Engine, type Reading } from './context.js';
import type { InstanceState, OpenTask } from './model/instance-state.js';
import type { AdministrativeAct, Command, Effect, NoticeEffect, SubStep } from './model/step.js';
import type { PostId } from './model/values.js';
import { own } from './own.js';
import { refusal } from './refusals.js';
import { recorded, settle, type CaughtUp } from './settle.js';
import { VOID } from './view.js';

type Administer = Extract<Command, { kind: 'administer' }>;

/** Milliseconds between two nudges of one task. */
const NUDGE_EVERY_MS = 24 * 3_600_000;

const WITHOUT_REASON: readonly AdministrativeAct['act'][] = ['nudge', 'wake'];

/** For an instance already caught up to the command. */
export function administer(engine: Engine, state: InstanceState, command: Administer, reading: Reading): Outcome {
  const { administration, data } = command;
  const { act } = administration;
  if (isDone(state)) return { refused: refusal('case.closed', { act }) };
  if (act === 'resume' && state.suspended === undefined) return { refused: refusal('case.not_suspended', {}) };
  if (state.suspended !== undefined && act !== 'resume' && act !== 'void') return { refused: refusal('case.suspended', { since: state.suspended }) };
  if (!WITHOUT_REASON.includes(act) && (typeof data['reason'] !== 'string' || data['reason'].trim() === '')) {
    return { refused: refusal('data.missing', { fields: ['reason'] }) };
  }
  return perform(engine, state, command, reading);
}

function perform(engine: Engine, state: InstanceState, command: Administer, reading: Reading): Outcome {
  const { administration, at } = command;
  switch (administration.act) {
    case 'suspend':
      return once(command, { ...state, suspended: at }, [told(administration.act, waitingOf(state))]);
    case 'resume':
      return resumed(engine, state, command, reading);
    case 'void': {
      const ended = voided(state, at, VOID);
      return once(command, ended.state, [...ended.effects, told(administration.act, waitingOf(state))]);
    }
    case 'jump':
      return jumped(engine, state, command, administration.to, reading);
    case 'wake':
      return once(command, state, []);
    case 'hand_over':
      return handedOver(engine, state, command, administration, reading);
    case 'nudge':
      return nudged(engine, state, command, administration.task);
  }
}

function once(command: Administer, state: InstanceState, effects: readonly Effect[]): CaughtUp {
  return { state, subSteps: [{ at: command.at, cause: causeOf(command), trail: [], effects }] };
}

function causeOf({ administration, actor, data }: Administer): SubStep['cause'] {
  return { kind: 'administration', administration, account: actor.account, data };
}

/** Whoever it concerns besides these posts (the applicant) is the lifecycle's to add. */
function told(act: AdministrativeAct['act'], posts: readonly PostId[], task?: string): NoticeEffect {
  return { type: 'notice', cause: { kind: 'administration', act, ...(task !== undefined && { task }) }, posts, data: {} };
}

function waitingOf(state: InstanceState): readonly PostId[] {
  return [...new Set(state.tasks.flatMap(waiting))];
}

function waiting({ members }: OpenTask): readonly PostId[] {
  return members.filter(({ act }) => act === undefined).map(({ post }) => post);
}

function resumed(engine: Engine, state: InstanceState, command: Administer, reading: Reading): Outcome {
  const { suspended: since = command.at, ...rest } = state;
  const clocks = resumeClock(engine, { ...rest, resumed: command.at }, since, command.at, reading);
  const first = once(command, clocks.state, [told('resume', waitingOf(state))]);
  return { state: clocks.state, subSteps: [...first.subSteps, ...clocks.subSteps] };
}

function jumped(engine: Engine, state: InstanceState, command: Administer, to: string, reading: Reading): Outcome {
  const target = own(engine.definition.states, to);
  if (target?.kind !== 'atomic') {
    const known = Object.values(engine.definition.states).flatMap(({ id, kind }) => (kind === 'atomic' ? [id] : []));
    return { refused: refusal('jump.unknown_state', { to, known }) };
  }
  const { at, data } = command;
  // Whoever asked for it back will not get it back this way.
  const { outstanding: _, ...before } = state;
  const move = engine.chart.jump(before.snapshot, to, scopeOf(before, reading.facts, at, 'jump', data));
  return settle(engine, before, move, { at, data: {} }, causeOf(command), reading, { before: [told('jump', waitingOf(state))] });
}

function handedOver(engine: Engine, state: InstanceState, command: Administer, { task: number, from, to }: Extract<AdministrativeAct, { act: 'hand_over' }>, reading: Reading): Outcome {
  const task = state.tasks.find((each) => each.number === number);
  if (task === undefined) return notOpen(state, number);
  const seat = task.members.find(({ post }) => post === from);
  if (seat === undefined) return { refused: refusal('right.not_member', { number, task: task.task, post: from }) };
  if (seat.act !== undefined) return { refused: refusal('right.already_acted', { number, task: task.task, post: from }) };
  if (task.members.some(({ post }) => post === to)) return { refused: refusal('hand_over.already_member', { number, task: task.task, post: to }) };
  const members = task.members.map((member) => (member === seat ? { post: to } : member));
  const after = { ...state, tasks: state.tasks.map((each) => (each === task ? { ...task, members } : each)) };
  const effects: readonly Effect[] = [{ type: 'task.handed_over', number, task: task.task, from, to }, ...dutyOf(engine.definition, task.task, number, [to])];
  return recorded(engine, { state: after, effects }, { at: command.at, cause: causeOf(command), trail: [] }, reading);
}

function nudged({ definition }: Engine, state: InstanceState, command: Administer, number: number): Outcome {
  const { at } = command;
  const task = state.tasks.find((each) => each.number === number);
  if (task === undefined) return notOpen(state, number);
  const posts = waiting(task);
  if (posts.length === 0 || own(definition.tasks, task.task)?.optional === true) return { refused: refusal('nudge.no_duty', { number, task: task.task }) };
  const last = own(state.nudged ?? {}, String(number));
  if (last !== undefined && at < last + NUDGE_EVERY_MS) return { refused: refusal('nudge.too_soon', { number, last, next: last + NUDGE_EVERY_MS }) };
  const stillOpen = Object.entries(state.nudged ?? {}).filter(([key]) => state.tasks.some((each) => String(each.number) === key));
  return once(command, { ...state, nudged: { ...Object.fromEntries(stillOpen), [String(number)]: at } }, [told('nudge', posts, task.task)]);
}

function notOpen(state: InstanceState, number: number): Outcome {
  return { refused: refusal(own(state.closed, String(number)) === undefined ? 'task.unknown' : 'task.not_open', { number }) };
}
