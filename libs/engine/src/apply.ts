/** Turns what the chart gave (actions as data) into the instance's next state and the effects of the sub-step. */
import type { Engine, Reading } from './context.js';
import { arm, disarm, settleArmed } from './clock.js';
import type { ChartMove } from './chart.js';
import { ANYONE } from './ledger.js';
import { InstanceBroken } from './instance-broken.js';
import type { ChartAction } from './model/chart-definition.js';
import type { InstanceState, Member, OpenTask, OutstandingReturn, TaskClosing } from './model/instance-state.js';
import type { Effect, NoticeEffect } from './model/step.js';
import type { Instant, JsonValue, PostId } from './model/values.js';
import { own } from './own.js';

/** What set the chart going, as far as its effects depend on it. */
export interface Cause {
  readonly at: Instant;
  readonly data: Readonly<Record<string, JsonValue>>;
  /** The task whose outcome it is. */
  readonly done?: { readonly number: number; readonly by: string };
  /** The deadline whose `.due` it is. */
  readonly deadline?: { readonly deadline: string; readonly due: Instant };
}

interface Work {
  state: InstanceState;
  readonly effects: Effect[];
  readonly armed: Set<string>;
}

export interface Applied {
  readonly state: InstanceState;
  readonly effects: readonly Effect[];
}

export function apply(engine: Engine, before: InstanceState, move: ChartMove, cause: Cause, reading: Reading): Applied {
  const work: Work = { state: { ...before, snapshot: move.snapshot }, effects: [], armed: new Set() };
  for (const action of move.actions) perform(engine, work, action, cause, reading);
  work.state = { ...work.state, visited: visitedAfter(before, move) };
  if (move.ended) end(engine, work, move, cause);
  const { outstanding } = work.state;
  if (outstanding !== undefined && hasComeBack(outstanding.from, move)) {
    const { outstanding: _, ...rest } = work.state;
    work.state = rest;
  }
  return {
    state: settleArmed(engine, work.state, work.armed, cause.at, reading),
    effects: work.effects,
  };
}

function perform(engine: Engine, work: Work, action: ChartAction, cause: Cause, reading: Reading): void {
  const { state, effects } = work;
  switch (action.type) {
    case 'task.open':
      open(engine, work, action.params.task, cause, reading);
      return;
    case 'task.close':
      close(work, action.params.task, cause);
      return;
    case 'deadline.arm':
      work.state = arm(state, action.params.deadline, cause.at);
      work.armed.add(action.params.deadline);
      return;
    case 'deadline.disarm':
      work.state = disarm(state, action.params.deadline);
      work.armed.delete(action.params.deadline);
      return;
    case 'mark':
      work.state = { ...state, marks: { ...state.marks, [action.params.mark]: cause.at } };
      return;
    case 'notice':
      effects.push({ type: 'notice', cause: { kind: 'stage', notice: action.params.notice }, posts: [], data: cause.data });
      return;
    case 'return.begin':
      work.state = { ...state, outstanding: returnOf(action.params.from, cause) };
      return;
    case 'baseline.freeze':
      effects.push({ type: 'baseline.frozen', form: action.params.form });
      return;
    default:
      throw new InstanceBroken(`The chart gave an action that this kernel does not know: ${(action as { readonly type: string }).type}`);
  }
}

function open({ definition }: Engine, work: Work, key: string, cause: Cause, { facts }: Reading): void {
  const task = own(definition.tasks, key);
  if (task === undefined) throw new InstanceBroken(`The chart opens a task that is not defined: ${key}`);
  const posts: readonly PostId[] = task.by === ANYONE ? [] : [...new Set(own(facts.parties, task.by))];
  const members: readonly Member[] = posts.map((post) => ({ post }));
  const number = work.state.tasksOpened + 1;
  work.state = {
    ...work.state,
    tasksOpened: number,
    tasks: [...work.state.tasks, { number, task: key, openedAt: cause.at, members }],
  };
  work.effects.push(...opening(definition, { number, task: key, members }));
}

/** A task stands open: the projection's row and, where it is somebody's duty, the word to its members. */
export function opening(definition: Engine['definition'], { number, task, members }: Pick<OpenTask, 'number' | 'task' | 'members'>): readonly Effect[] {
  const posts = members.map(({ post }) => post);
  return [{ type: 'task.opened', number, task, members: posts }, ...dutyOf(definition, task, number, posts)];
}

/** Posts hear of a task that is their duty; of a mere right nobody is told. */
export function dutyOf(definition: Engine['definition'], task: string, number: number, posts: readonly PostId[]): readonly NoticeEffect[] {
  return own(definition.tasks, task)?.optional === true ? [] : [{ type: 'notice', cause: { kind: 'task', task, number }, posts, data: {} }];
}

function close(work: Work, key: string | undefined, cause: Cause): void {
  const closing = work.state.tasks.filter(({ task }) => key === undefined || task === key);
  for (const { number, task } of closing) {
    const done = cause.done?.number === number ? cause.done : undefined;
    work.effects.push({
      type: 'task.closed',
      number,
      task,
      because: done === undefined ? 'left' : 'done',
      ...(done !== undefined && { by: done.by }),
    });
    const how: TaskClosing = done === undefined ? (cause.deadline ?? 'left') : 'done';
    work.state = { ...work.state, closed: { ...work.state.closed, [String(number)]: how } };
  }
  if (closing.length > 0) work.state = { ...work.state, tasks: work.state.tasks.filter((task) => !closing.includes(task)) };
}

/** Closes the task whose outcome was taken where the chart did not close it itself. */
export function closeDone(state: InstanceState, key: string, cause: Cause): Applied {
  const work: Work = { state, effects: [], armed: new Set() };
  close(work, key, cause);
  return { state: work.state, effects: work.effects };
}

/** Ends the instance without an outcome of its chart. */
export function voided(state: InstanceState, at: Instant, outcome: string): Applied {
  const work: Work = { state, effects: [], armed: new Set() };
  close(work, undefined, { at, data: {} });
  const { outstanding: _, suspended: __, lapsed: ___, ...rest } = work.state;
  return { state: { ...rest, clock: {}, voided: at }, effects: [...work.effects, { type: 'ended', outcome }] };
}

function end({ definition }: Engine, work: Work, move: ChartMove, cause: Cause): void {
  close(work, undefined, cause);
  const { outstanding: _, ...rest } = work.state;
  work.state = { ...rest, clock: {} };
  work.armed.clear();
  work.effects.push({ type: 'ended', outcome: outcomeOf(definition.states, move.states) ?? '' });
}

/** The outcome of the final state at the top among the active ones. */
export function outcomeOf(states: Engine['definition']['states'], active: readonly string[]): string | undefined {
  return active.map((id) => own(states, id)?.outcome).find((outcome) => outcome !== undefined);
}

function returnOf(from: string, { at, data }: Cause): OutstandingReturn {
  const fixBy = data['fix_by'];
  return {
    from,
    to: typeof data['to'] === 'string' ? data['to'] : '',
    then: data['then'] === 'sender' ? 'sender' : 'onward',
    at,
    ...(typeof fixBy === 'number' && { fixBy }),
  };
}

/** Whether the sender's state was entered again after it had been left. */
function hasComeBack(from: string, { configurations }: ChartMove): boolean {
  const left = configurations.findIndex((active) => !active.includes(from));
  return left >= 0 && configurations.slice(left).some((active) => active.includes(from));
}

function visitedAfter({ visited }: InstanceState, { configuration }: ChartMove): readonly string[] {
  const first = configuration.filter((id) => !visited.includes(id));
  return first.length === 0 ? visited : [...visited, ...first];
}

/** Where the case has seen its program at its start: every move up to then is the world it was born into. */
export function programSeenAt(at: Instant, { facts }: Reading): number {
  return facts.moves.findLast((move) => move.at <= at)?.seq ?? 0;
}
