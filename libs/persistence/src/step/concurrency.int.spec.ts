import { randomUUID } from 'node:crypto';
import type { StepTransaction } from '@shidian/lifecycle';
import { dateRow, instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailable, TooMuchContention } from '../errors.js';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(async () => {
  await scratch.sql('DELETE FROM shidian.timer');
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

/** One journal entry and one version more, as an act does it. */
async function act(tx: StepTransaction, caseId: string): Promise<void> {
  const [bundle] = await tx.lockCases([caseId]);
  const { version, journalCount } = bundle!.case;
  await tx.write({
    cases: [instanceUpdate(caseId, version, { journalCount: journalCount + 1, journalHead: `hash-${journalCount + 1}` })],
    journal: [journalRow({ programId: world.programId, caseId, seq: journalCount + 1 })],
    timersSet: [{ programId: world.programId, caseId, key: 'check/due', epoch: version, dueAt: worldNow + version }],
  });
}

/** A gate that somebody opens: what a test waits for instead of time. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => { open(); } };
}

async function waitingForLock(): Promise<void> {
  for (;;) {
    const [row] = await scratch.sql<{ waiting: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waiting`,
    );
    if (row?.waiting === true) return;
  }
}

describe('steps at the same time', () => {
  it('lose nothing: sixteen clients write 160 versions over five hot cases', async () => {
    const cases = await Promise.all(Array.from({ length: 5 }, () => world.startCase(world.schoolA, world.countyA)));
    const acts = Array.from({ length: 160 }, (_, n) => cases[n % cases.length]!);
    await Promise.all(acts.map((caseId) => world.store.transaction((tx) => act(tx, caseId))));
    const rows = await scratch.sql<{ version: number; entries: number }>(
      `SELECT c.version, (SELECT count(*)::int FROM shidian.journal j WHERE j.owner_id = c.id) AS entries FROM shidian.case_file c WHERE c.id = ANY ($1)`,
      [cases],
    );
    expect(rows).toEqual(cases.map(() => ({ version: 33, entries: 33 })));
  });

  it('lock cases in the order of their ids whatever order is asked, so that rolls never wait in a circle', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => world.startCase(world.schoolA, world.countyA)));
    const asked = Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? [...cases] : [...cases].reverse()));
    await Promise.all(
      asked.map((ids) =>
        world.store.transaction(async (tx) => {
          const bundles = await tx.lockCases(ids);
          await tx.write({ cases: bundles.map(({ case: row }) => instanceUpdate(row.id, row.version)) });
        }),
      ),
    );
    const [row] = await scratch.sql<{ deadlocks: number }>('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()');
    expect(row?.deadlocks).toBe(0);
  });

  it('read what hangs on a case as it is after the wait for its lock, not before', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const [held, write] = [gate(), gate()];
    const writer = world.store.transaction(async (tx) => {
      await tx.lockCases([caseId]);
      held.open();
      await write.opened;
      await tx.write({ forms: [{ id: randomUUID(), caseId, form: 'application', version: 1, body: { n: 1 }, salt: '', hash: '', submittedAt: worldNow, submittedBy: world.schoolA.account.id, baseline: false }] });
    });
    await held.opened;
    const reader = world.store.transaction((tx) => tx.lockCases([caseId]));
    await waitingForLock();
    write.open();
    await writer;
    const [bundle] = await reader;
    expect(bundle?.forms.map((form) => form.body)).toEqual([{ n: 1 }]);
  });

  it('are looked at, program and cases, without waiting for whoever holds them', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction(async (holding) => {
      await holding.lockProgram(world.programId);
      await act(holding, caseId);
      const [bundle] = await world.store.readCases([caseId, randomUUID()]);
      expect(bundle?.case.version).toBe(1);
      expect((await world.store.readProgram(world.programId))?.program.version).toBe(1);
    });
    const [bundle] = await world.store.readCases([caseId]);
    expect(bundle).toEqual((await world.store.transaction((tx) => tx.lockCases([caseId])))[0]);
    expect(await world.store.readProgram(world.programId)).toEqual(await world.store.transaction((tx) => tx.lockProgram(world.programId)));
  });

  it('that start a case hold the program together, and keep it where it stands', async () => {
    let moved = false;
    let moving: Promise<unknown> | undefined;
    await world.store.transaction(async (one) => {
      await one.holdProgram(world.programId);
      await world.store.transaction(async (other) => {
        expect((await other.holdProgram(world.programId))?.cases).toEqual({ states: {}, tags: {}, active: 0 });
      });
      moving = world.store.transaction((tx) => tx.lockProgram(world.programId)).then(() => {
        moved = true;
      });
      await waitingForLock();
      expect(moved).toBe(false);
    });
    await moving;
  });

  it('go on with their case while somebody holds the program', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction(async (holding) => {
      await holding.lockProgram(world.programId);
      await world.store.transaction((tx) => act(tx, caseId));
    });
    const [row] = await scratch.sql('SELECT version FROM shidian.case_file WHERE id = $1', [caseId]);
    expect(row).toEqual({ version: 2 });
  });

  it('try again after a deadlock, unseen by whoever asked', async () => {
    const [first, second] = [await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolB, world.countyB)];
    const [oneHolds, twoHolds] = [gate(), gate()];
    let tries = 0;
    const crossing = async (mine: string, theirs: string, mineHeld: () => void, other: Promise<void>): Promise<void> => {
      await world.store.transaction(async (tx) => {
        tries += 1;
        await tx.lockCases([mine]);
        mineHeld();
        await other;
        const bundles = [...(await tx.lockCases([mine])), ...(await tx.lockCases([theirs]))];
        await tx.write({ cases: bundles.map(({ case: row }) => instanceUpdate(row.id, row.version)) });
      });
    };
    await Promise.all([crossing(first, second, () => { oneHolds.open(); }, twoHolds.opened), crossing(second, first, () => { twoHolds.open(); }, oneHolds.opened)]);
    expect(tries).toBe(3);
    const rows = await scratch.sql('SELECT version FROM shidian.case_file WHERE id = ANY ($1)', [[first, second]]);
    expect(rows).toEqual([{ version: 3 }, { version: 3 }]);
  });

  it('give up after eight attempts with a typed error', async () => {
    let tries = 0;
    const hopeless = world.store.transaction(() => {
      tries += 1;
      return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
    });
    await expect(hopeless).rejects.toThrow(TooMuchContention);
    expect(tries).toBe(8);
  });

  it('leave the connection clean after a failure of the work itself', async () => {
    for (let n = 0; n < 20; n += 1) {
      await expect(
        world.store.transaction(async (tx) => {
          await tx.lockProgram(world.programId);
          throw new RangeError('of the work');
        }),
      ).rejects.toThrow(RangeError);
    }
    const [row] = await scratch.sql(`SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`);
    expect(row).toEqual({ open: 0 });
  });

  it('name the loss of the connection, and work again afterwards', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const lost = world.store.transaction(async (tx) => {
      await tx.lockCases([caseId]);
      await scratch.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
      await tx.lockCases([caseId]);
    });
    await expect(lost).rejects.toThrow(DatabaseUnavailable);
    await expect(lost).rejects.toMatchObject({ code: 'database.unavailable', outcomeUnknown: false });
    await world.store.transaction((tx) => act(tx, caseId));
  });

  it('number cases and rolls without a gap or a double', async () => {
    const numbers = await Promise.all(Array.from({ length: 20 }, () => world.store.transaction((tx) => tx.nextCaseNumber(world.programId))));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const roll = (): Promise<number> => world.store.transaction((tx) => tx.nextRollSerial(world.programId, 'report', world.countyA.organisation.id));
    expect((await Promise.all([roll(), roll(), roll()])).sort()).toEqual([1, 2, 3]);
    expect(await world.store.transaction((tx) => tx.nextRollSerial(world.programId, 'report', world.countyB.organisation.id))).toBe(1);
  });

  it('count against a quota one after the other', async () => {
    const take = (): Promise<boolean> =>
      world.store.transaction(async (tx) => {
        await tx.lockQuotas(['b', 'a', 'b']);
        const taken = await tx.countForQuota({ programId: world.programId, tag: 'applied', underOrganisation: world.countyA.organisation.id });
        if (taken >= 3) return false;
        const caseId = randomUUID();
        const number = String(await tx.nextCaseNumber(world.programId));
        await tx.write({
          newCases: [{ id: caseId, programId: world.programId, number, applicantId: world.schoolA.organisation.id, applicantKind: 'school', topic: '1-1', title: null, startedAt: worldNow, visibleTo: [world.province.organisation.id] }],
          cases: [instanceUpdate(caseId, 0, { tags: ['applied'] })],
        });
        return true;
      });
    const taken = await Promise.all(Array.from({ length: 10 }, take));
    expect(taken.filter(Boolean)).toHaveLength(3);
    const count = (query: object): Promise<number> => world.store.transaction((tx) => tx.countForQuota({ programId: world.programId, tag: 'applied', ...query }));
    expect(await count({ applicantId: world.schoolB.organisation.id })).toBe(0);
    expect(await count({ topic: '1-1' })).toBe(3);
    expect(await count({ underOrganisation: world.countyB.organisation.id })).toBe(0);
  });
});

describe('what is due', () => {
  const timer = (caseId: string | null, dueAt: number, key = 'check/due') => ({ programId: world.programId, caseId, key, epoch: 1, dueAt });
  const fire = async (tx: StepTransaction, limit: number): Promise<readonly string[]> => {
    const bundles = await tx.lockDueCases(worldNow + 10, limit);
    await tx.write({
      cases: bundles.map(({ case: row }) => instanceUpdate(row.id, row.version)),
      timersDeleted: bundles.map(({ case: row }) => ({ programId: world.programId, caseId: row.id, key: 'check/due' })),
    });
    return bundles.map((bundle) => bundle.case.id);
  };

  it('is drained once by four drains at a time, while acts go on, without a deadlock', async () => {
    const cases = await Promise.all(Array.from({ length: 40 }, () => world.startCase(world.schoolA, world.countyA)));
    await world.store.transaction((tx) => tx.write({ timersSet: cases.map((caseId, n) => timer(caseId, worldNow + (n % 10))) }));
    const drain = async (): Promise<readonly string[]> => {
      const fired: string[] = [];
      for (;;) {
        const batch = await world.store.transaction((tx) => fire(tx, 5));
        fired.push(...batch);
        if (batch.length === 0) return fired;
      }
    };
    const acts = cases.map((caseId) =>
      world.store.transaction(async (tx) => {
        const [bundle] = await tx.lockCases([caseId]);
        await tx.write({ cases: [instanceUpdate(caseId, bundle!.case.version)] });
      }),
    );
    const [drained] = await Promise.all([Promise.all([drain(), drain(), drain(), drain()]), ...acts]);
    const rest = await drain();
    expect([...drained.flat(), ...rest].sort()).toEqual([...cases].sort());
    const rows = await scratch.sql('SELECT DISTINCT version FROM shidian.case_file WHERE id = ANY ($1)', [cases]);
    expect(rows).toEqual([{ version: 3 }]);
    const [row] = await scratch.sql<{ deadlocks: number }>('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()');
    expect(row?.deadlocks).toBeLessThanOrEqual(1);
  });

  it('is looked at again under the lock: a timer that somebody else fired meanwhile fires no more', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction((tx) => tx.write({ timersSet: [timer(caseId, worldNow)] }));
    // Whoever reads timers waits at this door, with the snapshot that he came with.
    await scratch.sql(`
      CREATE FUNCTION shidian.door() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN true; END $$;
      CREATE POLICY door ON shidian.timer AS RESTRICTIVE FOR SELECT USING (shidian.door())`);
    const keeper = new pg.Client({ connectionString: scratch.url });
    await keeper.connect();
    try {
      await keeper.query('SELECT pg_advisory_lock(4242)');
      const drained = world.store.transaction((tx) => fire(tx, 10));
      await waitingForLock();
      await scratch.sql('DELETE FROM shidian.timer WHERE case_id = $1', [caseId]);
      await keeper.query('SELECT pg_advisory_unlock(4242)');
      expect(await drained).toEqual([]);
    } finally {
      await keeper.end();
      await scratch.sql('DROP POLICY door ON shidian.timer; DROP FUNCTION shidian.door()');
    }
  });

  it('skips a case that somebody holds and takes the next, earliest first', async () => {
    const [early, held, late, future] = [await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolA, world.countyA)];
    await world.store.transaction((tx) =>
      tx.write({ timersSet: [timer(late, worldNow + 3), timer(early, worldNow + 1), timer(early, worldNow + 2, 'check/rung'), timer(held, worldNow), timer(future, worldNow + 11)] }),
    );
    await world.store.transaction(async (holding) => {
      await holding.lockCases([held]);
      expect(await world.store.transaction((tx) => fire(tx, 1))).toEqual([early]);
      const due = await world.store.transaction((tx) => tx.lockDueCases(worldNow + 10, 9));
      // What else of the first was due went with it.
      expect(due.map((bundle) => bundle.case.id)).toEqual([late]);
    });
    expect(await world.store.nextDue()).toBe(worldNow);
  });

  it('of programs is listed apart from that of cases', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction((tx) => tx.write({ timersSet: [timer(null, worldNow + 7), timer(caseId, worldNow)] }));
    expect(await world.store.duePrograms(worldNow + 6, 10)).toEqual([]);
    expect(await world.store.duePrograms(worldNow + 7, 10)).toContain(world.programId);
    const due = await world.store.transaction((tx) => tx.lockDueCases(worldNow + 10, 100));
    expect(due.map((bundle) => bundle.case.id)).toContain(caseId);
  });

  it('leaves a case unseeing until it has read the newest move and the newest date row', async () => {
    const [caseId, over] = [await world.startCase(world.schoolA, world.countyA), await world.startCase(world.schoolB, world.countyB)];
    await world.store.transaction((tx) => tx.write({ cases: [instanceUpdate(over, 1, { outcome: 'done', states: ['end/done'] })] }));
    const look = async (write: boolean): Promise<readonly string[]> =>
      world.store.transaction(async (tx) => {
        const bundles = await tx.lockUnseeingCases(world.programId, 10);
        if (write) await tx.write({ cases: bundles.map(({ case: row, moves }) => instanceUpdate(row.id, row.version, { programSeen: moves.at(-1)!.seq })) });
        return bundles.map((bundle) => bundle.case.id);
      });
    expect(await look(false)).toEqual([]);
    await world.store.transaction((tx) => tx.write({ moves: [{ programId: world.programId, seq: 2, at: worldNow, states: ['review'], marks: {} }] }));
    expect(await look(true)).toEqual([caseId]);
    expect(await look(false)).toEqual([]);
    await world.store.transaction(async (tx) => {
      await tx.lockProgram(world.programId);
      await tx.write({ dates: [dateRow(world.programId)] });
    });
    expect(await look(false)).toEqual([caseId]);
    expect(await look(true)).toEqual([caseId]);
    expect(await look(false)).toEqual([]);
  });
});

describe('idempotency keys', () => {
  const take = (tx: StepTransaction, key: string, bodyHash = 'h') => tx.takeIdempotencyKey(world.schoolA.account.id, 'act', key, bodyHash);
  const keep = (key: string) => ({ idempotency: [{ accountId: world.schoolA.account.id, route: 'act', key, bodyHash: 'h', outcome: { version: 2 }, at: worldNow }] });

  it('give the stored outcome again, and refuse another body', async () => {
    await world.store.transaction(async (tx) => {
      expect(await take(tx, 'one')).toEqual({ is: 'fresh' });
      await tx.write(keep('one'));
    });
    await world.store.transaction(async (tx) => {
      expect(await take(tx, 'one')).toEqual({ is: 'done', outcome: { version: 2 } });
      expect(await take(tx, 'one', 'other')).toEqual({ is: 'reused' });
      expect(await tx.takeIdempotencyKey(world.schoolB.account.id, 'act', 'one', 'h')).toEqual({ is: 'fresh' });
    });
  });

  it('say in flight while another request holds them, and are free again when it fails', async () => {
    await expect(
      world.store.transaction(async (holding) => {
        expect(await take(holding, 'two')).toEqual({ is: 'fresh' });
        await world.store.transaction(async (tx) => {
          expect(await take(tx, 'two')).toEqual({ is: 'in_flight' });
        });
        throw new RangeError('refused');
      }),
    ).rejects.toThrow(RangeError);
    await world.store.transaction(async (tx) => {
      expect(await take(tx, 'two')).toEqual({ is: 'fresh' });
    });
  });

  it('let exactly one of many racing requests act', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.store.transaction(async (tx) => {
          const answer = await take(tx, 'three');
          if (answer.is === 'fresh') await tx.write({ ...keep('three'), outbox: [{ topic: 'drain', at: 4711 }] });
          return answer.is;
        }),
      ),
    );
    expect(answers.filter((is) => is === 'fresh')).toHaveLength(1);
    const rows = await scratch.sql(`SELECT 1 FROM shidian.outbox WHERE message->>'at' = '4711'`);
    expect(rows).toHaveLength(1);
  });
});

describe('a server that is not there', () => {
  it('is a DatabaseUnavailable at once', async () => {
    const { connect } = await import('../connect.js');
    await expect(connect({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(DatabaseUnavailable);
  });

  it('is named when it offers fewer connections than the pools need', async () => {
    const { connect } = await import('../connect.js');
    await expect(connect({ url: scratch.url, otherConnections: 10_000 })).rejects.toMatchObject({ code: 'database.too_few_connections', needed: 10_020 });
  });

  it('ends a statement that takes too long', async () => {
    const hasty = await scratchDatabase({ config: { statementTimeoutMs: 50 } });
    await expect(hasty.database.pools.engine.query('SELECT pg_sleep(5)')).rejects.toBeInstanceOf(pg.DatabaseError);
    await hasty.drop();
  });
});
