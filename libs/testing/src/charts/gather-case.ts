import {
  createKernel,
  type Actor,
  type Command,
  type DateResolver,
  type Facts,
  type InstanceState,
  type InstanceView,
  type JsonValue,
  type Kernel,
  type KernelOptions,
  type Possibility,
  type ProgramMove,
  type StepResult,
} from '@shidian/engine';
import { DAY, gatherChart } from './gather-chart.js';
import { datesOf, factsOf, guardsOf } from './world.js';

const start = Date.UTC(2016, 2, 1, 1);

/** The world of {@link gatherChart} under test. */
export const GATHER = {
  start,
  countyDue: start + 9 * DAY,
  provinceDue: start + 14 * DAY,
  /** Working out of the dates; the publicity ends five days after it began. */
  dates: { county_due: start + 9 * DAY, province_due: start + 14 * DAY, publicity_over: { after: 'publish.standing', ms: 5 * DAY } },
  values: { applicant: { kind: 'school' }, goals: 1000, late: 'refuse' },
  parties: { applicant: ['p-school'], county: ['p-county-a', 'p-county-b'], panel: ['e1', 'e2', 'e3'] },
  /** The program begins its review. */
  reviewing: { seq: 7, at: start + 20 * DAY, states: ['review', 'reviewing'], marks: {} } satisfies ProgramMove,
  school: { account: 'li', posts: ['p-school'] } satisfies Actor,
  county: { account: 'wang', posts: ['p-county-a'] } satisfies Actor,
  province: { account: 'zhao', posts: ['p-province'] } satisfies Actor,
  expert: (number: number): Actor => ({ account: `expert-${number}`, posts: [`e${number}`] }),
  guards: guardsOf({
    goals_long_enough: (scope) => Number(scope.facts.values['goals']) >= 1000,
    refuses_late: (scope) => scope.facts.values['late'] === 'refuse',
    program_reviewing: (scope) => scope.programStates.includes('reviewing'),
  }),
};

/** What a step of the case reads; whatever is left out is as in {@link GATHER}. */
export interface GatherWorld {
  readonly values?: Readonly<Record<string, JsonValue>>;
  readonly parties?: Facts['parties'];
  readonly moves?: readonly ProgramMove[];
  readonly dates?: DateResolver;
}

/** A case under test; its state goes through JSON on the way to every step, as it does in the database. */
export interface GatherCase {
  /** `key` is `<stage>/<task>.<decision>`; a task that is not open is acted on by the number it last had. */
  readonly act: (at: number, key: string, actor: Actor, data?: Readonly<Record<string, JsonValue>>) => StepResult;
  readonly roll: (at: number, key: string, data?: Readonly<Record<string, JsonValue>>) => StepResult;
  readonly tick: (at: number) => StepResult;
  readonly run: (command: Command) => StepResult;
  readonly possibilities: (actor: Actor, at: number) => readonly Possibility[];
  /** Changes what the next steps read. */
  readonly world: (change: GatherWorld) => void;
  readonly state: () => InstanceState;
  readonly view: () => InstanceView;
}

/** The kernel of {@link gatherChart}. */
export function gatherKernel(options: KernelOptions = {}): Kernel {
  return createKernel(gatherChart(), GATHER.guards, options);
}

export function startGatherCase(world: GatherWorld = {}, options: KernelOptions = {}): GatherCase {
  const kernel = gatherKernel(options);
  let now = world;
  const facts = (): Facts => factsOf({ ...GATHER.values, ...now.values }, { ...GATHER.parties, ...now.parties }, now.moves ?? []);
  const dates = (): DateResolver => now.dates ?? datesOf(GATHER.dates);
  const numbers = new Map<string, number>();
  let state = kernel.start(GATHER.start, facts(), dates()).state;
  const note = (): void => {
    for (const { task, number } of state.tasks) numbers.set(task, number);
  };
  note();

  const run = (command: Command): StepResult => {
    const result = kernel.step(JSON.parse(JSON.stringify(state)) as InstanceState, command, facts(), dates());
    state = result.state;
    note();
    return result;
  };
  return {
    run,
    act: (at, key, actor, data = {}) => {
      const [task, decision] = parts(key);
      return run({ kind: 'act', at, task: numbers.get(task) ?? 0, decision, actor, data });
    },
    roll: (at, key, data = {}) => {
      const [roll, decision] = parts(key);
      return run({ kind: 'roll', at, roll, decision, actor: GATHER.province, data });
    },
    tick: (at) => run({ kind: 'tick', at }),
    possibilities: (actor, at) => kernel.possibilities(state, actor, at, facts(), dates()),
    world: (change) => {
      now = { ...now, ...change };
    },
    state: () => state,
    view: () => kernel.view(state, dates()),
  };
}

function parts(key: string): readonly [string, string] {
  const cut = key.lastIndexOf('.');
  return [key.slice(0, cut), key.slice(cut + 1)];
}
