import type { ChartDefinition, DateResolver, Facts, GuardEvaluator, GuardScope, Instant, OpenTask, ProgramMove } from '@shidian/engine';
import { chanceOf, type Chance } from './chance.js';
import { chartOf, withDescendants, type Branch, type ChartSpec, type DeadlineSpec, type StateSpec, type TaskSpec } from './chart-of.js';
import { DAY, HOUR, MINUTE } from './gather-chart.js';
import { datesOf, guardsOf, type TestDate } from './world.js';

/** A chart drawn by chance, with the world that it lives in from instant 0 to `until`. */
export interface RandomWorld {
  readonly chart: ChartDefinition;
  readonly guards: GuardEvaluator;
  readonly dates: DateResolver;
  readonly moves: readonly ProgramMove[];
  readonly facts: Omit<Facts, 'moves'>;
  readonly until: Instant;
}

/** Acts at one instant, drawn without knowing where the case will then be. */
export interface ActDraw {
  readonly at: Instant;
  readonly task: number;
  readonly decision: number;
  readonly to: number;
  readonly sender: boolean;
  /** Milliseconds after the act; 0 for none. */
  readonly fixBy: number;
}

export interface ChosenAct {
  readonly at: Instant;
  readonly task: number;
  readonly decision: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/** The act that a draw comes to, given the tasks that stand open. */
export function chooseAct(chart: ChartDefinition, open: readonly Pick<OpenTask, 'number' | 'task'>[], draw: ActDraw): ChosenAct | undefined {
  const task = open[draw.task % Math.max(open.length, 1)];
  const definition = task === undefined ? undefined : chart.tasks[task.task];
  if (task === undefined || definition === undefined) return undefined;
  const names = Object.keys(definition.decisions);
  const name = names[draw.decision % names.length] ?? '';
  const returns = definition.decisions[name]?.returns;
  const data = {
    ...(returns !== undefined && { to: returns[draw.to % returns.length] ?? '', then: draw.sender ? 'sender' : 'onward' }),
    ...(returns !== undefined && draw.fixBy > 0 && { fix_by: draw.at + draw.fixBy }),
  };
  return { at: draw.at, task: task.number, decision: name, data };
}

const UNTIL = 4 * DAY;
const GUARDS = ['g0', 'g1', 'g2', 'g3', 'g4', 'g5'];
const PROGRAM_STATES = ['p0', 'p1', 'p2'];

/**
 * Nested and parallel states, tasks, deadlines with ladders, guards over facts, program, visits and marks, returns
 * with the way straight back. What could run for ever is never drawn: an `always` and a `.due` lead forward only.
 */
export function randomWorld(seed: number): RandomWorld {
  const chance = chanceOf(seed);
  const parallel = chance.hit(0.3);
  const skeleton = parallel
    ? ['r0', 'r1'].map((id): Draft => ({ id, lane: `${id}:whole`, type: 'compound', states: stagesOf(chance, id) }))
    : stagesOf(chance, '');
  const road = new Road(skeleton);
  const table: Record<string, TestDate> = {};
  const marks = skeleton.flatMap(flat).filter(() => chance.hit(0.4)).map(({ id }) => `${id}.in`);
  const states = skeleton.map((draft) => furnish(chance, draft, road, { table, marks }));
  const spec: ChartSpec = { states: withWayBack(states), parallel, guards: Object.fromEntries(GUARDS.map((id) => [id, { cel: id }])) };
  return {
    chart: chartOf(spec),
    guards: randomGuards(chance, skeleton.flatMap(flat).map(({ id }) => id), marks),
    dates: datesOf(table),
    moves: randomMoves(chance),
    facts: { values: {}, parties: { applicant: ['p1', 'p2'], office: ['p3'] } },
    until: UNTIL,
  };
}

/** A state before it has anything in it. */
interface Draft {
  readonly id: string;
  readonly lane: string;
  readonly type?: 'compound' | 'parallel' | 'final';
  readonly states?: readonly Draft[];
}

interface Furniture {
  readonly table: Record<string, TestDate>;
  readonly marks: readonly string[];
}

function flat(draft: Draft): readonly Draft[] {
  return [draft, ...(draft.states ?? []).flatMap(flat)];
}

function stagesOf(chance: Chance, lane: string): readonly Draft[] {
  const prefix = lane === '' ? '' : `${lane}/`;
  const stages = Array.from({ length: chance.whole(2, 4) }, (_, index) => stateOf(chance, `${prefix}s${index}`, lane, 0));
  const ends = Array.from({ length: chance.whole(1, 2) }, (_, index): Draft => ({ id: `${prefix}end${index}`, lane, type: 'final' }));
  return [...stages, ...ends];
}

function stateOf(chance: Chance, id: string, lane: string, depth: number): Draft {
  if (depth < 2 && chance.hit(0.4)) {
    const names = ['a', 'b', 'c'].slice(0, chance.whole(2, 3));
    return { id, lane, type: 'compound', states: names.map((name) => stateOf(chance, `${id}/${name}`, lane, depth + 1)) };
  }
  if (depth === 0 && chance.hit(0.2)) {
    const regions = ['x', 'y'].map((name) => `${id}/${name}`);
    return {
      id,
      lane,
      type: 'parallel',
      states: regions.map((region) => ({
        id: region,
        lane: `${region}:whole`,
        type: 'compound',
        states: ['a', 'b'].map((name) => ({ id: `${region}/${name}`, lane: region })),
      })),
    };
  }
  return { id, lane };
}

/** The order of the road. A lane holds the states that may lead to each other; a parallel region is one of its own. */
class Road {
  private readonly places: readonly { readonly id: string; readonly lane: string; readonly first: number; readonly last: number }[];

  constructor(drafts: readonly Draft[]) {
    this.places = drafts.flatMap(flat).map((draft, first) => ({ id: draft.id, lane: draft.lane, first, last: first + flat(draft).length - 1 }));
  }

  /** States of the same lane that lie wholly before it, in road order. */
  before({ id, lane }: Draft): readonly string[] {
    const first = this.places.find((place) => place.id === id)?.first ?? 0;
    return this.places.filter((place) => place.lane === lane && place.last < first).map((place) => place.id);
  }

  /** States of the same lane that lie wholly after it. */
  after({ id, lane }: Draft): readonly string[] {
    const last = this.places.find((place) => place.id === id)?.last ?? 0;
    return this.places.filter((place) => place.lane === lane && place.first > last).map((place) => place.id);
  }
}

function furnish(chance: Chance, draft: Draft, road: Road, furniture: Furniture): StateSpec {
  const { id, type } = draft;
  const mark = furniture.marks.filter((each) => each === `${id}.in`);
  if (type === 'final') return { id, type, outcome: id, marks: mark };
  const children = draft.states?.map((child) => furnish(chance, child, road, furniture));
  const ahead = road.after(draft);
  const on: Record<string, readonly Branch[]> = {};
  const deadlines = chance.hit(0.45) ? randomDeadline(chance, id, ahead, furniture, on) : {};
  const tasks = chance.hit(children === undefined ? 0.85 : 0.3) ? randomTasks(chance, draft, road, Object.keys(deadlines)[0], on) : {};
  return {
    id,
    ...(type !== undefined && { type }),
    marks: mark,
    ...(chance.hit(0.2) && { notices: [`${id}.in`] }),
    tasks,
    deadlines,
    on,
    ...(chance.hit(0.2) && ahead.length > 0 && { always: [{ to: chance.one(ahead), when: [chance.one(GUARDS)] }] }),
    ...(children !== undefined && { states: children }),
  };
}

function randomDeadline(chance: Chance, id: string, ahead: readonly string[], { table, marks }: Furniture, on: Record<string, readonly Branch[]>): Record<string, DeadlineSpec> {
  const key = `${id}/d`;
  const anchors = ['program.m', ...marks];
  table[key] = chance.hit(0.5) ? chance.whole(0, UNTIL) : { after: chance.one(anchors), ms: chance.whole(0, DAY) };
  const ladder = Array.from({ length: chance.whole(0, 3) }, (_, index) => ({
    id: `r${index}`,
    offset: { amount: chance.whole(-2000, 1000), unit: 'minutes' as const },
    kind: 'reminder' as const,
    to: 'members' as const,
  }));
  const target = ahead.length > 0 ? chance.one(ahead) : undefined;
  if (target !== undefined && chance.hit(0.6)) {
    on[`${key}.due`] = chance.hit(0.4) ? [{ to: target, when: [chance.one(GUARDS)] }, {}] : [{ to: target }];
  }
  return { [key]: { ladder, owner: ['office'] } };
}

function randomTasks(chance: Chance, draft: Draft, road: Road, due: string | undefined, on: Record<string, readonly Branch[]>): Record<string, TaskSpec> {
  const { id } = draft;
  const earlier = road.before(draft);
  // Seldom straight to an end: a life that is over has nothing left to compare.
  const anywhere = [...earlier, ...road.after(draft).filter((ahead) => !/end\d$/.test(ahead) || chance.hit(0.25)), id];
  const tasks: Record<string, TaskSpec> = {};
  for (let index = chance.whole(1, 2); index > 0; index--) {
    const key = `${id}/t${index}`;
    const decide: Record<string, TaskSpec['decide'][string]> = {};
    for (let which = chance.whole(1, 3); which > 0; which--) {
      const name = `d${which}`;
      if (earlier.length > 0 && chance.hit(0.5)) {
        const returns = earlier.filter(() => chance.hit(0.7)).slice(0, 3);
        if (returns.length > 0) {
          decide[name] = { returns, then: ['onward', 'sender'] };
          on[`${key}.${name}`] = returns.map((step) => ({ to: step, guard: { type: 'returned_to', params: { step } }, returnsFrom: id }));
          continue;
        }
      }
      decide[name] = {};
      on[`${key}.${name}`] = randomBranches(chance, anywhere);
    }
    tasks[key] = {
      decide,
      ...(chance.hit(0.2) && { optional: true }),
      ...(chance.hit(0.15) && { times: 'many' as const }),
      ...(due !== undefined && { due }),
    };
  }
  return tasks;
}

function randomBranches(chance: Chance, anywhere: readonly string[]): readonly Branch[] {
  const target = (): Branch => (chance.hit(0.12) ? {} : { to: chance.one(anywhere) });
  return [
    ...(chance.hit(0.5) ? [{ ...target(), when: chance.hit(0.3) ? [chance.one(GUARDS), chance.one(GUARDS)] : [chance.one(GUARDS)] }] : []),
    ...(chance.hit(0.8) ? [target()] : []),
    { to: chance.one(anywhere), when: [chance.one(GUARDS)] },
  ];
}

/** Every step that something returns to gets its `$sender`: outcomes there may go straight back. */
function withWayBack(states: readonly StateSpec[]): readonly StateSpec[] {
  const returns = states.flatMap(withDescendants).flatMap(({ on = {} }) =>
    Object.values(on).flatMap((branches) => branches.flatMap(({ to, returnsFrom }) => (to === undefined || returnsFrom === undefined ? [] : [{ to, from: returnsFrom }]))),
  );
  const amend = (state: StateSpec): StateSpec => {
    const senders = [...new Set(returns.filter(({ to }) => state.id === to || state.id.startsWith(`${to}/`)).map(({ from }) => from))];
    const back = senders.map((from): Branch => ({ to: from, guard: { type: 'sender_is', params: { step: from } } }));
    const on = Object.fromEntries(
      Object.entries(state.on ?? {}).map(([event, branches]) => [event, !event.endsWith('.due') && branches.every(({ returnsFrom }) => returnsFrom === undefined) ? [...back, ...branches] : branches]),
    );
    return { ...state, on, ...(state.states !== undefined && { states: state.states.map(amend) }) };
  };
  return states.map(amend);
}

function randomGuards(chance: Chance, ids: readonly string[], marks: readonly string[]): GuardEvaluator {
  const draw = (): ((scope: GuardScope) => boolean) => {
    const [state, id, mark] = [chance.one(PROGRAM_STATES), chance.one(ids), chance.one(['program.m', ...marks])];
    const positive = chance.one<(scope: GuardScope) => boolean>([
      ({ programStates }) => programStates.includes(state),
      ({ programStates }) => programStates.includes(state),
      ({ visited }) => visited.includes(id),
      (scope) => mark in scope.marks,
    ]);
    return chance.hit(0.3) ? (scope) => !positive(scope) : positive;
  };
  return guardsOf(Object.fromEntries(GUARDS.map((guard) => [guard, draw()])));
}

function randomMoves(chance: Chance): readonly ProgramMove[] {
  let at = 0;
  let marks: Record<string, Instant> = {};
  return Array.from({ length: chance.whole(0, 6) }, (_, index): ProgramMove => {
    at += chance.whole(MINUTE, 20 * HOUR);
    if (chance.hit(0.4)) marks = { ...marks, 'program.m': at };
    return { seq: index + 1, at, states: PROGRAM_STATES.filter(() => chance.hit(0.5)), marks };
  });
}
