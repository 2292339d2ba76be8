import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { BusinessClock } from '@shidian/lifecycle';
import { translated } from '../errors.js';

export interface ClockHealth {
  /** False until the first measurement, while the database does not answer for long, and after a jump until it is confirmed. */
  readonly sure: boolean;
  /** By how much it may be behind: the round trip of the measurement in force plus the drift allowed since, in ms; Infinity before the first. */
  readonly uncertaintyMs: number;
  /** Age of the measurement in force, in ms. */
  readonly measuredAgoMs: number;
  /** The last jump of the database's clock against ours: by how much, and whether it has been confirmed and followed. */
  readonly jump?: { readonly byMs: number; readonly followed: boolean };
}

export interface ClockSettings {
  /** Asks the database for its time, ms since the epoch. */
  readonly ask: () => Promise<number>;
  /** Monotonic milliseconds of this host. */
  readonly monotonic: () => number;
  /** Between two measurements. Default 5 s. */
  readonly everyMs?: number;
  /** A jump is followed once so many measurements in a row agree with it. Default 12: a minute. */
  readonly confirmations?: number;
}

interface Measurement {
  /** Database minus monotonic, at the least: as if the database had read its clock only when its answer was here. */
  readonly offset: number;
  readonly roundTrip: number;
  readonly at: number;
}

/** A crystal is off by less than this share; measured offsets that differ by more than it explains are a jump. */
const drift = 0.000_5;
const unsureAbove = 1_000;
const jumpAbove = 1_000;
const samples = 3;

/**
 * Time is the database's: this host's monotonic clock plus the measured offset, never going back by itself, and never ahead of
 * the database (but for drift between two measurements): what is due must not fire before its time, however slow an answer was.
 *
 * ```
 * unmeasured → sure ⇄ unsure (no answer for long, or a slow one)
 *                ↘ jumped (keeps the old offset, unsure) → sure with the new offset once it is confirmed
 * ```
 */
export class DatabaseClock implements BusinessClock {
  private measurement: Measurement | undefined;
  private suspected: { readonly first: Measurement; readonly agreeing: number; readonly byMs: number } | undefined;
  private lastJump: ClockHealth['jump'];
  private last = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly everyMs: number;
  private readonly confirmations: number;

  constructor(private readonly settings: ClockSettings) {
    this.everyMs = settings.everyMs ?? 5_000;
    this.confirmations = settings.confirmations ?? 12;
  }

  /** The clock of the database behind the pool, measured once already and going on. Throws DatabaseUnavailable. */
  static async start(pool: Pool): Promise<DatabaseClock> {
    const clock = new DatabaseClock({
      monotonic: () => performance.now(),
      ask: async () => {
        const { rows } = await pool.query<{ ms: number }>({ name: 'clock', text: 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms' });
        return rows[0]?.ms ?? Number.NaN;
      },
    });
    await clock.run();
    return clock;
  }

  /** Measures once, then every few seconds until {@link stop}. Throws DatabaseUnavailable where the first one fails. */
  async run(): Promise<void> {
    try {
      await this.measure();
    } catch (error) {
      throw translated(error);
    }
    this.timer = setInterval(() => {
      // A database that does not answer shows as the age of the last measurement.
      this.measure().catch(() => undefined);
    }, this.everyMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  now(): Instant {
    if (this.measurement === undefined) throw new Error('the clock was asked before its first measurement');
    this.last = Math.max(this.last, Math.floor(this.settings.monotonic() + this.measurement.offset));
    return this.last;
  }

  sure(): boolean {
    return this.health().sure;
  }

  /** True while `now()` may be wrong by more than a second: this host is not ready and fires nothing. */
  unsure(): boolean {
    return !this.sure();
  }

  health(): ClockHealth {
    const jump = this.lastJump === undefined ? {} : { jump: this.lastJump };
    if (this.measurement === undefined) return { sure: false, uncertaintyMs: Number.POSITIVE_INFINITY, measuredAgoMs: Number.POSITIVE_INFINITY, ...jump };
    const measuredAgoMs = this.settings.monotonic() - this.measurement.at;
    const uncertaintyMs = this.measurement.roundTrip + measuredAgoMs * drift;
    const fresh = measuredAgoMs <= this.everyMs * 6;
    return { sure: fresh && uncertaintyMs <= unsureAbove && this.suspected === undefined, uncertaintyMs, measuredAgoMs, ...jump };
  }

  /** One measurement: the quickest of a few answers. Public for whoever drives the clock by hand. */
  async measure(): Promise<void> {
    let best: Measurement | undefined;
    for (let sample = 0; sample < samples; sample += 1) {
      const sent = this.settings.monotonic();
      const database = await this.settings.ask();
      const received = this.settings.monotonic();
      const roundTrip = received - sent;
      if (best === undefined || roundTrip < best.roundTrip) best = { offset: database - received, roundTrip, at: received };
    }
    if (best !== undefined) this.take(best);
  }

  private take(fresh: Measurement): void {
    const before = this.measurement;
    if (before === undefined) {
      this.measurement = fresh;
      return;
    }
    const byMs = gap(before, fresh);
    if (Math.abs(byMs) <= jumpAbove) {
      this.measurement = fresh;
      this.suspected = undefined;
      return;
    }
    const agrees = this.suspected !== undefined && Math.abs(gap(this.suspected.first, fresh)) <= jumpAbove;
    this.suspected = { first: agrees && this.suspected ? this.suspected.first : fresh, agreeing: agrees && this.suspected ? this.suspected.agreeing + 1 : 1, byMs };
    this.lastJump = { byMs, followed: false };
    if (this.suspected.agreeing < this.confirmations) return;
    this.measurement = fresh;
    this.suspected = undefined;
    this.lastJump = { byMs, followed: true };
    // The database's time was set back: it is the truth, so ours goes back with it.
    this.last = 0;
  }
}

/** By how much the second offset differs from the first beyond what round trips and drift explain; 0 where they explain it. */
function gap(first: Measurement, second: Measurement): number {
  const difference = second.offset - first.offset;
  const explained = Math.max(first.roundTrip, second.roundTrip) + Math.max(0, second.at - first.at) * drift;
  return Math.sign(difference) * Math.max(0, Math.abs(difference) - explained);
}
