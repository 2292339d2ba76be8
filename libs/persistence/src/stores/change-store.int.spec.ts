import { randomUUID } from 'node:crypto';
import { messagesOf, type ChangeRow, type Position } from '@shidian/lifecycle';
import { chanceOf, instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresChangeStore } from './change-store.js';

const most = 1_000;
let scratch: ScratchDatabase;
let world: SmallWorld;
let changes: PostgresChangeStore;
let from: Position;
/** Transactions that a test holds open. */
let held: Held[] = [];

/** A step that has written and not committed; `commit` lets it, and resolves when it has. */
interface Held {
  readonly commit: () => Promise<void>;
}

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  changes = new PostgresChangeStore(scratch.database.pools.lookup);
});
beforeEach(async () => {
  from = await changes.position();
});
afterEach(async () => {
  await Promise.all(held.map(({ commit }) => commit()));
  held = [];
});
afterAll(() => scratch.drop());

const oneMore = (caseId: string, version: number) => ({
  cases: [instanceUpdate(caseId, version)],
  journal: [journalRow({ programId: world.programId, caseId, seq: version + 1 })],
});

async function holdStep(caseId: string, version: number): Promise<Held> {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((written, failed) => {
    ended = world.store.transaction(async (tx) => {
      await tx.lockCases([caseId]);
      await tx.write(oneMore(caseId, version));
      // A read behind the write: it has been carried out when this resolves.
      await tx.lockQuotas([caseId]);
      written();
      await gate;
    });
    ended.catch(failed);
  });
  const one = {
    commit: async () => {
      open();
      await ended;
    },
  };
  held.push(one);
  return one;
}

const ids = (rows: readonly ChangeRow[]): string[] => rows.map(({ change }) => change.id).sort();

describe('the changes', () => {
  it('name what was committed with its version and those who may learn of it, and nothing that was rolled back', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA, {
      tasksOpened: [{ programId: world.programId, caseId: null, number: 90, key: 'x', name: { zh: '办' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [world.province.post.id] }],
    });
    await expect(
      world.store.transaction(async (tx) => {
        await tx.write(oneMore(caseId, 1));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await world.store.transaction((tx) =>
      tx.write({
        tasksOpened: [{ programId: world.programId, caseId, number: 1, key: 'check', name: { zh: '审核' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [world.countyA.post.id] }],
        notices: [{ id: randomUUID(), key: randomUUID(), programId: world.programId, caseId, post: world.countyA.post.id, at: worldNow, kind: 'task', text: { zh: '请办理' }, urgent: false }],
        programs: [instanceUpdate(world.programId, 1)],
        journal: [journalRow({ programId: world.programId, caseId: null, seq: 2 })],
      }),
    );
    const { rows, overflow } = await changes.since(from, most);
    expect(overflow).toBe(false);
    const readers = [world.schoolA.organisation.id, world.countyA.organisation.id, world.province.organisation.id];
    expect(rows.map(({ change }) => change).sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'case', id: caseId, programId: world.programId, version: 1, readers, members: [world.countyA.post.id] },
      { kind: 'notice', id: expect.any(String) as string, programId: world.programId, caseId, post: world.countyA.post.id },
      { kind: 'program', id: world.programId, version: 2, members: [world.province.post.id] },
    ]);
  });

  it('are found when they commit behind later ones, once, and nobody waits for the oldest', async () => {
    const [slow, quick] = [await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolB, world.countyB)];
    const begun = await changes.position();
    const { commit } = await holdStep(slow, 1);
    await world.store.transaction((tx) => tx.write(oneMore(quick, 1)));
    const first = await changes.since(begun, most);
    expect(ids(first.rows)).toEqual([quick]);
    await commit();
    const second = await changes.since(first.position, most);
    expect(ids(second.rows)).toEqual([slow]);
    // Beside it may stand transactions of other databases of the server.
    expect(first.position.running).toContain(second.rows[0]?.transaction);
    expect((await changes.since(second.position, most)).rows).toEqual([]);

    // Whoever remembers only the highest number has lost it.
    const highest = { ...first.position, running: [] };
    expect((await changes.since(highest, most)).rows).toEqual([]);
  });

  it('are neither lost nor repeated whatever order transactions commit in', async () => {
    const chance = chanceOf(7);
    const cases = await Promise.all(Array.from({ length: 30 }, () => world.startCase(world.schoolA, world.countyA)));
    const versions = new Map(cases.map((id) => [id, 1]));
    let at = await changes.position();
    let highest = at;
    const seenTwice: string[] = [];
    const told = new Map(versions);
    const naive = new Map(versions);
    const open: { readonly id: string; readonly commit: () => Promise<void> }[] = [];
    for (let turn = 0; turn < 120; turn += 1) {
      const free = cases.filter((id) => open.every((one) => one.id !== id));
      // The engine's pool has eight connections: never more held than that.
      if (open.length < 6 && chance.hit(0.5)) {
        const id = chance.one(free);
        open.push({ id, ...(await holdStep(id, versions.get(id)!)) });
      } else if (open.length > 0) {
        const [one] = open.splice(chance.whole(0, open.length - 1), 1);
        await one!.commit();
        versions.set(one!.id, versions.get(one!.id)! + 1);
      }
      if (chance.hit(0.3)) {
        const look = await changes.since(at, most);
        for (const { content } of messagesOf(at, look.rows)) {
          if (content.kind !== 'case') continue;
          if (told.get(content.id) === content.version) seenTwice.push(content.id);
          told.set(content.id, content.version);
        }
        at = look.position;
        const blind = await changes.since({ ...highest, running: [] }, most);
        for (const { change } of blind.rows) if (change.kind === 'case') naive.set(change.id, change.version);
        highest = blind.position;
      }
    }
    for (const one of open) {
      await one.commit();
      versions.set(one.id, versions.get(one.id)! + 1);
    }
    for (const { change } of (await changes.since(at, most)).rows) if (change.kind === 'case') told.set(change.id, change.version);
    for (const { change } of (await changes.since({ ...highest, running: [] }, most)).rows) if (change.kind === 'case') naive.set(change.id, change.version);
    expect(seenTwice).toEqual([]);
    expect(told).toEqual(versions);
    expect(naive, 'the workload finds a place that is one number').not.toEqual(versions);
  });

  it('that are too many are not listed', async () => {
    await Promise.all([0, 1, 2].map(() => world.startCase(world.schoolA, world.countyA)));
    const few = await changes.since(from, 3);
    expect(few).toMatchObject({ overflow: true, rows: [] });
    expect((await changes.since(few.position, 3)).overflow).toBe(false);
  });

  it('of another database have another history', async () => {
    const other = await scratchDatabase();
    const there = await new PostgresChangeStore(other.database.pools.lookup).position();
    await other.drop();
    expect(there.history).toMatch(/^[0-9a-f]{12}$/);
    expect(there.history).not.toBe(from.history);
  });

  it('are looked up by transaction, however long the record is', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await scratch.sql(
      `INSERT INTO shidian.journal (program_id, case_id, seq, at, recorded_at, kind, body, previous, hash)
       SELECT $1, $2, n, now(), now(), 'tick', repeat('x', 200), 'hash-' || n - 1, 'hash-' || n FROM generate_series(2, 30000) n`,
      [world.programId, caseId],
    );
    await scratch.sql('ANALYZE shidian.journal');
    const client = await scratch.database.pools.lookup.connect();
    const at = await changes.position();
    await new PostgresChangeStore({ query: async (asked: { text: string }) => {
      await client.query(`PREPARE looked AS ${asked.text}`);
      return { rows: [] };
    } } as never).since(at, most).catch(() => undefined);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE looked('${at.next}', '{}', 1000)`);
    client.release(true);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('journal_by_transaction');
    expect(plan).not.toContain('Seq Scan on journal');
  });
});
