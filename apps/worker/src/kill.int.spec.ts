/**
 * Real worker processes, killed while deadlines fire. A program has been brought to its last month on a virtual clock;
 * then years pass at once, so that reminders, overdue notices and escalations of every case are waiting. Whatever happens
 * to the worker and to its queue, in the end each notice is there exactly once, and the record is whole.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Organisation, Post } from '@shidian/access';
import { check } from '@shidian/definition';
import { Audit, Definitions, Directory, Drains, FixedCalendar, simulate, simulationScript, StepRunner } from '@shidian/lifecycle';
import { connect, PostgresAuditStore, PostgresDefinitionStore, PostgresDirectoryStore, PostgresStepStore } from '@shidian/persistence';
import { type Mailbox, type NodeProcess, type RedisServer, scratchWorld, startMailServer, startNode, startRedis } from '@shidian/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';

const root = new URL('../../../', import.meta.url);
const workerScript = fileURLToPath(new URL('dist/apps/worker/src/main.js', root));
const program = fileURLToPath(new URL('workflows/programs/liaoning-integration-2016', root));
const graceMs = 60_000;
const firingSpreadMs = 6_000;

const organisation = (name: string, tier: Organisation['tier'], parentId: string | null, kind = '教育行政部门'): Organisation => ({ id: randomUUID(), code: null, name, kind, tier, parentId, address: '示例路1号', tags: [], titles: [] });
const province = organisation('辽宁省教育厅', 'province', null);
const city = organisation('示例市教育局', 'city', province.id);
const county = organisation('示例县教育局', 'county', city.id);

/** A chain of superiors, the first at the desk. */
function chain(of: Organisation, ...names: readonly string[]): Post[] {
  const ids = names.map(() => randomUUID());
  return names.map((name, index) => ({ id: ids[index] ?? '', organisationId: of.id, name, desk: index === 0, reportsTo: ids[index + 1] ?? null }));
}
const posts = [...chain(province, '信息化处', '分管厅领导', '厅长'), { id: randomUUID(), organisationId: province.id, name: '专家', desk: false, reportsTo: null }, ...chain(city, '信息化科', '局长'), ...chain(county, '教育股', '局长')];

/** From the call to December 2018; the province lets every acceptance lie. */
const script = simulationScript.parse({
  starts: '2016-02-22 09:00',
  ends: '2018-12-10',
  seed: 7,
  counties: 1,
  pace: [0, 1],
  notBefore: { 'decide/decide': '2016-04-06', 'announce/publish': '2016-04-20', 'midterm/report': '2017-05-08', 'midterm/check': '2017-06-05' },
  profiles: { steady: { count: 20, kinds: ['小学', '初中'], says: '按时', leaves: ['accept/check'] } },
});

interface Told {
  readonly case_id: string | null;
  readonly post_id: string;
  readonly kind: string;
  readonly text: string;
}

async function query<R extends object>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a worker that is killed', () => {
  const server = inject('databaseServer');
  const databases: string[] = [];
  const processes: NodeProcess[] = [];
  const ends: (() => Promise<unknown>)[] = [];
  let expected: readonly Told[];
  let origin: string;

  const urlOf = (name: string): string => Object.assign(new URL(server), { pathname: `/${name}` }).href;

  /** Another copy of the world in December 2018, its timers due one after the other from now on. */
  async function copy(): Promise<string> {
    const name = `shidian_kill_${randomUUID().slice(0, 8)}`;
    await query(server, `CREATE DATABASE ${name} TEMPLATE ${origin}`);
    databases.push(name);
    return urlOf(name);
  }

  const told = (url: string): Promise<Told[]> =>
    query(url, `SELECT case_id, post_id, kind, text FROM shidian.notice WHERE at >= '2018-12-11' ORDER BY case_id, post_id, kind, text, id`);

  beforeAll(async () => {
    const { world, scratch } = await scratchWorld(Date.parse('2016-02-22T09:00:00+08:00'));
    const { artefact, diagnostics } = check(program);
    if (artefact === undefined) throw new Error(JSON.stringify(diagnostics));
    await simulate({ world, artefact, script, organisations: [province, city, county], posts });
    await scratch.sql(`UPDATE shidian.account SET email = id || '@example.test'`);
    await scratch.sql(`UPDATE shidian.notice SET expanded = true`);
    await scratch.sql('DELETE FROM shidian.outbox');
    origin = new URL(scratch.url).pathname.slice(1);
    ends.push(() => query(server, `DROP DATABASE IF EXISTS ${origin} WITH (FORCE)`));
    await scratch.database.close();

    // What has to be there in the end: the same world, stepped in one go by nobody that dies.
    const url = await copy();
    const database = await connect({ url });
    const clock = { now: () => Date.now() };
    const steps = new PostgresStepStore(database.pools.engine);
    const runner = new StepRunner(new Definitions(new PostgresDefinitionStore(database.pools.lookup), graceMs), new Directory(new PostgresDirectoryStore(database.pools.lookup, clock)), new FixedCalendar(), clock);
    const drains = new Drains(steps, runner, (incident) => {
      throw new Error(JSON.stringify(incident));
    });
    const [only] = await query<{ id: string }>(url, 'SELECT id FROM shidian.program');
    for (let moved = 1; moved > 0; ) {
      moved = await drains.due(clock.now());
      if (await drains.pokeProgram(only?.id ?? '', clock.now())) moved += 1;
      moved += await drains.pokeCases(only?.id ?? '', clock.now());
    }
    await database.close();
    expected = await told(url);
  }, 240_000);

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((one) => one.end('SIGKILL')));
  });

  afterAll(async () => {
    for (const end of ends) await end();
    for (const name of databases) await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }, 60_000);

  async function start(url: string, more: Readonly<Record<string, string>>): Promise<NodeProcess> {
    const worker = startNode(workerScript, { DATABASE_URL: url, PORT: '0', SHIDIAN_GRACE: `${graceMs}ms`, ...more });
    processes.push(worker);
    await worker.says('"Working"');
    return worker;
  }

  /** Timers are hints: these say "look at me" one after the other, so that a kill falls between two of them. */
  const spread = (url: string): Promise<unknown> =>
    query(url, `UPDATE shidian.timer t SET due_at = clock_timestamp() + interval '1 second' + r.n * interval '${firingSpreadMs} ms' / r.total
                  FROM (SELECT owner_id, key, row_number() OVER (ORDER BY owner_id, key) AS n, count(*) OVER () AS total FROM shidian.timer) r
                 WHERE r.owner_id = t.owner_id AND r.key = t.key`);

  const count = async (url: string): Promise<number> => (await told(url)).length;
  const overdue = async (url: string): Promise<number> => Number((await query<{ n: string }>(url, 'SELECT count(*) AS n FROM shidian.timer WHERE due_at < clock_timestamp()'))[0]?.n);

  /** Lets the worker get some of the way, then kills it between any two statements. */
  async function killOnTheWay(worker: NodeProcess, url: string, share: number): Promise<void> {
    await vi.waitUntil(async () => (await count(url)) >= share * expected.length, { timeout: 60_000, interval: 20 });
    expect(await worker.end('SIGKILL')).toBeNull();
  }

  async function everythingOnce(url: string, mailbox: Mailbox, kills: number): Promise<void> {
    await vi.waitUntil(async () => (await overdue(url)) === 0 && (await count(url)) >= expected.length, { timeout: 90_000, interval: 100 });
    expect(await told(url)).toEqual(expected);

    const undelivered = `SELECT 1 FROM shidian.delivery WHERE status <> 'delivered' UNION ALL SELECT 1 FROM shidian.notice WHERE NOT expanded`;
    // A letter that was under way at a kill is sent when its lease is over: brought forward here, in tests nobody waits five minutes.
    await query(url, `UPDATE shidian.delivery SET lease_until = clock_timestamp() WHERE status = 'sending' AND lease_until < clock_timestamp() + interval '4 minutes 50 seconds'`);
    await vi.waitUntil(
      async () => {
        await query(url, `UPDATE shidian.delivery SET lease_until = clock_timestamp() WHERE status = 'sending' AND lease_until < clock_timestamp() + interval '4 minutes 50 seconds'`);
        return (await query(url, undelivered)).length === 0;
      },
      { timeout: 60_000, interval: 500 },
    );
    const [deliveries] = await query<{ n: string }>(url, 'SELECT count(*) AS n FROM shidian.delivery');
    const ids = new Set(mailbox.received.map((mail) => mail.header('message-id')));
    expect(ids.size).toBe(Number(deliveries?.n));
    // Accepted by the server, not yet on our record when the kill came: at most the letters under way, under the same id.
    expect(mailbox.received.length - ids.size).toBeLessThanOrEqual(kills * 6);

    const database = await connect({ url });
    const clock = { now: () => Date.now() };
    const { engine, lookup } = database.pools;
    const runner = new StepRunner(new Definitions(new PostgresDefinitionStore(lookup), graceMs), new Directory(new PostgresDirectoryStore(lookup, clock)), new FixedCalendar(), clock);
    const broken = [];
    for await (const report of new Audit(new PostgresAuditStore(engine), new PostgresStepStore(engine), runner).verify()) if (!report.whole) broken.push(report);
    await database.close();
    expect(broken).toEqual([]);
  }

  async function mailServer(): Promise<Mailbox> {
    const mailbox = await startMailServer();
    ends.push(() => mailbox.stop());
    return mailbox;
  }

  it('has reminders, overdue notices and escalations to fire', () => {
    const kinds = expected.reduce<Record<string, number>>((sum, { kind }) => ({ ...sum, [kind]: (sum[kind] ?? 0) + 1 }), {});
    expect(kinds['reminder']).toBeGreaterThanOrEqual(20);
    expect(kinds['overdue']).toBeGreaterThanOrEqual(20);
    expect(kinds['escalation']).toBeGreaterThanOrEqual(20);
  });

  it('and started again, twice over, tells everybody everything exactly once, though the tables of its queue were emptied', { timeout: 240_000 }, async () => {
    const url = await copy();
    const mailbox = await mailServer();
    const environment = { SMTP_URL: mailbox.url };
    const empty = async (): Promise<void> => {
      const tables = await query<{ name: string }>(url, `SELECT 'bullmq.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`);
      await query(url, `TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
    };
    await spread(url);
    await killOnTheWay(await start(url, environment), url, 0.1);
    await empty();
    await killOnTheWay(await start(url, environment), url, 0.5);
    const last = await start(url, environment);
    await empty();
    await everythingOnce(url, mailbox, 2);
    expect(await last.end('SIGTERM')).toBe(0);
  });

  it('and started again, twice over, tells everybody everything exactly once, though Redis was flushed', { timeout: 240_000 }, async () => {
    const url = await copy();
    const mailbox = await mailServer();
    const redis: RedisServer = await startRedis();
    ends.push(() => redis.stop());
    const admin = new Redis(redis.url);
    const environment = { SMTP_URL: mailbox.url, REDIS_URL: redis.url };
    await spread(url);
    await killOnTheWay(await start(url, environment), url, 0.1);
    await admin.flushall();
    await killOnTheWay(await start(url, environment), url, 0.5);
    const last = await start(url, environment);
    await admin.flushall();
    await everythingOnce(url, mailbox, 2);
    admin.disconnect();
    expect(await last.end('SIGTERM')).toBe(0);
  });

  it('is not needed: told to end while Redis is away it finishes what it does and ends with 0', { timeout: 90_000 }, async () => {
    const url = await copy();
    const redis = await startRedis();
    ends.push(() => redis.stop());
    const worker = await start(url, { REDIS_URL: redis.url });
    await redis.kill();
    await worker.says('the connection to Redis failed');
    const asked = performance.now();
    expect(await worker.end('SIGTERM'), worker.output()).toBe(0);
    // Waiting for the absent server took it 25 s; how fast the machine is does not matter here.
    expect(performance.now() - asked).toBeLessThan(20_000);
  });

  it('while others work on beside it, and Redis itself dies, tells everybody everything exactly once', { timeout: 240_000 }, async () => {
    const url = await copy();
    const mailbox = await mailServer();
    const redis = await startRedis();
    ends.push(() => redis.stop());
    const environment = { SMTP_URL: mailbox.url, REDIS_URL: redis.url };
    await spread(url);
    const [first, second] = await Promise.all([start(url, environment), start(url, environment)]);
    await killOnTheWay(first, url, 0.2);
    await redis.kill();
    await vi.waitUntil(async () => (await count(url)) >= 0.7 * expected.length, { timeout: 60_000, interval: 50 });
    await redis.restart();
    await everythingOnce(url, mailbox, 1);
    expect(await second.end('SIGTERM'), second.output()).toBe(0);
  });
});
