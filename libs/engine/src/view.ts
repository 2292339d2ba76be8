import type { Engine } from './context.js';
import { timersOf } from './clock.js';
import { outcomeOf } from './apply.js';
import type { DateResolver } from './model/facts.js';
import type { InstanceState } from './model/instance-state.js';
import type { InstanceView } from './model/step.js';
import { byText, own } from './own.js';

/** Borne by every instance that has not ended. */
const ACTIVE = 'active';
/** Borne besides while it is suspended. */
const SUSPENDED = 'suspended';
/** Borne by an instance that a deadline has ended: an extension would open it again. */
const LAPSED = 'lapsed';
/** What became of an instance that was made void; no definition gives this outcome. */
export const VOID = '作废';

/** What the projections hold of an instance. @throws InstanceBroken */
export function viewOf(engine: Engine, state: InstanceState, dates: DateResolver): InstanceView {
  const { definition, chart } = engine;
  if (state.voided !== undefined) return { states: [], configuration: [], tags: [], outcome: VOID, tasks: [], timers: [] };
  const { ended, states, configuration } = chart.read(state.snapshot);
  const tags = configuration.flatMap((id) => own(definition.states, id)?.tags ?? []);
  const outcome = ended ? outcomeOf(definition.states, states) : undefined;
  return {
    states,
    configuration: [...configuration].sort(byText),
    tags: [...new Set(ended ? [...tags, ...(state.lapsed === undefined ? [] : [LAPSED])] : [...tags, ACTIVE, ...(state.suspended === undefined ? [] : [SUSPENDED])])].sort(byText),
    ...(outcome !== undefined && { outcome }),
    tasks: state.tasks.map((task) => {
      const due = own(definition.tasks, task.task)?.due;
      const armed = due === undefined ? undefined : own(state.clock, due);
      return { ...task, ...(armed?.dueAt !== undefined && { dueAt: armed.dueAt }), provisional: armed?.provisional ?? false };
    }),
    timers: state.suspended === undefined ? timersOf(engine, state, dates) : [],
  };
}

/** The view of an instance that cannot be read: nothing to do, nothing due. */
export const BROKEN_VIEW: InstanceView = { states: [], configuration: [], tags: [], tasks: [], timers: [] };
