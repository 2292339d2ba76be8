import { chooseAct, HOUR, journalLines, LiveInstance, MINUTE, randomWorld, type ActDraw, type ChosenAct, type RandomWorld } from '@shidian/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel, type Actor, type Command, type Facts, type Instant, type InstanceState, type Kernel, type SubStep } from './index.js';

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
      LONG ? { numRuns: 1000 } : { numRuns: 30, seed: 20160301 },
    );
  });
});

/** A fixed set of worlds and acts for the defects, so that finding them does not depend on luck. */
const cases = fc.sample(fc.tuple(seeds, draws), { numRuns: 40, seed: 7 });

let lives: readonly (ReturnType<typeof liveLife> & { readonly world: RandomWorld })[] | undefined;
const livesOf = (): NonNullable<typeof lives> =>
  (lives ??= cases.map(([seed, drawn]) => {
    const world = randomWorld(seed);
    return { world, ...liveLife(world, drawn) };
  }));

/** In how many of the cases the kernel, driven this way, lives another life than the actor. */
function differences(drive: Drive): number {
  return livesOf().filter(
    ({ world, acts, ...live }) => JSON.stringify(kernelLife(world, acts, every(world, 5 * HOUR), drive)) !== JSON.stringify({ lines: live.lines, stands: live.stands, taken: live.taken }),
  ).length;
}

/** A kernel whose instance is tampered with between two steps. */
const tampered =
  (tamper: (state: InstanceState, before: InstanceState) => InstanceState): Drive =>
  (kernel, state, command, facts, world) => {
    const result = faithful(kernel, state, command, facts, world);
    return { ...result, state: tamper(result.state, state) };
  };

const DEFECTS: Readonly<Record<string, Drive>> = {
  'fires a deadline before its time': (kernel, state, command, facts, world) =>
    kernel.step(state, command, facts, {
      ...world.dates,
      resolve: (date, marks) => {
        const { at, provisional } = world.dates.resolve(date, marks);
        return { ...(at !== undefined && { at: at - 30 * MINUTE }), provisional };
      },
    }),
  'takes the instant of an older epoch for the new one': (() => {
    const first = new WeakMap<RandomWorld, Map<string, Instant>>();
    return (kernel, state, command, facts, world) =>
      kernel.step(state, command, facts, {
        ...world.dates,
        resolve: (date, marks) => {
          const known = first.get(world) ?? new Map<string, Instant>();
          first.set(world, known);
          const resolved = world.dates.resolve(date, marks);
          if (resolved.at !== undefined && !known.has(date)) known.set(date, resolved.at);
          const at = known.get(date);
          return { ...(at !== undefined && { at }), provisional: false };
        },
      });
  })(),
  'lets the timer of a disarmed epoch fire': tampered((state, before) => (isOver(state) ? state : { ...state, clock: { ...before.clock, ...state.clock } })),
  'gives the same move of the program twice': (() => {
    const again = new WeakSet<RandomWorld>();
    return (kernel, state, command, facts, world) => {
      const twice = state.programSeen > 0 && !again.has(world);
      if (twice) again.add(world);
      return faithful(kernel, twice ? { ...state, programSeen: state.programSeen - 1 } : state, command, facts, world);
    };
  })(),
  'loses a move of the program': tampered((state) => ({ ...state, programSeen: state.programSeen + 1 })),
  'loses a timer': tampered((state) => ({ ...state, clock: Object.fromEntries(Object.entries(state.clock).map(([key, armed]) => [key, { ...armed, passed: true }])) })),
  'climbs a rung again': tampered((state) => ({ ...state, clock: Object.fromEntries(Object.entries(state.clock).map(([key, armed]) => [key, { ...armed, climbed: [] }])) })),
  'begins its epochs anew': tampered((state) => ({ ...state, epochs: {} })),
  'forgets a return': tampered(({ outstanding: _, ...state }) => state),
  'forgets where it has been': tampered((state) => ({ ...state, visited: state.visited.slice(-1) })),
  'records a deadline when the job ran': (kernel, state, command, facts, world) => {
    const result = faithful(kernel, state, command, facts, world);
    return { ...result, subSteps: result.subSteps.map((subStep) => (subStep.cause.kind === 'deadline' ? { ...subStep, at: command.at } : subStep)) };
  },
  'turns the effects of a sub-step round': (kernel, state, command, facts, world) => {
    const result = faithful(kernel, state, command, facts, world);
    return { ...result, subSteps: result.subSteps.map((subStep) => ({ ...subStep, effects: [...subStep.effects].reverse() })) };
  },
  'does not catch up before an act': (kernel, state, command, facts, world) =>
    command.kind === 'tick' ? faithful(kernel, state, command, facts, world) : faithful(kernel, state, { ...command, at: command.at - 5 * HOUR }, facts, world),
};

function isOver({ snapshot }: InstanceState): boolean {
  return typeof snapshot === 'object' && snapshot !== null && 'status' in snapshot && snapshot.status === 'done';
}

describe('a planted defect is found', { timeout: TIMEOUT_MS }, () => {
  it('by a comparison that finds nothing where there is none', () => {
    expect(differences(faithful)).toBe(0);
  });

  it.each(Object.entries(DEFECTS))('in a kernel that %s', (_name, drive) => {
    expect(differences(drive)).toBeGreaterThan(0);
  });
});

describe('the random worlds', () => {
  it('reach what they are there to test', () => {
    const seen = new Set<string>();
    for (const { acts, lines, taken } of livesOf()) {
      for (const { data } of acts) if ('fix_by' in data) seen.add('to fix');
      for (const line of lines) seen.add(line.trim().replace(/^\d+ /, '').split(' ')[0] ?? '');
      for (const each of taken) seen.add(each ? 'taken' : 'refused');
    }
    expect([...seen].sort()).toEqual(['act', 'acted', 'closed', 'due', 'ended', 'moved', 'notice', 'opened', 'program', 'refused', 'rung', 'started', 'taken', 'to fix']);
  });
});
