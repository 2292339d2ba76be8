import type { BusinessClock, DeliveryRoute, DeliveryRow, DeliveryStore } from '@shidian/lifecycle';
import { nextAttempt } from './backoff.js';
import type { Channel } from './channel.js';
import { digestDue, type WorkingDays } from './digest-time.js';
import type { Log } from './log.js';
import { mailRoute } from './mail/mail-channel.js';

/** How long a claimed delivery is ours. Longer than the longest attempt, so that nobody else sends it meanwhile. */
export const leaseMs = 5 * 60_000;

/** Rest after the way to everybody failed, so that a server that is down is asked once a minute and not once a notice. */
export const channelRestMs = 60_000;

const noticesAtOnce = 500;

/** Why nothing leaves over a channel that is not configured; shown beside each delivery. */
export const heldReason = '通道未配置（邮件：SMTP_URL；其他：SHIDIAN_CHANNELS） the channel is not configured (mail: SMTP_URL; others: SHIDIAN_CHANNELS)';

export interface NoticeRunParts {
  readonly deliveries: DeliveryStore;
  readonly channels: readonly Channel[];
  readonly clock: BusinessClock;
  readonly digest: {
    /** Minutes after midnight. */
    readonly minutes: number;
    /** Zone of the installation, an IANA name. */
    readonly zone: string;
    readonly calendar: () => Promise<WorkingDays>;
  };
  readonly log: Log;
}

/**
 * Makes messages of new notices and sends what is due. Each channel goes its own way: one that is down, slow or paused
 * holds its own messages and nobody else's. May run at any time, anywhere, several at once: a delivery is claimed by lease.
 */
export class NoticeRun {
  readonly #busy = new Map<string, Promise<number>>();
  #registered = false;

  constructor(private readonly parts: NoticeRunParts) {}

  get channels(): readonly string[] {
    return this.parts.channels.map(({ route }) => route.channel);
  }

  /** Makes the messages and sends what is due over every channel; returns how many were accepted. */
  async run(signal?: AbortSignal): Promise<number> {
    await this.make(signal);
    const sent = await Promise.all(this.channels.map((name) => this.send(name, signal)));
    return sent.reduce((sum, count) => sum + count, 0);
  }

  /** New notices become deliveries, and what waits for the digest becomes one when its hour has come. */
  async make(signal?: AbortSignal): Promise<void> {
    const { deliveries, clock, digest } = this.parts;
    if (!this.#registered) await deliveries.register(this.routes());
    this.#registered = true;
    while (!signal?.aborted && (await deliveries.expand(noticesAtOnce, this.routes())) === noticesAtOnce);
    if (this.channels.includes(mailRoute.channel)) {
      const due = digestDue(clock.now(), { ...digest, calendar: await digest.calendar() });
      if (due !== undefined) await deliveries.digest(due.day, due.before);
    }
    // Another worker, or this one before, may not have had the channel.
    await deliveries.release(this.channels);
    await deliveries.hold(this.channels, heldReason);
  }

  /** Sends what is due over one channel. A call while one is under way in this process waits for that one. */
  async send(name: string, signal?: AbortSignal): Promise<number> {
    const busy = this.#busy.get(name);
    if (busy !== undefined) return busy.then(() => 0);
    const channel = this.parts.channels.find(({ route }) => route.channel === name);
    if (channel === undefined) return 0;
    const sending = this.sendAll(channel, signal).finally(() => this.#busy.delete(name));
    this.#busy.set(name, sending);
    return sending;
  }

  private async sendAll(channel: Channel, signal?: AbortSignal): Promise<number> {
    const { deliveries, clock } = this.parts;
    const { channel: name, addressedBy } = channel.route;
    let accepted = 0;
    while (!signal?.aborted) {
      if (channel.gathers > 1) await deliveries.gather(name, channel.gathers, clock.now());
      const { rows, trial } = await deliveries.claim({
        channel: name,
        addressedBy,
        limit: channel.atOnce,
        leaseMs,
        at: clock.now(),
        restMs: channelRestMs,
        ...(channel.perMinute !== undefined && { perMinute: channel.perMinute }),
      });
      if (rows.length === 0) break;
      const sent = await Promise.all(rows.map((row) => this.attempt(channel, row)));
      accepted += sent.filter((one) => one === 'accepted').length;
      if (trial && !sent.includes('down')) await this.up(name);
    }
    return accepted;
  }

  private async attempt(channel: Channel, delivery: DeliveryRow): Promise<'accepted' | 'failed' | 'down'> {
    const { deliveries, clock } = this.parts;
    const outcome = await channel.send(delivery);
    const now = clock.now();
    if (outcome.is === 'accepted') {
      await deliveries.delivered(delivery.id, now);
      return 'accepted';
    }
    const { error } = outcome;
    if (outcome.where === 'channel') {
      const restUntil = now + Math.max(channelRestMs, outcome.retryAfterMs ?? 0);
      await deliveries.stumbled(delivery.id, channel.route.channel, { error, at: now, restUntil });
      this.parts.log.warn({ channel: channel.route.channel, error, restUntil }, 'nothing leaves over this channel; it is tried again later');
      return 'down';
    }
    const nextAt = outcome.permanent ? null : nextAttempt(delivery.attempts, now);
    await deliveries.failed(delivery.id, { permanent: nextAt === null, error, nextAt });
    return 'failed';
  }

  private async up(name: string): Promise<void> {
    await this.parts.deliveries.recovered(name, this.parts.clock.now());
    this.parts.log.info({ channel: name }, 'the channel is open again');
  }

  private routes(): readonly DeliveryRoute[] {
    const own = this.parts.channels.map(({ route }) => route);
    return this.channels.includes(mailRoute.channel) ? own : [mailRoute, ...own];
  }
}
