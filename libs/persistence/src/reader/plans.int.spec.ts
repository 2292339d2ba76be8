import type { Pool, PoolClient } from 'pg';
import type { Page, Principal, Reader } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase, seedForPlans, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duePrograms, nextDue } from '../step/statements.js';
import { PostgresReader } from './postgres-reader.js';

/** One page of everything that people look at, as a clerk of one county in forty asks for it, and as the province that sees all. */
const lists: Readonly<Record<string, (reader: Reader, who: Principal, ids: { readonly programId: string; readonly caseId: string }) => Promise<unknown>>> = {
  'tasks-open': (reader, who) => reader.tasks(who, { open: true }, { limit: 50 }),
  'tasks-done': (reader, who) => reader.tasks(who, { open: false }, { limit: 50 }),
  cases: (reader, who, { programId }) => reader.cases(who, { programId }, { limit: 50 }),
  'cases-second-page': (reader, who, { programId }) => second((cursor) => reader.cases(who, { programId }, { limit: 20, ...cursor })),
  'cases-by-number': (reader, who, { programId }) => reader.cases(who, { programId, search: '000123' }, { limit: 50 }),
  'cases-by-name': (reader, who, { programId }) => reader.cases(who, { programId, search: '第7小学' }, { limit: 50 }),
  'cases-in-a-state': (reader, who, { programId }) => reader.cases(who, { programId, state: 'review/check' }, { limit: 50 }),
  'case-page': (reader, who, { caseId }) => reader.case(who, caseId),
  journal: (reader, who, { caseId }) => reader.journal(who, caseId, { limit: 50 }),
  notices: (reader, who) => reader.notices(who, {}, { limit: 50 }),
  'notices-copied': (reader, who) => reader.notices(who, { copied: true }, { limit: 50 }),
  'by-document-number': (reader, who) => reader.byDocumentNumber(who, '2016〕1号'),
  programs: (reader, who) => reader.programs(who, { limit: 50 }),
  'program-page': (reader, who, { programId }) => reader.program(who, programId),
  dates: (reader, who, { programId }) => reader.dates(who, programId),
  'cases-of-all-programs': (reader, who) => reader.cases(who, { search: '000123' }, { limit: 50 }),
  progress: (reader, who, { programId }) => reader.progress(who, programId),
  overdue: (reader, who, { programId }) => reader.overdue(who, programId, worldNow),
  'stage-board': (reader, who, { programId }) => reader.board(who, programId, 'review', 'application', { from: 0, limit: 300 }),
  'overdue-duties': (reader, who, { programId }) => reader.overdueDuties(who, { programId, at: worldNow }, { limit: 50 }),
  returns: (reader, who, { programId }) => reader.returns(who, programId, { tasks: ['review/check back'], rolls: ['gather/receive returned'] }),
  'journal-actors': (reader, who, { caseId }) => reader.journalActors(who, caseId, [1, 2, 3]),
  rolls: (reader, who, { programId }) => reader.rolls(who, programId, {}, { limit: 50 }),
};

async function second<T>(read: (cursor: { readonly cursor?: string }) => Promise<Page<T>>): Promise<Page<T>> {
  const { next } = await read({});
  return read(next === null ? {} : { cursor: next });
}

interface Asked {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

let scratch: ScratchDatabase;
let world: SmallWorld;
let caseId: string;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  caseId = await seedForPlans(scratch, world);
});
afterAll(() => scratch.drop());

/** The pool of readers, and what is asked through it. */
function watched(asked: Asked[]): Pool {
  const { reader } = scratch.database.pools;
  const connect = async (): Promise<PoolClient> => {
    const client = await reader.connect();
    return new Proxy(client, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key !== 'query') return value.bind(target) as unknown;
        return (query: unknown) => {
          if (typeof query === 'object' && query !== null && 'text' in query && 'name' in query && query.name !== 'set_scope') asked.push(query as Asked);
          return Reflect.apply(value, target, [query]) as unknown;
        };
      },
    });
  };
  return { connect } as unknown as Pool;
}

/** How the server would go about the last statement asked for, as the same reader. */
async function planOf({ text, values }: Asked, who: Principal): Promise<string> {
  const client = await scratch.database.pools.reader.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1');
    await client.query(`SELECT set_config('app.scope', $1, true)`, [`{${[...who.scope, who.accountId].join(',')}}`]);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>({ text: `EXPLAIN (COSTS OFF, VERBOSE OFF) ${text}`, values: [...values] });
    // Ids are drawn anew in every run; the plan does not depend on them.
    return rows.map((row) => row['QUERY PLAN'].replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>').replaceAll(/\{<id>(,<id>)*\}/g, '{<ids>}')).join('\n');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('the plan of every list', () => {
  const readers = { county: () => world.countyA.principal, province: () => world.province.principal };
  for (const [name, read] of Object.entries(lists)) {
    for (const [who, principal] of Object.entries(readers)) {
      it(`of ${name}, read by a ${who}, is the one that was reviewed`, async () => {
        const asked: Asked[] = [];
        await read(new PostgresReader(watched(asked)), principal(), { programId: world.programId, caseId });
        const last = asked.at(-1);
        if (last === undefined) throw new Error('nothing was asked');
        await expect(`${await planOf(last, principal())}\n`).toMatchFileSnapshot(`golden/${name}.${who}.plan`);
      });
    }
  }

  it('shows what was seeded: a page of each for whoever may see it', async () => {
    const reader = new PostgresReader(scratch.database.pools.reader);
    const { principal } = world.countyA;
    expect((await reader.tasks(principal, { open: true }, { limit: 50 })).items).toHaveLength(50);
    expect((await reader.tasks(principal, { open: false }, { limit: 50 })).items).toHaveLength(50);
    expect((await reader.cases(principal, { programId: world.programId }, { limit: 50 })).items).toHaveLength(50);
    expect((await reader.cases(world.province.principal, { search: '000123' }, { limit: 50 })).items).toHaveLength(1);
    expect((await reader.notices(principal, {}, { limit: 50 })).items).toHaveLength(50);
    expect((await reader.case(principal, caseId))?.tasks).toHaveLength(2);
    expect(worldNow).toBeGreaterThan(0);
  });
});

describe('the plan of what every worker asks again and again', () => {
  beforeAll(async () => {
    await scratch.sql(`INSERT INTO shidian.timer (program_id, case_id, key, epoch, due_at) SELECT program_id, id, 'plan/' || n, 1, clock_timestamp() + n * interval '1 day' FROM shidian.case_file, generate_series(1, 5) n`);
    await scratch.sql('ANALYZE shidian.timer');
  });

  for (const { name, text } of [duePrograms, nextDue]) {
    it(`of ${name}, for any instant, is the one that was reviewed`, async () => {
      const { rows } = await scratch.database.pools.engine.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`);
      await expect(`${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.plan`);
    });
  }
});
