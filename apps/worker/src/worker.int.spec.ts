import { once } from 'node:events';
import { createServer } from 'node:net';
import { loadConfig } from '@shidian/config';
import { recordingLog, type ScratchDatabase, scratchDatabase, startRedis } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker, type WorkerConfig } from './start-worker.js';

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

function config(environment: Readonly<Record<string, string>> = {}): WorkerConfig {
  return loadConfig({ DATABASE_URL: scratch.url, PORT: '0', ...environment }) as WorkerConfig;
}

const sessions = async (): Promise<number> => (await scratch.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'shidian%'`)).length;

describe('the worker', () => {
  it.each(['PostgreSQL', 'Redis'])('boots over %s, says that it is ready, and leaves no connection behind', async (backend) => {
    const redis = backend === 'Redis' ? await startRedis() : undefined;
    const before = await sessions();
    try {
      const worker = await startWorker(config(redis && { REDIS_URL: redis.url }), recordingLog());
      const ask = (path: string, method = 'GET'): Promise<Response> => fetch(`http://127.0.0.1:${worker.port}${path}`, { method });
      const ready = await ask('/health/ready');
      const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] };
      expect(ready.status).toBe(200);
      expect(checks.map(({ name, ok }) => (ok ? name : `${name}!`))).toEqual(['database', 'migrations', 'queue', 'clock', 'timers', 'duties']);
      expect((await ask('/health/live')).status).toBe(200);
      expect((await ask('/')).status).toBe(404);
      expect((await ask('/health/ready', 'POST')).status).toBe(405);
      await worker.stop();
      await expect(ask('/health/live')).rejects.toThrow();
    } finally {
      await redis?.stop();
    }
    await expect.poll(sessions).toBe(before);
  });

  it('says that it is not ready when its queue is away', async () => {
    const redis = await startRedis();
    const worker = await startWorker(config({ REDIS_URL: redis.url }), recordingLog());
    try {
      await redis.kill();
      await expect.poll(async () => (await fetch(`http://127.0.0.1:${worker.port}/health/ready`)).status, { timeout: 10_000 }).toBe(503);
      const { checks } = (await (await fetch(`http://127.0.0.1:${worker.port}/health/ready`)).json()) as { checks: { name: string; ok: boolean }[] };
      expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('queue');
    } finally {
      await worker.stop();
      await redis.stop();
    }
  });

  it('does not start over a database without its tables, and leaves no connection behind', async () => {
    const empty = await scratchDatabase({ empty: true });
    try {
      await expect(startWorker(loadConfig({ DATABASE_URL: empty.url, PORT: '0' }) as WorkerConfig, recordingLog())).rejects.toMatchObject({ code: expect.any(String) as unknown });
    } finally {
      await empty.drop();
    }
  });

  it('does not start on a port that is taken, and leaves no connection behind', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const before = await sessions();
    await expect(startWorker(config({ PORT: String(address.port) }), recordingLog())).rejects.toMatchObject({ code: 'EADDRINUSE' });
    taken.close();
    await expect.poll(sessions).toBe(before);
  });
});
