/** What the worker carries: due instants, the outbox, deliveries, upkeep. */
import type { Instant, Words } from '@shidian/engine';
import type { NoticeRow, OutboxMessage } from './writes.js';

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

/** One message to one mailbox, made from a notice; the notice row itself is the message in the inbox. */
export interface DeliveryRow {
  readonly id: string;
  /** Unique: the notice's key and the account. The same key is the same message, sent again or not. */
  readonly key: string;
  readonly address: string;
  readonly recipient: string;
  readonly programId: string;
  readonly programName: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly kind: NoticeRow['kind'];
  readonly text: Words;
  readonly urgent: boolean;
  readonly noticedAt: Instant;
  /** Attempts made, the one it is claimed for included. */
  readonly attempts: number;
}

/**
 * ```
 * queued → sending → delivered
 *    ↑        ├────→ failed_temporarily ─(nextAt)→ sending
 *  held       └────→ failed
 * ```
 */
export interface DeliveryStore {
  /** Makes the deliveries of up to `limit` notices that have none yet: one per account that holds the post and has a mailbox. Returns how many notices were seen. */
  expand(limit: number): Promise<number>;
  /**
   * Takes up to `limit` deliveries that are due (queued, failed_temporarily whose `nextAt` has come, or sending whose lease
   * ran out at `at`), urgent first, then oldest; sets them sending with a lease and counts the attempt.
   */
  claim(limit: number, leaseMs: number, at: Instant): Promise<readonly DeliveryRow[]>;
  delivered(id: string, at: Instant): Promise<void>;
  /** `nextAt` is null where the failure is permanent. `error` is at most 500 characters and holds no message text. */
  failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: Instant | null }): Promise<void>;
  /** Sets everything that waits to `held` with the reason (no channel is configured). Returns how many. */
  hold(reason: string): Promise<number>;
  /** Sets what is held to `queued`. Returns how many. */
  release(): Promise<number>;
}

export interface UpkeepStore {
  /** Deletes idempotency keys older than `before`; returns how many. */
  forgetIdempotencyKeys(before: Instant): Promise<number>;
  /** Deletes sessions that ended at or before `at`; returns how many. */
  forgetSessions(at: Instant): Promise<number>;
}
