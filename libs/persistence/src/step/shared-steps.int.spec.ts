import { randomUUID } from 'node:crypto';
import { UnknownAttachment, type StepTransaction, type WriteBatch } from '@shidian/lifecycle';
import { instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresStepStore } from './step-store.js';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(async () => {
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

/** One version and one journal entry more; the version that it found. */
async function act(tx: StepTransaction, caseId: string, more: WriteBatch = {}): Promise<number> {
  const [bundle] = await tx.lockCases([caseId]);
  const { version, journalCount } = bundle!.case;
  await tx.write({
    cases: [instanceUpdate(caseId, version, { journalCount: journalCount + 1, journalHead: `hash-${journalCount + 1}` })],
    journal: [journalRow({ programId: world.programId, caseId, seq: journalCount + 1 })],
    ...more,
  });
  return version;
}

const acts = (store: SmallWorld['store'], caseId: string, more?: WriteBatch): Promise<number> => store.shared({ caseId }, (tx) => act(tx, caseId, more));
const someCases = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => world.startCase(world.schoolA, world.countyA)));

async function standing(cases: readonly string[]): Promise<readonly { readonly version: number; readonly entries: number }[]> {
  return scratch.sql(
    `SELECT c.version, (SELECT count(*)::int FROM shidian.journal j WHERE j.owner_id = c.id) AS entries
       FROM unnest($1::uuid[]) WITH ORDINALITY AS a(id, place) JOIN shidian.case_file c ON c.id = a.id ORDER BY a.place`,
    [cases],
  );
}

describe('works that may share a transaction', () => {
  it('do share it, each on its own case, and are all written', async () => {
    const cases = await someCases(40);
    expect(await Promise.all(cases.map((caseId) => acts(world.store, caseId)))).toEqual(cases.map(() => 1));
    expect(await standing(cases)).toEqual(cases.map(() => ({ version: 2, entries: 2 })));
    const [row] = await scratch.sql<{ transactions: number }>('SELECT count(DISTINCT written_by)::int AS transactions FROM shidian.journal WHERE owner_id = ANY ($1) AND seq = 2', [cases]);
    expect(row?.transactions).toBeLessThanOrEqual(2);
  });

  it('see their case as a transaction of their own would show it', async () => {
    const [caseId] = await someCases(1);
    const alone = await world.store.transaction((tx) => tx.lockCases([caseId!]));
    expect(await world.store.shared({ caseId: caseId! }, (tx) => tx.lockCases([caseId!]))).toEqual(alone);
  });

  it('on one hot case follow each other and lose nothing', async () => {
    const [caseId] = await someCases(1);
    const seen = await Promise.all(Array.from({ length: 20 }, () => acts(world.store, caseId!)));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(await standing([caseId!])).toEqual([{ version: 21, entries: 21 }]);
  });

  it('write nothing when they throw, and the others go on', async () => {
    const cases = await someCases(6);
    const outcomes = await Promise.allSettled(
      cases.map((caseId, n) =>
        world.store.shared({ caseId }, async (tx) => {
          await act(tx, caseId);
          if (n % 2 === 1) throw new RangeError('of the work');
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect((await standing(cases)).map(({ version }) => version)).toEqual([2, 1, 2, 1, 2, 1]);
  });

  it('fail alone when the database refuses what one of them writes', async () => {
    const cases = await someCases(5);
    const foreign = (caseId: string): WriteBatch => ({ attachmentsNamed: [{ id: randomUUID(), caseId, uploadedBy: world.schoolA.account.id }] });
    const outcomes = await Promise.allSettled(cases.map((caseId, n) => acts(world.store, caseId, n === 2 ? foreign(caseId) : {})));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(UnknownAttachment);
    expect(await standing(cases)).toEqual([2, 2, 1, 2, 2].map((version) => ({ version, entries: version })));
  });

  it('are done again, each alone, when their transaction is chosen as the victim of a deadlock', async () => {
    const cases = await someCases(4);
    await scratch.sql(`
      CREATE SEQUENCE shidian.victims;
      GRANT USAGE ON SEQUENCE shidian.victims TO PUBLIC;
      CREATE FUNCTION shidian.victim() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('shidian.victims') = 1 THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER victim AFTER INSERT ON shidian.journal FOR EACH STATEMENT EXECUTE FUNCTION shidian.victim()`);
    try {
      let tries = 0;
      await Promise.all(
        cases.map((caseId) =>
          world.store.shared({ caseId }, (tx) => {
            tries += 1;
            return act(tx, caseId);
          }),
        ),
      );
      expect(tries).toBe(8);
    } finally {
      await scratch.sql('DROP TRIGGER victim ON shidian.journal; DROP FUNCTION shidian.victim(); DROP SEQUENCE shidian.victims');
    }
    expect(await standing(cases)).toEqual(cases.map(() => ({ version: 2, entries: 2 })));
  });

  it('do not wait for a case that somebody holds; its own work does', async () => {
    const [held, free] = await someCases(2);
    let heldDone = false;
    let waiting: Promise<unknown> | undefined;
    await world.store.transaction(async (tx) => {
      await tx.lockCases([held!]);
      waiting = acts(world.store, held!).then(() => {
        heldDone = true;
      });
      await acts(world.store, free!);
      expect(heldDone).toBe(false);
      await act(tx, held!);
    });
    await waiting;
    expect(await standing([held!, free!])).toEqual([{ version: 3, entries: 3 }, { version: 2, entries: 2 }]);
  });

  it('are given nothing for a case that does not exist', async () => {
    const caseId = randomUUID();
    expect(await world.store.shared({ caseId }, (tx) => tx.lockCases([caseId]))).toEqual([]);
  });

  it('run alone when they ask for more than they had named', async () => {
    const [one, other] = await someCases(2);
    await world.store.shared({ caseId: one! }, async (tx) => {
      await tx.lockCases([one!]);
      await act(tx, other!);
    });
    expect((await standing([one!, other!])).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('under one key have one effect: the second is given the outcome of the first', async () => {
    const [one, other] = await someCases(2);
    const key = { accountId: world.schoolA.account.id, route: 'act', key: 'the-same-key', bodyHash: 'b' };
    const answers = await Promise.all(
      [one!, other!].map((caseId) =>
        world.store.shared({ caseId, key }, async (tx) => {
          const taken = await tx.takeIdempotencyKey(key.accountId, key.route, key.key, key.bodyHash);
          if (taken.is === 'fresh') await act(tx, caseId, { idempotency: [{ ...key, outcome: { of: caseId }, at: worldNow }] });
          return taken;
        }),
      ),
    );
    expect(answers).toEqual([{ is: 'fresh' }, { is: 'done', outcome: { of: one } }]);
    expect((await standing([one!, other!])).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('are done on another connection when theirs breaks before the commit', async () => {
    const [caseId] = await someCases(1);
    let tries = 0;
    await world.store.shared({ caseId: caseId! }, async (tx) => {
      tries += 1;
      if (tries === 1) await scratch.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
      // On the broken connection this read fails; before it, nobody knows.
      await tx.draft(caseId!, 'application');
      await act(tx, caseId!);
    });
    expect(tries).toBeGreaterThan(1);
    expect(await standing([caseId!])).toEqual([{ version: 2, entries: 2 }]);
  });

  it('of two processes on the same cases exclude each other', async () => {
    const cases = await someCases(5);
    const stores = [world.store, new PostgresStepStore(scratch.database.pools.engine)];
    await Promise.all(Array.from({ length: 100 }, (_, n) => acts(stores[n % 2]!, cases[n % 5]!)));
    expect(await standing(cases)).toEqual(cases.map(() => ({ version: 21, entries: 21 })));
  });
});
