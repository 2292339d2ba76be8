/** Messages on their way out: what is to be delivered over which channel, and how each channel fares. */
import type { Instant, Words } from '@shidian/engine';
import type { NoticeRow } from './writes.js';

/**
 * `gathered` waits for a bundle or travels in one; `held` waits for its channel to be configured. What is paused keeps its
 * state and is not taken.
 */
export type DeliveryStatus = 'queued' | 'held' | 'gathered' | 'sending' | 'delivered' | 'failed_temporarily' | 'failed';

/** One notice in a message. */
export interface DeliveryLine {
  readonly programId: string;
  readonly programName: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly kind: NoticeRow['kind'];
  readonly text: Words;
  readonly urgent: boolean;
  readonly at: Instant;
}

/** One message over one channel: of one notice, or of several that were gathered. */
export interface DeliveryRow {
  readonly id: string;
  /** Unique, and the same however often it is sent: ids on the wire are made of it. */
  readonly key: string;
  /** Mailbox or telephone number; empty where the channel itself knows the place. */
  readonly address: string;
  readonly recipient: string;
  /** Set where it is the person's digest of a day, `YYYY-MM-DD`. */
  readonly digestOf: string | null;
  /** Urgent first, then oldest; at least one, at most {@link mostLines}. */
  readonly lines: readonly DeliveryLine[];
  /** How many notices it stands for; more than there are lines where there are very many. */
  readonly total: number;
  readonly urgent: boolean;
  readonly noticedAt: Instant;
  /** Attempts made, the one it is claimed for included. */
  readonly attempts: number;
}

/** Lines that a message of many notices carries; the rest is a number. */
export const mostLines = 200;

/** Where a channel finds its address: with the account, or in its own settings. */
export type AddressedBy = 'email' | 'mobile' | 'place';

/** Whose notices go over a channel that has a place of its own, and the channels of persons. */
export interface DeliveryRoute {
  readonly channel: string;
  readonly kind: string;
  readonly addressedBy: AddressedBy;
  /** Names or codes; empty: every organisation. For places only. */
  readonly organisations: readonly string[];
  /** Names of posts; empty: every post. For places only. */
  readonly posts: readonly string[];
  readonly urgentOnly: boolean;
}

export interface ClaimRequest {
  readonly channel: string;
  readonly addressedBy: AddressedBy;
  readonly limit: number;
  readonly leaseMs: number;
  readonly at: Instant;
  /** How long others keep away while a channel that was down is tried with one message. */
  readonly restMs: number;
  /** Most messages in any minute, over all workers. */
  readonly perMinute?: number;
}

export interface Claim {
  readonly rows: readonly DeliveryRow[];
  /** The channel was down: one message is tried. */
  readonly trial: boolean;
}

/**
 * ```
 *           ┌─(bundle)─ gathered
 * queued → sending → delivered
 *    ↑        ├────→ failed_temporarily ─(nextAt)→ sending
 *  held       └────→ failed ─(replay)→ queued
 * ```
 * A bundle takes what it gathers with it: delivered or failed, they are it too.
 */
export interface DeliveryStore {
  /** Names the channels that there are, so that they are seen before anything leaves over them. */
  register(routes: readonly DeliveryRoute[]): Promise<void>;
  /**
   * Makes the deliveries of up to `limit` notices that have none yet. To persons: urgent ones at once over every channel
   * for which they have an address; others by mail as they wish (at once, with the digest, not at all). To places: one per
   * notice of theirs. Returns how many notices were seen.
   */
  expand(limit: number, routes: readonly DeliveryRoute[]): Promise<number>;
  /** Makes the digest of the day of everybody for whom something from before `before` waits and who has none of the day. Returns how many. */
  digest(day: string, before: Instant): Promise<number>;
  /** Gathers what waits for the place, where it is more than one message, into messages of at most `most`. Returns how many messages. */
  gather(channel: string, most: number, at: Instant): Promise<number>;
  /**
   * Takes up to `limit` deliveries of the channel that are due (queued, failed_temporarily whose `nextAt` has come, or
   * sending whose lease ran out at `at`) and not paused, urgent first, then oldest; sets them sending with a lease and counts
   * the attempt. Nothing while the channel rests, one message when its rest is over, no more than its limit allows.
   */
  claim(request: ClaimRequest): Promise<Claim>;
  delivered(id: string, at: Instant): Promise<void>;
  /** `nextAt` is null where the failure is permanent. `error` is at most 500 characters and holds no message text. */
  failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: Instant | null }): Promise<void>;
  /** The way to everybody failed: the delivery waits on, its attempt not counted, and the channel rests. Never permanent. */
  stumbled(id: string, channel: string, failure: { readonly error: string; readonly at: Instant; readonly restUntil: Instant }): Promise<void>;
  /** The channel is open: what stumbled over it is due now. Returns how many. */
  recovered(channel: string, at: Instant): Promise<number>;
  /** Sets everything that waits for channels other than these to `held` with the reason. Returns how many. */
  hold(configured: readonly string[], reason: string): Promise<number>;
  /** Sets what is held for these channels to `queued`, in its order. Returns how many. */
  release(configured: readonly string[]): Promise<number>;
}
