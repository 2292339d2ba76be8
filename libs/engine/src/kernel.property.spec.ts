import { chooseAct, HOUR, journalLines, MINUTE, randomWorld, type ActDraw, type RandomWorld } from '@shidian/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Actor, type AdministrativeAct, type Facts, type Instant, type InstanceState, type Kernel, type StepResult, type SubStep } from './index.js';

const LONG = process.env['CI_LONG'] !== undefined;
// Short runs draw the same cases every time, long ones draw others.
const RUNS = LONG ? { numRuns: 500 } : { numRuns: 25, seed: 20160301 };
const TIMEOUT_MS = LONG ? 1_200_000 : 60_000;
const actor: Actor = { account: 'a', posts: ['p1', 'p2'] };

const draws = fc.array(
  fc.record<ActDraw>({
    at: fc.integer({ min: 1, max: 96 * HOUR }),
    task: fc.nat(5),
    decision: fc.nat(5),
    to: fc.nat(5),
    sender: fc.boolean(),
    fixBy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 * HOUR })),
  }),
  { maxLength: 25 },
);
const seeds = fc.integer({ min: 0, max: 100_000 });
const graces = fc.constantFrom(0, MINUTE, 3 * HOUR);

/** What the transaction of a step at `at` would read. */
function factsAt(world: RandomWorld, at: Instant): Facts {
  return { ...world.facts, moves: world.moves.filter((move) => move.at <= at) };
}

interface Life {
  readonly journal: readonly string[];
  readonly state: InstanceState;
}

/** The last instant at which anything is asked. */
const end = (world: RandomWorld): Instant => world.until + 24 * HOUR;

const administrations = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 96 * HOUR }),
    // More to suspend and to resume than to end everything.
    what: fc.constantFrom('suspend', 'resume', 'suspend', 'resume', 'wake', 'nudge', 'jump', 'hand_over', 'void'),
    pick: fc.nat(9),
  }),
  { maxLength: 8 },
);
type Drawn = typeof administrations extends fc.Arbitrary<infer T> ? T : never;

function administrationOf({ what, pick }: Drawn[number], { chart }: RandomWorld, state: InstanceState): AdministrativeAct {
  const places = Object.values(chart.states).filter(({ kind }) => kind === 'atomic');
  const task = state.tasks[pick % Math.max(1, state.tasks.length)];
  switch (what) {
    case 'jump':
      return { act: 'jump', to: places[pick % places.length]?.id ?? '' };
    case 'nudge':
      return { act: 'nudge', task: task?.number ?? 0 };
    case 'hand_over':
      return { act: 'hand_over', task: task?.number ?? 0, from: task?.members[0]?.post ?? '', to: 'p9' };
    case 'suspend':
    case 'resume':
    case 'wake':
    case 'void':
      return { act: what };
    default:
      throw new Error(what);
  }
}

/** Lives through the acts and ticks in order of their instants; acts of the same instant as a tick come after it. */
function live(world: RandomWorld, kernel: Kernel, acts: readonly ActDraw[], ticks: readonly Instant[], each: (result: StepResult) => void = () => undefined, administered: Drawn = []): Life {
  const journal: SubStep[] = [];
  const note = (result: StepResult): void => {
    expect(result.refusal?.code).not.toBe('instance.broken');
    each(result);
    journal.push(...result.subSteps);
    state = JSON.parse(JSON.stringify(result.state)) as InstanceState;
  };
  const born = kernel.start(0, factsAt(world, 0), world.dates);
  let { state } = born;
  journal.push(...born.subSteps);
  const events = [
    ...ticks.map((at) => ({ at, rank: 0 })),
    ...acts.map((draw) => ({ at: draw.at, rank: 1, draw })),
    ...administered.map((drawn) => ({ at: drawn.at, rank: 2, drawn })),
    { at: end(world), rank: 0 },
  ] as readonly { readonly at: Instant; readonly rank: number; readonly draw?: ActDraw; readonly drawn?: Drawn[number] }[];
  const inOrder = [...events].sort((a, b) => a.at - b.at || a.rank - b.rank);
  for (const { at, draw, drawn } of inOrder) {
    if (drawn !== undefined) {
      const administer = (administration: AdministrativeAct): StepResult => kernel.step(state, { kind: 'administer', at, actor, administration, data: { reason: 'x' } }, factsAt(world, at), world.dates);
      // Chosen, as an act is, among what is open once it has caught up.
      note(administer(administrationOf(drawn, world, administer({ act: 'wake' }).state)));
      continue;
    }
    if (draw === undefined) {
      note(kernel.step(state, { kind: 'tick', at }, factsAt(world, at), world.dates));
      continue;
    }
    // Chosen among what is open once it has caught up, which is the same however often it has been looked at before.
    const chosen = chooseAct(world.chart, kernel.possibilities(state, actor, at, factsAt(world, at), world.dates), draw);
    if (chosen === undefined) continue;
    note(kernel.step(state, { kind: 'act', actor, ...chosen }, factsAt(world, at), world.dates));
  }
  return { journal: journalLines(journal), state };
}

const hourly = (world: RandomWorld): Instant[] => Array.from({ length: Math.floor(world.until / HOUR) }, (_, hour) => hour * HOUR + 17);

function check(name: string, property: (world: RandomWorld, kernel: Kernel, acts: readonly ActDraw[]) => void): void {
  it(name, { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(seeds, graces, draws, (seed, graceMs, acts) => {
        const world = randomWorld(seed);
        property(world, createKernel(world.chart, world.guards, { graceMs }), acts);
      }),
      RUNS,
    );
  });
}

describe('whatever the chart, the world and the acts', () => {
  check('hourly jobs and no jobs at all give the same journal and the same state', (world, kernel, acts) => {
    expect(live(world, kernel, acts, hourly(world))).toEqual(live(world, kernel, acts, []));
  });

  check('jobs at any instants, twice or seldom, give the same journal', (world, kernel, acts) => {
    const odd = acts.flatMap(({ at, fixBy }) => [at - 1, at, at, (at + fixBy) % world.until]);
    expect(live(world, kernel, acts, odd)).toEqual(live(world, kernel, acts, []));
  });

  it('acts of administration change nothing of that, and a suspended instance waits', { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(seeds, graces, draws, administrations, (seed, graceMs, acts, administered) => {
        const world = randomWorld(seed);
        const kernel = createKernel(world.chart, world.guards, { graceMs });
        let since: Instant | undefined;
        const often = live(world, kernel, acts, hourly(world), ({ state, subSteps, view }) => {
          if (since !== undefined && state.suspended === since) expect(subSteps).toEqual([]);
          if (state.suspended !== undefined || state.voided !== undefined) expect(view.timers).toEqual([]);
          since = state.suspended;
        }, administered);
        expect(often).toEqual(live(world, kernel, acts, [], undefined, administered));
      }),
      RUNS,
    );
  });

  check('a second tick at the same instant finds nothing to do', (world, kernel, acts) => {
    live(world, kernel, acts, hourly(world).slice(0, 10), ({ state }) => {
      const at = Math.max(0, ...Object.values(state.marks), ...world.moves.map((move) => move.at)) + HOUR;
      const once = kernel.step(state, { kind: 'tick', at }, factsAt(world, at), world.dates);
      const twice = kernel.step(once.state, { kind: 'tick', at }, factsAt(world, at), world.dates);
      expect(twice).toEqual({ state: once.state, subSteps: [], view: once.view });
    });
  });

  check('the timers and the program’s moves are all that a job needs to know', (world, kernel, acts) => {
    const instants = new Set(world.moves.map((move) => move.at));
    live(world, kernel, acts, hourly(world), ({ view }) => {
      for (const timer of view.timers) instants.add(timer.at);
    });
    // A timer may stand for an instant after the end of what is lived through here.
    const within = [...instants].filter((at) => at <= end(world));
    expect(live(world, kernel, acts, within)).toEqual(live(world, kernel, acts, []));
  });

  check('the state is plain JSON, its view is the view of the step, and no timer is older than its epoch', (world, kernel, acts) => {
    const highest = new Map<string, number>();
    live(world, kernel, acts, hourly(world).slice(0, 20), ({ state, view }) => {
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(kernel.view(state, world.dates)).toEqual(view);
      for (const [key, { epoch }] of Object.entries(state.clock)) {
        expect(epoch).toBe(state.epochs[key]);
        expect(epoch).toBeGreaterThanOrEqual(highest.get(key) ?? 1);
        highest.set(key, epoch);
      }
    });
  });

  check('what is said to be possible is taken, and what is refused is refused alike', (world, kernel, acts) => {
    live(world, kernel, acts.slice(0, 8), [], ({ state }) => {
      const at = Math.max(...Object.values(state.marks), 0) + MINUTE;
      const facts = factsAt(world, at);
      for (const possible of kernel.possibilities(state, actor, at, facts, world.dates)) {
        const taken = (to?: string) =>
          kernel.step(state, { kind: 'act', at, task: possible.number, decision: possible.decision, actor, data: to === undefined ? {} : { to } }, facts, world.dates).refusal;
        if (possible.returnTo === undefined) expect(taken()).toEqual(possible.refusal);
        else expect(possible.returnTo.some((to) => taken(to) === undefined)).toBe(possible.refusal === undefined);
      }
    });
  });
});
