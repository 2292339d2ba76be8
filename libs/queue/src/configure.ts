import { Queue } from 'bullmq';
import type { QueueBackend } from './backend.js';
import { queueNames } from './jobs.js';
import type { Log } from './log.js';
import { postgresBackend, type PostgresQueueSettings } from './postgres-backend.js';
import { redisBackend } from './redis-backend.js';
import { jobDefaults, type QueueHandles } from './wake-ups.js';

/** Redis where there is one, PostgreSQL otherwise. */
export type QueueSettings = { readonly kind: 'redis'; readonly url: string } | ({ readonly kind: 'postgres' } & PostgresQueueSettings);

/**
 * Connects, checks that the server can be relied on, creates the tables where they are missing, and sets BullMQ's
 * process-wide backend. Must have ended before Nest boots: @nestjs/bullmq takes the backend that is set then.
 *
 * @throws BadRedisUrl, RedisEvicts, QueueUnreachable, QueueSchemaMissing
 */
export function configureBackend(settings: QueueSettings, log: Log): Promise<QueueBackend> {
  return settings.kind === 'redis' ? redisBackend(settings.url, log) : postgresBackend(settings);
}

/** The three queues without Nest. The caller closes them, before the backend. */
export function openQueues(backend: QueueBackend): QueueHandles & { close(): Promise<void> } {
  const [drain, deliver, upkeep] = queueNames.map((name) => new Queue(name, { ...backend.options, defaultJobOptions: jobDefaults })) as [Queue, Queue, Queue];
  return {
    drain,
    deliver,
    upkeep,
    close: async () => {
      await Promise.all([drain.close(), deliver.close(), upkeep.close()]);
    },
  };
}
