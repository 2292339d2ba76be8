import type {
  ChartAction,
  ChartDefinition,
  ChartGuard,
  DeadlineDefinition,
  DecisionDefinition,
  JsonValue,
  RollEvent,
  StateInfo,
  TaskDefinition,
  Words,
} from '@shidian/engine';

/** Where an event may lead: nowhere (`stay`) or to a state, under guards and with a return begun. */
export interface Branch {
  /** State id; left out, the event is taken and nothing moves. */
  readonly to?: string;
  /** CEL guards by id. */
  readonly when?: readonly string[];
  readonly guard?: ChartGuard;
  /** The state that returns, where this is a return. */
  readonly returnsFrom?: string;
}

export type TaskSpec = Partial<Omit<TaskDefinition, 'key' | 'decisions'>> & {
  readonly decide: Readonly<Record<string, Partial<DecisionDefinition>>>;
};
export type DeadlineSpec = Partial<Omit<DeadlineDefinition, 'key'>>;

/** One state of a chart under test; tasks and deadlines live as long as it is active. */
export interface StateSpec {
  readonly id: string;
  readonly type?: 'compound' | 'parallel' | 'final';
  readonly tags?: readonly string[];
  readonly outcome?: string;
  readonly marks?: readonly string[];
  readonly notices?: readonly string[];
  readonly freezes?: string;
  readonly tasks?: Readonly<Record<string, TaskSpec>>;
  readonly deadlines?: Readonly<Record<string, DeadlineSpec>>;
  readonly on?: Readonly<Record<string, readonly Branch[]>>;
  readonly always?: readonly Branch[];
  /** The first is the initial one. */
  readonly states?: readonly StateSpec[];
}

export interface ChartSpec {
  readonly states: readonly StateSpec[];
  readonly parallel?: boolean;
  readonly rolls?: Readonly<Record<string, Omit<RollEvent, 'key'>>>;
  readonly guards?: Readonly<Record<string, { readonly cel: string; readonly refuses?: Words }>>;
}

/** Compiles a chart under test the way published definitions are compiled: actions on entry and exit, ids as paths. */
export function chartOf(spec: ChartSpec): ChartDefinition {
  const all = spec.states.flatMap(withDescendants);
  return {
    machine: {
      id: 'root',
      ...(spec.parallel === true ? { type: 'parallel' } : { initial: keyOf(first(spec.states).id) }),
      states: Object.fromEntries(spec.states.map((state) => [keyOf(state.id), nodeOf(state)])),
    },
    states: Object.fromEntries(all.map((state) => [state.id, infoOf(state)])),
    tasks: Object.fromEntries(all.flatMap(({ tasks = {} }) => Object.entries(tasks).map(([key, task]) => [key, taskOf(key, task)]))),
    deadlines: Object.fromEntries(
      all.flatMap(({ deadlines = {} }) => Object.entries(deadlines).map(([key, deadline]) => [key, deadlineOf(key, deadline)])),
    ),
    rolls: Object.fromEntries(Object.entries(spec.rolls ?? {}).map(([key, roll]) => [key, { key, ...roll }])),
    guards: Object.fromEntries(Object.entries(spec.guards ?? {}).map(([id, guard]) => [id, { params: {}, ...guard }])),
  };
}

/** A decision with nothing special about it. */
export function decision(special: Partial<DecisionDefinition> = {}): DecisionDefinition {
  return { name: { zh: '决定' }, needs: [], ...special };
}

export function withDescendants(state: StateSpec): readonly StateSpec[] {
  return [state, ...(state.states ?? []).flatMap(withDescendants)];
}

function nodeOf(state: StateSpec): JsonValue {
  const { id, type, states, on, always } = state;
  const [entry, exit] = [entryOf(state), exitOf(state)];
  return {
    id,
    meta: {},
    ...((type === 'parallel' || type === 'final') && { type }),
    ...(states !== undefined && type !== 'parallel' && { initial: keyOf(first(states).id) }),
    ...(states !== undefined && { states: Object.fromEntries(states.map((child) => [keyOf(child.id), nodeOf(child)])) }),
    ...(entry.length > 0 && { entry }),
    ...(exit.length > 0 && { exit }),
    ...(on !== undefined && { on: Object.fromEntries(Object.entries(on).map(([event, branches]) => [event, branches.map((branch) => branchOf(id, branch))])) }),
    ...(always !== undefined && { always: always.map((branch) => branchOf(id, branch)) }),
  };
}

function branchOf(id: string, { to, when, guard, returnsFrom }: Branch): JsonValue {
  const actions: readonly ChartAction[] = returnsFrom === undefined ? [] : [{ type: 'return.begin', params: { from: returnsFrom } }];
  const asked: ChartGuard | undefined = guard ?? (when === undefined ? undefined : { type: 'cel', params: { guards: when } });
  return {
    ...(to !== undefined && { target: `#${to}` }),
    ...(to === id && { reenter: true }),
    ...(asked !== undefined && { guard: asked as unknown as JsonValue }),
    ...(actions.length > 0 && { actions: actions as unknown as JsonValue }),
  };
}

function entryOf({ marks = [], notices = [], freezes, tasks = {}, deadlines = {} }: StateSpec): JsonValue[] {
  const actions: ChartAction[] = [
    ...marks.map((mark): ChartAction => ({ type: 'mark', params: { mark } })),
    ...Object.keys(deadlines).map((deadline): ChartAction => ({ type: 'deadline.arm', params: { deadline } })),
    ...Object.keys(tasks).map((task): ChartAction => ({ type: 'task.open', params: { task } })),
    ...notices.map((notice): ChartAction => ({ type: 'notice', params: { notice } })),
    ...(freezes === undefined ? [] : [{ type: 'baseline.freeze', params: { form: freezes } } as const]),
  ];
  return actions;
}

function exitOf({ tasks = {}, deadlines = {} }: StateSpec): JsonValue[] {
  const actions: ChartAction[] = [
    ...Object.keys(tasks).map((task): ChartAction => ({ type: 'task.close', params: { task } })),
    ...Object.keys(deadlines).map((deadline): ChartAction => ({ type: 'deadline.disarm', params: { deadline } })),
  ];
  return actions;
}

function infoOf({ id, type, states, tags = [], outcome }: StateSpec): StateInfo {
  return {
    id,
    name: { zh: id },
    stage: id.split('/')[0] ?? id,
    tags,
    kind: type === 'final' ? 'final' : states === undefined ? 'atomic' : 'compound',
    ...(outcome !== undefined && { outcome }),
  };
}

function taskOf(key: string, { decide, ...special }: TaskSpec): TaskDefinition {
  return {
    key,
    name: { zh: key },
    by: 'applicant',
    complete: { mode: 'any' },
    breaks: [],
    optional: false,
    times: 'once',
    decisions: Object.fromEntries(Object.entries(decide).map(([name, each]) => [name, decision(each)])),
    ...special,
  };
}

function deadlineOf(key: string, special: DeadlineSpec): DeadlineDefinition {
  return { key, date: key, name: { zh: key }, ladder: [], owner: [], ...special };
}

function keyOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function first(states: readonly StateSpec[]): StateSpec {
  const [state] = states;
  if (state === undefined) throw new TypeError('A chart under test needs a state.');
  return state;
}
