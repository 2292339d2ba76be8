/** What the worker carries: due instants, the outbox, upkeep. */
import type { Instant } from '@shidian/engine';
import type { OutboxMessage } from './writes.js';

/** What the worker looks at to know what comes next. */
export interface AgendaStore {
  /** Distinct due instants of timers after `after` and at or before `upTo`, ascending. */
  dueInstants(after: Instant, upTo: Instant, limit: number): Promise<readonly Instant[]>;
  /** Programs that are not over, by id: a sweep pokes them and their cases, so that a poke which the queue lost is only late. */
  activePrograms(): Promise<readonly string[]>;
}

export interface OutboxStore {
  /**
   * Locks up to `limit` rows in the order of their ids (SKIP LOCKED), hands their messages to `publish` and deletes them
   * when it resolves; when it rejects they stay. Returns how many went. A crash in between publishes them again.
   */
  take(limit: number, publish: (messages: readonly OutboxMessage[]) => Promise<void>): Promise<number>;
}

export interface UpkeepStore {
  /** Deletes idempotency keys older than `before`; returns how many. */
  forgetIdempotencyKeys(before: Instant): Promise<number>;
  /** Deletes sessions that ended at or before `at`; returns how many. */
  forgetSessions(at: Instant): Promise<number>;
}
