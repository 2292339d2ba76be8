/**
 * Wake-ups: how the workers learn that there is something to do, over BullMQ on Redis or on PostgreSQL.
 *
 * ```
 *  a step commits ──► outbox row ──► relay ──► wake-up ─┐
 *  timer rows ──► horizon scheduler ──► one job per due instant ─┤──► processor ──► Firing, Poking ──► use cases
 *                                         bounded polls ─┘
 * ```
 *
 * Invariants
 * - PostgreSQL is the only truth about time. A job is a hint: it carries an instant or an id, its handler re-reads,
 *   and it may be lost, late or twice.
 * - Whatever a lost job would have done, a poll does: due timers within two seconds, pokes and deliveries within a
 *   minute. All of Redis, or every row of the queue's tables, may go at any time.
 * - At most three queues, no listener for queue events, one pool: connections are counted and checked at the start.
 * - Nothing fires while the clock is unsure.
 * - Only this library imports bullmq and ioredis (the worker has the decorators of @nestjs/bullmq besides).
 */
export { answerWithinMs, type QueueBackend } from './backend.js';
export { configureBackend, openQueues, type QueueSettings } from './configure.js';
export {
  BadRedisUrl,
  JobHandledTwice,
  JobWithoutHandler,
  QueueSchemaMissing,
  QueueUnreachable,
  RedisEvicts,
} from './errors.js';
export { Firing, type FiringClock } from './firing.js';
export { assertEveryJobIsHandledOnce, handleJob, type Handlers, type JobProcessor } from './handlers.js';
export { HorizonScheduler } from './horizon.js';
export { type JobName, jobs, type QueueName, queueNames, readJob, type ReceivedJob } from './jobs.js';
export type { Log } from './log.js';
export { type Duty, Loop, type LoopState, type Pause, pause } from './loop.js';
export { Poking } from './poking.js';
export { duePoll, pokeSweep } from './polls.js';
export { migrateQueue, type PostgresQueueSettings, queuePoolSize } from './postgres-backend.js';
export { OutboxRelay } from './relay.js';
export { horizonMs, jobDefaults, type QueueHandle, type QueueHandles, QueueWakeUps, type WakeUps } from './wake-ups.js';
