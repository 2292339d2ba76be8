import type { DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';

/**
 * What became of one attempt. `where` says whose failure it was: of this address or message, or of the way to all of them
 * (a server that is down, refuses the login or hangs), which says nothing about the address.
 */
export type Outcome =
  | { readonly is: 'accepted' }
  | { readonly is: 'failed'; readonly where: 'address'; readonly permanent: boolean; readonly error: string }
  /** `retryAfterMs`: how long the other side asks to be left alone, where it says. */
  | { readonly is: 'failed'; readonly where: 'channel'; readonly permanent: false; readonly error: string; readonly retryAfterMs?: number };

/**
 * A way to reach people outside: what it is addressed by, how a message is put in words, how an outcome is read. The inbox
 * is none: the notice row, written in the step itself, is the message there.
 */
export interface Channel {
  readonly route: DeliveryRoute;
  /** Most notices of one message where several wait; 1: each has a message of its own. For channels with a place of their own. */
  readonly gathers: number;
  /** Messages under way at a time. */
  readonly atOnce: number;
  /** Most messages in any minute. */
  readonly perMinute?: number;
  /** Never rejects for what the other side says; `error` is short and holds nothing of the message, no address and no secret. */
  send(delivery: DeliveryRow): Promise<Outcome>;
  /** Asks whether the way is open, as far as that can be asked without a message. */
  probe(): Promise<Outcome>;
  close(): void;
}

export const accepted: Outcome = { is: 'accepted' };

const longest = 300;

/** On one line, short, without the addresses and links that some servers quote. */
const said = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\S+@\S+|https?:\/\/\S+/g, '…').slice(0, longest);

export const addressFailed = (error: string, permanent: boolean): Outcome => ({ is: 'failed', where: 'address', permanent, error: said(error) });

export const channelFailed = (error: string, retryAfterMs?: number): Outcome => ({
  is: 'failed',
  where: 'channel',
  permanent: false,
  error: said(error),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
