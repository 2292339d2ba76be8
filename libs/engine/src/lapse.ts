/**
 * What a deadline has ended (逾期) is kept as it stood, and stands again when the deadline is extended beyond the present:
 * an extension granted after expiry reopens what lapsed.
 */
import { rearm, dueOf } from './clock.js';
import { isDone, type Engine, type Reading } from './context.js';
import { opening } from './apply.js';
import { nextRound } from './ledger.js';
import type { InstanceState } from './model/instance-state.js';
import type { Instant } from './model/values.js';
import { own } from './own.js';
import { recorded, type CaughtUp } from './settle.js';

/** After a `.due` at `due`: remembers where `before` stood if that ended the instance before its time. */
export function withLapse(engine: Engine, before: InstanceState, after: CaughtUp, deadline: string, due: Instant): CaughtUp {
  if (!isDone(after.state) || !isMissed(engine, before, deadline)) return after;
  const { snapshot, tasks, clock, outstanding } = before;
  return { ...after, state: { ...after.state, lapsed: { deadline, due, snapshot, tasks, clock, ...(outstanding !== undefined && { outstanding }) } } };
}

/** A hard close, or somebody's undone duty; a period that simply came to its end (公示期满) was not missed by anybody. */
function isMissed({ definition }: Engine, { tasks }: InstanceState, deadline: string): boolean {
  if (own(definition.deadlines, deadline)?.says !== undefined) return true;
  return tasks.some(({ task }) => {
    const duty = own(definition.tasks, task);
    return duty?.due === deadline && !duty.optional;
  });
}

/** Opens the instance again where its deadline lies ahead of `at` by now; what the program did meanwhile counts from here. */
export function reopened(engine: Engine, state: InstanceState, at: Instant, reading: Reading): CaughtUp {
  const { lapsed } = state;
  const definition = lapsed === undefined ? undefined : own(engine.definition.deadlines, lapsed.deadline);
  if (lapsed === undefined || definition === undefined || state.voided !== undefined) return { state, subSteps: [] };
  const { deadline, due: lapsedAt, snapshot, clock, outstanding } = lapsed;
  const { lapsed: _, ...rest } = state;
  const stood: InstanceState = { ...rest, snapshot, clock, resumed: at, ...(outstanding !== undefined && { outstanding }) };
  const armed = own(clock, deadline);
  if (armed === undefined) return { state, subSteps: [] };
  const due = dueOf(definition, armed, stood, reading).at;
  if (due === undefined || due <= at) return { state, subSteps: [] };

  // A number is never used twice, so the tasks are new ones; whoever had acted on one acts again.
  const tasks = lapsed.tasks.map(({ task, members }, index) => ({ number: state.tasksOpened + 1 + index, task, openedAt: at, members: nextRound(members) }));
  const open = rearm(engine, { ...stood, tasks, tasksOpened: state.tasksOpened + tasks.length }, at, reading);
  const effects = tasks.flatMap((task) => opening(engine.definition, task));
  const trail = [engine.chart.read(snapshot).states];
  return recorded(engine, { state: open, effects }, { at, cause: { kind: 'reopened', deadline, lapsed: lapsedAt, due }, trail }, reading);
}
