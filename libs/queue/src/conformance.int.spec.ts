import { randomUUID } from 'node:crypto';
import { freePort, recordingLog, type RedisServer, scratchDatabase, startRedis } from '@shidian/testing';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { QueueBackend } from './backend.js';
import { configureBackend, openQueues, type QueueSettings } from './configure.js';
import { handleJob, type JobProcessor } from './handlers.js';
import { HorizonScheduler } from './horizon.js';
import { queueNames } from './jobs.js';
import { queuePoolSize } from './postgres-backend.js';
import { horizonMs, type QueueHandles, QueueWakeUps } from './wake-ups.js';

/** One kind of server that can carry the jobs, under the test's control. */
interface Carrier {
  settings(): QueueSettings;
  /** Removes every job and schedule, as FLUSHALL or a truncation does, under running workers. */
  empty(): Promise<void>;
  /** Drops every connection that the queue has. */
  dropConnections(): Promise<void>;
  connections(): Promise<number>;
  stop(): Promise<void>;
}

async function redisCarrier(settings: readonly string[], scheme: string, prepare: (redis: Redis) => Promise<unknown>): Promise<Carrier> {
  const server: RedisServer = await startRedis(settings);
  const admin = new Redis(server.url);
  await prepare(admin);
  return {
    settings: () => ({ kind: 'redis', url: server.url.replace('redis://', `${scheme}://`) }),
    empty: async () => {
      await admin.flushall();
    },
    dropConnections: async () => {
      await admin.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    },
    connections: async () => (await admin.client('LIST') as string).split('\n').filter((line) => line.includes('id=')).length - 1,
    stop: async () => {
      admin.disconnect();
      await server.stop();
    },
  };
}

async function postgresCarrier(): Promise<Carrier> {
  const scratch = await scratchDatabase({ empty: true });
  const queues = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  return {
    settings: () => ({ kind: 'postgres', url: scratch.url }),
    empty: async () => {
      const tables = await scratch.sql<{ name: string }>(
        `SELECT 'bullmq.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
      );
      await scratch.sql(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
    },
    dropConnections: async () => {
      await scratch.sql(`SELECT pg_terminate_backend(pid) ${queues}`);
    },
    connections: async () => (await scratch.sql(`SELECT pid ${queues}`)).length,
    stop: () => scratch.drop(),
  };
}

const carriers = [
  { name: 'Redis', open: () => redisCarrier([], 'redis', () => Promise.resolve()) },
  {
    name: 'a Redis cluster',
    // The port of the cluster's bus is the server's own plus 10000 unless told otherwise: beyond what a port can be.
    open: async () => redisCarrier(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-port', String(await freePort())], 'redis-cluster', async (redis) => {
      await redis.cluster('ADDSLOTSRANGE', 0, 16_383);
      await vi.waitUntil(async () => (await redis.cluster('INFO')).includes('cluster_state:ok'), { timeout: 10_000 });
    }),
  },
  { name: 'PostgreSQL', open: postgresCarrier },
] as const;

describe.each(carriers)('wake-ups over $name', ({ open }) => {
  let carrier: Carrier;
  let backend: QueueBackend;
  let queues: QueueHandles & { close(): Promise<void> };
  let wakeUps: QueueWakeUps;
  const ends: (() => Promise<void>)[] = [];
  const log = recordingLog();
  const clock = { now: () => Date.now() };

  /** What arrived, in words; a test waits for what it expects instead of for time to pass. */
  const arrived: string[] = [];
  const watchers = new Set<() => void>();
  const arrive = (what: string): Promise<void> => {
    arrived.push(what);
    for (const watch of [...watchers]) watch();
    return Promise.resolve();
  };
  const until = (what: (arrived: readonly string[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (!what(arrived)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  const count = (what: string): number => arrived.filter((one) => one === what).length;
  let onCases: (programId: string) => Promise<void> = () => Promise.resolve();

  const processors: readonly JobProcessor[] = [
    {
      queue: 'drain',
      handlers: {
        drain: ({ at }) => arrive(`drain ${at}`),
        'poke-cases': async ({ programId }) => {
          await arrive(`cases ${programId}`);
          await onCases(programId);
        },
        'poke-program': ({ programId }) => arrive(`program ${programId}`),
      },
      whole: () => arrive('drain, whole'),
    },
    { queue: 'deliver', handlers: { deliver: () => arrive('deliver') }, whole: () => arrive('deliver, whole') },
    { queue: 'upkeep', handlers: { upkeep: () => arrive('upkeep') }, whole: () => arrive('upkeep, whole') },
  ];

  beforeAll(async () => {
    carrier = await open();
    ends.push(() => carrier.stop());
    backend = await configureBackend(carrier.settings(), log);
    ends.push(() => backend.close());
    queues = openQueues(backend);
    ends.push(() => queues.close());
    for (const name of queueNames) queues[name].on('error', () => undefined);
    wakeUps = new QueueWakeUps(queues, backend, clock);
    for (const processor of processors) {
      const worker = new Worker(processor.queue, (job) => handleJob(processor, job, log), { ...backend.options, concurrency: 2 });
      worker.on('error', () => undefined);
      ends.push(() => worker.close());
      await worker.waitUntilReady();
    }
  });

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  it('drains once at an instant, however often it was asked for, and not before', async () => {
    const at = Date.now() + 400;
    const early: number[] = [];
    const watch = (): void => {
      if (arrived.includes(`drain ${at}`)) early.push(Date.now());
    };
    watchers.add(watch);
    await wakeUps.drainAt(at, at, at);
    await wakeUps.drainAt(at);
    await wakeUps.drainAt(at + 50);
    await until(() => count(`drain ${at + 50}`) === 1);
    watchers.delete(watch);
    expect(count(`drain ${at}`)).toBe(1);
    expect(early[0]).toBeGreaterThanOrEqual(at - 5);
  });

  it('drains at once what is overdue', async () => {
    await wakeUps.drainAt(1_000);
    await until(() => count('drain 1000') === 1);
  });

  it('leaves instants beyond the horizon to the scheduler', async () => {
    const far = Date.now() + horizonMs + 60_000;
    await wakeUps.drainAt(far);
    expect(await queues.drain.getJob(`drain-${far}`)).toBeUndefined();
  });

  it('loses no poke that comes while an earlier one of the same program is at work', async () => {
    const programId = randomUUID();
    let second: Promise<void> | undefined;
    onCases = async () => {
      second ??= wakeUps.pokeCases(programId);
      await second;
    };
    await wakeUps.pokeCases(programId);
    await until(() => count(`cases ${programId}`) === 2);
    onCases = () => Promise.resolve();
  });

  it('carries every kind of wake-up', async () => {
    const programId = randomUUID();
    await Promise.all([wakeUps.pokeProgram(programId), wakeUps.pokeCases(programId), wakeUps.deliver()]);
    await until(() => count(`program ${programId}`) === 1 && count(`cases ${programId}`) === 1 && count('deliver') >= 1);
  });

  it('does the whole duty of the queue for a job that cannot be read, and goes on', async () => {
    await queues.drain.add('drain', { at: null }, { jobId: 'drain-lost' });
    await queues.drain.add('no-such-job', {}, { jobId: 'unknown' });
    await until(() => count('drain, whole') === 2);
    await wakeUps.drainAt(2_000);
    await until(() => count('drain 2000') === 1);
  });

  it('tries a job again when its handler failed', async () => {
    const programId = randomUUID();
    let failures = 1;
    onCases = () => (failures-- > 0 ? Promise.reject(new Error('the database hiccups')) : Promise.resolve());
    await wakeUps.pokeCases(programId);
    await until(() => count(`cases ${programId}`) === 2);
    onCases = () => Promise.resolve();
  });

  it('keeps finished jobs by count, not for ever', async () => {
    const before = count('deliver');
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 60 }, () => wakeUps.deliver()));
    await until(() => count('deliver') === before + 300);
    await expect.poll(() => queues.deliver.getActiveCount()).toBe(0);
    expect(await queues.deliver.getCompletedCount()).toBeLessThanOrEqual(210);
  });

  it('runs upkeep from one schedule that asking again does not push away, and puts it back when it was lost', async () => {
    await wakeUps.keepUp(3_600_000);
    await until(() => count('upkeep') === 1);
    await expect.poll(() => queues.upkeep.getDelayedCount()).toBe(1);
    const planned = await queues.upkeep.getJobScheduler('upkeep');
    await wakeUps.keepUp(3_600_000);
    expect((await queues.upkeep.getJobScheduler('upkeep'))?.next).toBe(planned?.next);
    expect(await queues.upkeep.getJobSchedulersCount()).toBe(1);
    await carrier.empty();
    expect(await queues.upkeep.getJobSchedulersCount()).toBe(0);
    await wakeUps.keepUp(200);
    const before = count('upkeep');
    await until(() => count('upkeep') >= before + 2);
    await queues.upkeep.removeJobScheduler('upkeep');
  });

  it('works on after everything in it was removed, and is filled again from PostgreSQL', async () => {
    const at = Date.now() + 1_200;
    await wakeUps.drainAt(at);
    await carrier.empty();
    const agenda = { dueInstants: (after: number, upTo: number) => Promise.resolve([at].filter((one) => one > after && one <= upTo)), activePrograms: () => Promise.resolve([]) };
    await new HorizonScheduler(agenda, wakeUps, clock).run(new AbortController().signal);
    await wakeUps.deliver();
    await until(() => count(`drain ${at}`) === 1);
  });

  it('comes back after every connection was dropped', async () => {
    await carrier.dropConnections();
    const programId = randomUUID();
    // The first calls may meet dead connections; the outbox would try again, and so does this.
    await expect.poll(() => wakeUps.pokeCases(programId).then(() => 'accepted', () => 'refused'), { timeout: 15_000 }).toBe('accepted');
    await until(() => count(`cases ${programId}`) >= 1);
    await backend.probe();
  });

  it('takes no more connections than it says', async () => {
    expect(await carrier.connections()).toBeLessThanOrEqual(queuePoolSize);
  });
});
