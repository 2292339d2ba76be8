import { chooseAct, HOUR, journalLines, MINUTE, randomWorld, type ActDraw, type ChosenAct, type RandomWorld } from '@shidian/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Actor, type Command, type Facts, type Instant, type InstanceState, type Kernel, type SubStep } from '../index.js';
import { LiveInstance } from './live-instance.js';

const LONG = process.env['CI_LONG'] !== undefined;
const TIMEOUT_MS = LONG ? 1_200_000 : 60_000;
const actor: Actor = { account: 'a', posts: ['p1', 'p2'] };

/** What was seen of a life: the journal, where the case stood after each act, and which acts were taken. */
interface Life {
  readonly lines: readonly string[];
  readonly stands: readonly (readonly string[])[];
  readonly taken: readonly boolean[];
}

/** The life of the running actor, and the acts that the draws came to in it. */
function liveLife(world: RandomWorld, draws: readonly ActDraw[]): Life & { readonly acts: readonly ChosenAct[] } {
  const live = new LiveInstance(world);
  const acts: ChosenAct[] = [];
  const stands: (readonly string[])[] = [];
  const taken: boolean[] = [];
  for (const draw of [...draws].sort((a, b) => a.at - b.at)) {
    live.runUpTo(draw.at);
    const act = chooseAct(world.chart, [...live.open].map(([number, task]) => ({ number, task })), draw);
    if (act === undefined) continue;
    acts.push(act);
    taken.push(live.act(act));
    stands.push(live.states());
  }
  live.runTo(world.until + 24 * HOUR);
  return { acts, taken, stands: [...stands, live.states()], lines: live.lines };
}

/** Something that the kernel is driven through; a planted defect wraps it from outside. */
type Drive = (kernel: Kernel, state: InstanceState, command: Command, facts: Facts, world: RandomWorld) => ReturnType<Kernel['step']>;

const faithful: Drive = (kernel, state, command, facts, world) => kernel.step(state, command, facts, world.dates);

/** The life of the persisted instance: between two steps there is nothing but its JSON. */
function kernelLife(world: RandomWorld, acts: readonly ChosenAct[], ticks: readonly Instant[], drive: Drive = faithful): Life {
  const kernel = createKernel(world.chart, world.guards, { graceMs: 0 });
  const factsAt = (at: Instant): Facts => ({ ...world.facts, moves: world.moves.filter((move) => move.at <= at) });
  const born = kernel.start(0, factsAt(0), world.dates);
  const journal: SubStep[] = [...born.subSteps];
  const stands: (readonly string[])[] = [];
  const taken: boolean[] = [];
  let stored = JSON.stringify(born.state);
  const run = (command: Command): readonly string[] => {
    const { state, subSteps, refusal, view } = drive(kernel, JSON.parse(stored) as InstanceState, command, factsAt(command.at), world);
    expect(refusal?.code).not.toBe('instance.broken');
    journal.push(...subSteps);
    stored = JSON.stringify(state);
    if (command.kind === 'act') taken.push(refusal === undefined);
    return view.states;
  };
  const events = [...ticks.map((at): Command => ({ kind: 'tick', at })), ...acts.map((act): Command => ({ kind: 'act', actor, ...act }))];
  for (const command of events.sort((a, b) => a.at - b.at)) {
    const stand = run(command);
    if (command.kind === 'act') stands.push(stand);
  }
  stands.push(run({ kind: 'tick', at: world.until + 24 * HOUR }));
  return { lines: journalLines(journal), stands, taken };
}

const every = (world: RandomWorld, step: number): Instant[] => Array.from({ length: Math.floor(world.until / step) }, (_, index) => (index + 1) * step - 7);

const CADENCES: Readonly<Record<string, (world: RandomWorld, acts: readonly ChosenAct[]) => readonly Instant[]>> = {
  'ticked every hour': (world) => every(world, HOUR),
  'ticked late and seldom': (world) => every(world, 31 * HOUR),
  'ticked just after every act': (_, acts) => acts.map(({ at }) => at + MINUTE),
  'never ticked': () => [],
};

const draws = fc.array(
  fc.record<ActDraw>({
    at: fc.integer({ min: 1, max: 96 * HOUR }),
    task: fc.nat(5),
    decision: fc.nat(5),
    to: fc.nat(5),
    sender: fc.boolean(),
    fixBy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 * HOUR })),
  }),
  { minLength: 1, maxLength: 30 },
);
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('the stored instance lives the life of an actor that never stops', () => {
  it.each(Object.entries(CADENCES))('when it is %s', { timeout: TIMEOUT_MS }, (_name, cadence) => {
    fc.assert(
      fc.property(seeds, draws, (seed, drawn) => {
        const world = randomWorld(seed);
        const { acts, ...live } = liveLife(world, drawn);
        expect(kernelLife(world, acts, cadence(world, acts))).toEqual(live);
      }),
      LONG ? { numRuns: 2000 } : { numRuns: 60, seed: 20160301 },
    );
  });
});
