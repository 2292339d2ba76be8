import type { BusinessClock, DeliveryRow, DeliveryStore } from '@shidian/lifecycle';
import { nextAttempt } from './backoff.js';
import type { Channel, Outcome } from './channel.js';
import { compose, type LetterSettings } from './letter.js';
import type { Log } from './log.js';

/** How long a claimed delivery is ours. Longer than the longest attempt, so that nobody else sends it meanwhile. */
export const leaseMs = 5 * 60_000;

/** Rest after the way to all mailboxes failed, so that a server that is down is asked once a minute and not once a notice. */
const channelRestMs = 60_000;

const noticesAtOnce = 200;
const lettersAtOnce = 6;

/** Why nothing leaves where no channel is configured; shown beside each delivery. */
export const heldReason = 'SMTP_URL is not set 未设置 SMTP_URL';

export interface MailRunParts {
  readonly deliveries: DeliveryStore;
  /** Undefined: no mail server is configured, and what waits is held. */
  readonly channel: Channel | undefined;
  readonly clock: BusinessClock;
  readonly letters: LetterSettings;
  readonly log: Log;
  /** Milliseconds of a clock that never jumps; for the rest after a failed channel. */
  readonly monotonic?: () => number;
}

/**
 * Makes deliveries of new notices and sends what is due, mailbox by mailbox: one that fails waits alone.
 * May run at any time, anywhere, twice at once: a delivery is claimed by lease.
 */
export class MailRun {
  #restUntil = 0;
  #released = false;

  constructor(private readonly parts: MailRunParts) {}

  /** Returns how many letters were accepted. */
  async run(signal?: AbortSignal): Promise<number> {
    const { deliveries, channel, clock } = this.parts;
    while (!signal?.aborted && (await deliveries.expand(noticesAtOnce)) === noticesAtOnce);
    if (channel === undefined) {
      await deliveries.hold(heldReason);
      return 0;
    }
    // Once a process: what an earlier one without a channel held goes out now.
    if (!this.#released) await deliveries.release();
    this.#released = true;

    let accepted = 0;
    while (!signal?.aborted && !this.resting()) {
      const claimed = await deliveries.claim(lettersAtOnce, leaseMs, clock.now());
      if (claimed.length === 0) break;
      const outcomes = await Promise.all(claimed.map((delivery) => this.attempt(channel, delivery)));
      accepted += outcomes.filter(({ is }) => is === 'accepted').length;
    }
    return accepted;
  }

  private async attempt(channel: Channel, delivery: DeliveryRow): Promise<Outcome> {
    const outcome = await channel.send(compose(delivery, this.parts.letters));
    const now = this.parts.clock.now();
    if (outcome.is === 'accepted') {
      await this.parts.deliveries.delivered(delivery.id, now);
      return outcome;
    }
    const nextAt = outcome.permanent ? null : nextAttempt(delivery.attempts, now);
    await this.parts.deliveries.failed(delivery.id, { permanent: nextAt === null, error: outcome.error, nextAt });
    if (outcome.where === 'channel') this.rest(outcome.error);
    return outcome;
  }

  private resting(): boolean {
    return this.monotonic() < this.#restUntil;
  }

  private rest(error: string): void {
    if (!this.resting()) this.parts.log.warn({ error }, 'mail does not leave; it is tried again in a minute');
    this.#restUntil = this.monotonic() + channelRestMs;
  }

  private monotonic(): number {
    return (this.parts.monotonic ?? (() => performance.now()))();
  }
}
