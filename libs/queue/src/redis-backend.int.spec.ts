import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, recordingLog, startRedis } from '@shidian/testing';
import { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { configureBackend, openQueues } from './configure.js';
import { QueueUnreachable, RedisEvicts } from './errors.js';
import { QueueWakeUps } from './wake-ups.js';

const log = recordingLog();
const clock = { now: () => Date.now() };

describe('jobs on Redis', () => {
  it('are refused at the start, with what to set, where Redis would evict them', async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    try {
      const refusal = configureBackend({ kind: 'redis', url: redis.url }, log);
      await expect(refusal).rejects.toThrow(RedisEvicts);
      await expect(refusal).rejects.toThrow(/maxmemory-policy noeviction/);
    } finally {
      await redis.stop();
    }
  });

  it('are refused at the start where nobody answers, without the password in the sentence', async () => {
    const url = `redis://:secret@127.0.0.1:${await freePort()}`;
    const refusal = configureBackend({ kind: 'redis', url }, log);
    await expect(refusal).rejects.toThrow(QueueUnreachable);
    await expect(refusal).rejects.not.toThrow(/secret/);
  });

  it('are refused at once while the server is away, and accepted when it is back', async () => {
    const redis = await startRedis();
    const backend = await configureBackend({ kind: 'redis', url: redis.url }, log);
    const queues = openQueues(backend);
    for (const queue of [queues.drain, queues.deliver, queues.upkeep]) queue.on('error', () => undefined);
    try {
      const wakeUps = new QueueWakeUps(queues, backend, clock);
      await wakeUps.deliver();
      await redis.kill();
      await vi.waitUntil(() => !backend.live());
      await expect(wakeUps.deliver()).rejects.toThrow(QueueUnreachable);
      await expect(backend.probe()).rejects.toThrow(QueueUnreachable);
      await redis.restart();
      await vi.waitUntil(() => backend.live(), { timeout: 15_000 });
      await wakeUps.deliver();
      await backend.probe();
      expect(await queues.deliver.getWaitingCount()).toBe(1);
    } finally {
      await queues.close();
      await backend.close();
      await redis.stop();
    }
  });

  it('lie under one hash tag, so that a cluster keeps them on one shard', async () => {
    const redis = await startRedis();
    const backend = await configureBackend({ kind: 'redis', url: redis.url }, log);
    const queues = openQueues(backend);
    const admin = new Redis(redis.url);
    try {
      const wakeUps = new QueueWakeUps(queues, backend, clock);
      await Promise.all([wakeUps.deliver(), wakeUps.drainAt(Date.now() + 60_000), wakeUps.keepUp(60_000)]);
      const keys = await admin.keys('*');
      expect(keys.length).toBeGreaterThan(5);
      expect(keys.filter((key) => !key.startsWith('{shidian}:'))).toEqual([]);
    } finally {
      admin.disconnect();
      await queues.close();
      await backend.close();
      await redis.stop();
    }
  });

  it('are reached through sentinels', async () => {
    const redis = await startRedis();
    const folder = await mkdtemp(join(tmpdir(), 'shidian-sentinel-'));
    const port = await freePort();
    await writeFile(join(folder, 'sentinel.conf'), `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor main 127.0.0.1 ${redis.port} 1\n`);
    const sentinel = spawn('redis-server', [join(folder, 'sentinel.conf'), '--sentinel'], { stdio: 'ignore' });
    try {
      const probe = new Redis(port, '127.0.0.1', { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 50 });
      probe.on('error', () => undefined);
      await probe.connect().catch(() => undefined);
      await probe.ping();
      probe.disconnect();
      const backend = await configureBackend({ kind: 'redis', url: `redis-sentinel://127.0.0.1:${port}/main` }, log);
      await backend.probe();
      await backend.close();
    } finally {
      const ended = once(sentinel, 'exit');
      sentinel.kill('SIGKILL');
      await ended;
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
