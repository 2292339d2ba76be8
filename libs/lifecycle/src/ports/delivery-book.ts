/** What an administrator and a program's office see of messages on their way, and what they may do about them. Never what the messages say. */
import type { Instant } from '@shidian/engine';
import type { DeliveryStatus } from './delivery-store.js';
import type { Page, PageRequest } from './read-stores.js';
import type { NoticeRow } from './writes.js';

/** A message, or (of one program) a notice in one. */
export interface DeliveryItem {
  readonly id: string;
  readonly channel: string;
  /** `held` too where a pause keeps it; a notice that was gathered fares as its message does. */
  readonly state: DeliveryStatus;
  readonly urgent: boolean;
  /** The day of a digest; null for anything else. */
  readonly digestOf: string | null;
  /** How many notices it stands for. */
  readonly notices: number;
  /** Null where several were gathered, as are the following two. */
  readonly programId: string | null;
  readonly programName: string | null;
  readonly kind: NoticeRow['kind'] | null;
  /** Organisation and post of the notice. */
  readonly organisationName: string | null;
  readonly postName: string | null;
  /** Mailbox or telephone number as it stands with the account; null where the channel has a place of its own. Masked before it is shown. */
  readonly address: string | null;
  readonly attempts: number;
  readonly replays: number;
  readonly noticedAt: Instant;
  readonly nextAt: Instant | null;
  readonly deliveredAt: Instant | null;
  /** What the other side said, or why it is held. */
  readonly error: string | null;
}

export interface DeliveryFilter {
  readonly state?: DeliveryStatus;
  readonly channel?: string;
  readonly programId?: string;
  /** Only of these programs; undefined: of all. */
  readonly programs?: readonly string[];
}

export interface ChannelItem {
  readonly name: string;
  readonly kind: string;
  readonly error: string | null;
  readonly downSince: Instant | null;
  readonly triedAgainAt: Instant | null;
  /** To the minute. */
  readonly deliveredAt: Instant | null;
  /** Deliveries that have not arrived, by how they stand. */
  readonly waiting: Readonly<Partial<Record<DeliveryStatus, number>>>;
}

export type PauseScope = 'installation' | 'channel' | 'program';

export interface PauseRow {
  readonly id: string;
  readonly scope: PauseScope;
  readonly channel: string | null;
  readonly programId: string | null;
  readonly reason: string;
  readonly pausedBy: string;
  readonly pausedAt: Instant;
  readonly resumedBy: string | null;
  readonly resumedAt: Instant | null;
}

export interface NoticeAct {
  readonly at: Instant;
  /** Name of the account. */
  readonly by: string;
  readonly act: 'pause' | 'resume' | 'replay';
  readonly programId: string | null;
  readonly channel: string | null;
  readonly reason: string | null;
  /** Ids of what was sent again. */
  readonly deliveries: readonly string[];
}

/** What a person wishes: `other` is everything that is not urgent. */
export interface NoticeWish {
  readonly other: 'at_once' | 'digest' | 'inbox';
  readonly mobile: string | null;
}

/** Who did it, in whose name, and why. */
export interface NoticeDeed {
  readonly accountId: string;
  readonly at: Instant;
  readonly reason?: string;
  /** Undefined: may do it everywhere. */
  readonly programs?: readonly string[];
}

/** Each change and who made it are written together. */
export interface DeliveryBook {
  /** Programs whose office is one of the posts. */
  officePrograms(posts: readonly string[]): Promise<readonly string[]>;
  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryItem>>;
  channels(): Promise<readonly ChannelItem[]>;
  pauses(filter: { readonly past: boolean; readonly programs?: readonly string[] }): Promise<readonly PauseRow[]>;
  acts(filter: { readonly programs?: readonly string[] }, page: PageRequest): Promise<Page<NoticeAct>>;
  /** `unknown`: no such channel or program; `already`: it is paused. */
  pause(pause: { readonly id: string; readonly scope: PauseScope; readonly channel: string | null; readonly programId: string | null; readonly reason: string }, deed: NoticeDeed): Promise<'paused' | 'already' | 'unknown'>;
  /** False where there is no such pause that lasts. What waited leaves in its order. */
  resume(id: string, deed: NoticeDeed): Promise<boolean>;
  /**
   * Sends again under the same key, the oldest first, at most `limit`; returns their ids. Named ones may have been delivered;
   * others are those that failed. A notice that was gathered goes alone.
   */
  replay(which: { readonly ids: readonly string[] } | DeliveryFilter, limit: number, deed: NoticeDeed): Promise<readonly string[]>;
  wish(accountId: string): Promise<NoticeWish>;
  saveWish(accountId: string, wish: NoticeWish): Promise<void>;
}
