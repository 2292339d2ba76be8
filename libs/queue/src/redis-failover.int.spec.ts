import { recordingLog, type RedisGroup, startCluster, startSentinel } from '@shidian/testing';
import { Worker } from 'bullmq';
import { afterEach, expect, it, vi } from 'vitest';
import type { QueueBackend } from './backend.js';
import { configureBackend, openQueues } from './configure.js';
import { QueueWakeUps } from './wake-ups.js';

const log = recordingLog();
const clock = { now: () => Date.now() };
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Wake-ups over the group, and the number of those that a worker was given. */
async function over(group: RedisGroup): Promise<{ readonly backend: QueueBackend; readonly wakeUps: QueueWakeUps; readonly arrived: () => number }> {
  ends.push(() => group.stop());
  const backend = await configureBackend({ kind: 'redis', url: group.url }, log);
  ends.push(() => backend.close());
  const queues = openQueues(backend);
  ends.push(() => queues.close());
  let count = 0;
  const worker = new Worker(
    'deliver',
    () => {
      count += 1;
      return Promise.resolve();
    },
    { ...backend.options },
  );
  for (const queue of [queues.drain, queues.deliver, queues.upkeep]) queue.on('error', () => undefined);
  worker.on('error', () => undefined);
  // An absent server never answers its goodbye.
  ends.push(() => worker.close(true));
  await worker.waitUntilReady();
  return { backend, wakeUps: new QueueWakeUps(queues, backend, clock), arrived: () => count };
}

/** What the relay does: the row stays until the wake-up was accepted. */
async function untilAccepted(wakeUps: QueueWakeUps): Promise<void> {
  await vi.waitFor(() => wakeUps.deliver(), { timeout: 60_000, interval: 200 });
}

it('wake-ups go over a cluster of three masters', { timeout: 150_000 }, async () => {
  const { backend, wakeUps, arrived } = await over(await startCluster());
  await wakeUps.deliver();
  await vi.waitUntil(() => arrived() === 1, { timeout: 20_000 });
  await expect(backend.probe()).resolves.toBeUndefined();
});

it('wake-ups go on when the master under a sentinel dies and its replica takes over', { timeout: 150_000 }, async () => {
  const group = await startSentinel();
  const { backend, wakeUps, arrived } = await over(group);
  await wakeUps.deliver();
  await vi.waitUntil(() => arrived() === 1, { timeout: 20_000 });
  await group.killMaster();
  await untilAccepted(wakeUps);
  await vi.waitUntil(() => arrived() >= 2, { timeout: 60_000 });
  await expect(backend.probe()).resolves.toBeUndefined();
});
