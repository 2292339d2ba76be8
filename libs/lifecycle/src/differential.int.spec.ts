/**
 * Differential test of the persisted engine: random charts and random acts go through the real use cases on a
 * real PostgreSQL, the case read back from the database for every step, timers fired by jobs, late or only by catch-up;
 * and through a live XState actor on a simulated clock. The journals must tell the same life.
 */
import { check, type Artefact } from '@shidian/definition';
import { createKernel, type Instant, type SubStep } from '@shidian/engine';
import { chooseAct, HOUR, journalLines, LiveInstance, randomWorld, scratchDatabase, smallWorld, type ActDraw, type ChosenAct, type RandomWorld, type ScratchDatabase, type SmallWorld } from '@shidian/testing';
import { PostgresDefinitionStore, PostgresDirectoryStore, PostgresAuditStore } from '@shidian/persistence';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActOnCase } from './act-on-case.js';
import { FixedCalendar } from './calendar/calendars.js';
import { Definitions, type LoadedDefinition } from './definitions.js';
import { Directory } from './directory.js';
import { Drains } from './drains.js';
import { newId } from './ids.js';
import { GENESIS } from './journal.js';
import type { CaseForStep } from './ports/rows.js';
import type { StepStore } from './ports/step-store.js';
import { StepRunner, type CaseInStep } from './step-runner.js';
import { Refused } from './use-cases.js';

const LONG = process.env['CI_LONG'] === 'true';
const RUNS = LONG ? 200 : 6;
const TIMEOUT_MS = LONG ? 1_800_000 : 180_000;

interface Life {
  readonly lines: readonly string[];
  readonly taken: readonly boolean[];
}

let scratch: ScratchDatabase;
let small: SmallWorld;
let liaoning: Artefact;

beforeAll(async () => {
  scratch = await scratchDatabase();
  small = await smallWorld(scratch.database.pools);
  const { artefact } = check('workflows/programs/liaoning-integration-2016');
  if (artefact === undefined) throw new Error('no artefact');
  liaoning = artefact;
});
afterAll(async () => {
  await scratch.drop();
});

/** The parties of a random world as posts that exist. */
function settled(world: RandomWorld): RandomWorld {
  return { ...world, facts: { ...world.facts, parties: { applicant: [small.schoolA.post.id, small.countyA.post.id], office: [small.province.post.id] } } };
}

function liveLife(world: RandomWorld, draws: readonly ActDraw[]): Life & { readonly acts: readonly ChosenAct[] } {
  const live = new LiveInstance(world);
  const acts: ChosenAct[] = [];
  const taken: boolean[] = [];
  for (const draw of [...draws].sort((a, b) => a.at - b.at)) {
    live.runUpTo(draw.at);
    const act = chooseAct(world.chart, [...live.open].map(([number, task]) => ({ number, task })), draw);
    if (act === undefined) continue;
    acts.push(act);
    taken.push(live.act(act));
  }
  live.runTo(world.until + 24 * HOUR);
  return { acts, taken, lines: live.lines };
}

/** What a defect changes in a step that is otherwise the production's. */
interface Tampering {
  readonly bundle?: (bundle: CaseForStep) => CaseForStep;
  readonly one?: (one: CaseInStep) => CaseInStep;
  /** Jobs run at these instants instead. */
  readonly drainAt?: (at: Instant) => Instant;
}

/** The ordinary runner, except that facts and dates come from the random world. */
class WorldRunner extends StepRunner {
  constructor(private readonly world: RandomWorld, private readonly loaded: LoadedDefinition, private readonly tampering: Tampering, directory: Directory) {
    super(new Definitions(new PostgresDefinitionStore(scratch.database.pools.lookup), 0), directory, new FixedCalendar(), small.clock);
  }

  override async caseInStep(read: CaseForStep): Promise<CaseInStep> {
    const bundle = this.tampering.bundle?.(read) ?? read;
    const one: CaseInStep = {
      bundle,
      definition: this.loaded,
      directory: await this.directory.current(),
      facts: { ...this.world.facts, moves: bundle.moves },
      calendar: await this.calendars.of(bundle.dates),
      dates: this.world.dates,
    };
    return this.tampering.one?.(one) ?? one;
  }
}

async function persistedLife(world: RandomWorld, acts: readonly ChosenAct[], drains: readonly Instant[] | 'jobs', tampering: Tampering = {}): Promise<Life> {
  await scratch.sql('DELETE FROM shidian.timer');
  const kernel = createKernel(world.chart, world.guards, { graceMs: 0 });
  const artefact: Artefact = { ...liaoning, hash: small.definitionHash, caseChart: world.chart };
  const loaded: LoadedDefinition = { artefact, caseKernel: kernel, programKernel: createKernel(liaoning.programChart, world.guards, { graceMs: 0 }) };
  const runner = new WorldRunner(world, loaded, tampering, new Directory(new PostgresDirectoryStore(scratch.database.pools.lookup, small.clock)));
  const { programId, caseId } = await born(world, runner, loaded);
  const draining = new Drains(small.store, runner, (incident) => { throw new Error(JSON.stringify(incident)); });
  const acting = new ActOnCase(small.store, runner);
  const taken: boolean[] = [];

  const run = async (at: Instant): Promise<void> => {
    await draining.due((tampering.drainAt ?? ((instant) => instant))(at));
    await draining.pokeCases(programId, at);
  };
  const jobsUpTo = async (at: Instant): Promise<void> => {
    const nextOf = async (): Promise<Instant> => Math.min((await small.store.nextDue()) ?? Number.POSITIVE_INFINITY);
    for (let next = await nextOf(); next <= at; next = await nextOf()) await run(next);
  };
  const ticks = drains === 'jobs' ? world.moves.map((move) => move.at) : drains;
  const events = [...ticks.map((at) => ({ at, act: undefined })), ...acts.map((act) => ({ at: act.at, act }))].sort((a, b) => a.at - b.at);
  for (const { at, act } of events) {
    // A job for the very instant of an act may come after it; what is due by then is caught up by the act itself.
    if (drains === 'jobs') await jobsUpTo(at - 1);
    if (act === undefined) await run(at);
    else taken.push(await attempt(acting, caseId, act));
  }
  if (drains === 'jobs') await jobsUpTo(world.until + 24 * HOUR);
  await run(world.until + 24 * HOUR);
  return { lines: journalLines(await journal(caseId)), taken };
}

async function born(world: RandomWorld, runner: StepRunner, loaded: LoadedDefinition): Promise<{ readonly programId: string; readonly caseId: string }> {
  const [programId, caseId] = [newId(), newId()];
  const store: StepStore = small.store;
  const state = { format: 1 as const, snapshot: null, tasks: [], clock: {}, epochs: {}, tasksOpened: 0, closed: {}, marks: {}, visited: [], programSeen: 0 };
  await store.transaction(async (tx) => {
    await tx.write({
      newPrograms: [{ id: programId, definitionHash: small.definitionHash, name: 'random', issuerId: small.province.organisation.id, openedAt: 0, openedBy: null }],
      programs: [{ id: programId, expectedVersion: 0, state, states: ['x'], tags: [], outcome: null, journalHead: GENESIS, journalCount: 0, programSeen: 0, at: 0 }],
      moves: world.moves.map((move) => ({ ...move, programId })),
    });
  });
  const moves = world.moves.filter((move) => move.at <= 0);
  const fresh = { id: caseId, programId, number: '000001', applicantId: small.schoolA.organisation.id, applicantKind: 'basic', topic: 'x', title: null, startedAt: 0, visibleTo: small.schoolA.principal.scope };
  const bundle: CaseForStep = { case: { ...fresh, state, version: 0, journalHead: GENESIS, journalCount: 0 }, definitionHash: small.definitionHash, issuerId: small.province.organisation.id, programName: 'random', moves, dates: [], forms: [] };
  const one = await runner.caseInStep(bundle);
  const rows = runner.caseRows(one, loaded.caseKernel.start(0, { ...world.facts, moves }, world.dates));
  await store.transaction(async (tx) => {
    await tx.write({ ...rows.batch, newCases: [fresh] });
    if (rows.after.tasksClosed !== undefined) await tx.write(rows.after);
  });
  return { programId, caseId };
}

async function attempt(acting: ActOnCase, ownerId: string, act: ChosenAct): Promise<boolean> {
  const principal = { ...small.schoolA.principal, posts: [small.schoolA.post.id, small.countyA.post.id] };
  // In production a fix_by comes as a day in words; here it is an exact instant, written with its offset.
  const { fix_by: fixBy, ...rest } = act.data;
  try {
    await acting.act({ principal, ownerId, at: act.at, task: act.task, decision: act.decision, data: { ...rest, ...(typeof fixBy === 'number' ? { fix_by: new Date(fixBy).toISOString() } : {}) } });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function journal(caseId: string): Promise<readonly SubStep[]> {
  const subSteps: SubStep[] = [];
  for await (const row of new PostgresAuditStore(scratch.database.pools.engine).entries(caseId)) {
    const body = JSON.parse(row.body) as Omit<SubStep, 'at'>;
    subSteps.push({ at: row.at, cause: body.cause, trail: body.trail, effects: body.effects });
  }
  return subSteps;
}

/** A move of the program that changes nothing is not put on the record of the case. */
function onRecord(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => !/^\d+ program /.test(line) || (lines[index + 1]?.startsWith('  ') ?? false));
}

const draws = fc.array(
  fc.record<ActDraw>({ at: fc.integer({ min: 1, max: 96 * HOUR }), task: fc.nat(5), decision: fc.nat(5), to: fc.nat(5), sender: fc.boolean(), fixBy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 * HOUR })) }),
  { minLength: 1, maxLength: 15 },
);
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const every = (world: RandomWorld, step: number): readonly Instant[] => Array.from({ length: Math.floor(world.until / step) }, (_, index) => (index + 1) * step - 7);

const CADENCES: Readonly<Record<string, (world: RandomWorld) => readonly Instant[] | 'jobs'>> = {
  'jobs fire its timers': () => 'jobs',
  'jobs come late and seldom': (world) => every(world, 31 * HOUR),
  'no job runs, and only acts catch up': () => [],
};

describe('a case in the database lives the life of an actor that never stops', () => {
  it.each(Object.entries(CADENCES))('when %s', { timeout: TIMEOUT_MS }, async (_name, cadence) => {
    await fc.assert(
      fc.asyncProperty(seeds, draws, async (seed, drawn) => {
        const world = settled(randomWorld(seed));
        const { acts, ...live } = liveLife(world, drawn);
        const persisted = await persistedLife(world, acts, cadence(world));
        expect({ ...persisted, lines: onRecord(persisted.lines) }).toEqual({ ...live, lines: onRecord(live.lines) });
      }),
      LONG ? { numRuns: RUNS } : { numRuns: RUNS, seed: 20160314 },
    );
  });
});

const MINUTE = 60_000;
const DEFECTS: Readonly<Record<string, Tampering>> = {
  'fires timers half an hour before their time': { drainAt: (at) => at + 30 * MINUTE, one: (one) => ({ ...one, dates: { ...one.dates, resolve: (date, marks) => { const { at, provisional } = one.dates.resolve(date, marks); return { ...(at !== undefined && { at: at - 30 * MINUTE }), provisional }; } } }) },
  'applies a move of the program twice': { bundle: (bundle) => ({ ...bundle, case: { ...bundle.case, state: { ...bundle.case.state, programSeen: Math.max(0, bundle.case.state.programSeen - 1) } } }) },
  'does not look at epochs': { bundle: (bundle) => ({ ...bundle, case: { ...bundle.case, state: { ...bundle.case.state, epochs: {} } } }) },
};

describe('a planted defect is found', { timeout: TIMEOUT_MS }, () => {
  it.each(Object.entries(DEFECTS))('in an engine that %s', async (_name, tampering) => {
    let found = false;
    for (const [seed, drawn] of fc.sample(fc.tuple(seeds, draws), { numRuns: 25, seed: 11 })) {
      const world = settled(randomWorld(seed));
      const { acts, ...live } = liveLife(world, drawn);
      const persisted = await persistedLife(world, acts, 'jobs', tampering);
      found = JSON.stringify({ ...persisted, lines: onRecord(persisted.lines) }) !== JSON.stringify({ taken: live.taken, lines: onRecord(live.lines) }) && JSON.stringify(onRecord(persisted.lines)) !== JSON.stringify(onRecord(live.lines));
      if (found) break;
    }
    expect(found).toBe(true);
  });
});

