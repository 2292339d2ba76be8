import { beforeEach, describe, expect, it } from 'vitest';
import { DatabaseClock } from './database-clock.js';

/** A host and a database whose clocks the test turns. */
class Clocks {
  host = 10_000;
  database = 1_456_761_600_000;
  roundTrip = 4;
  /** Of the round trip, before the database reads its clock. */
  share = 0.5;
  answers = true;

  pass(ms: number): void {
    this.host += ms;
    this.database += ms;
  }

  ask(): Promise<number> {
    if (!this.answers) return Promise.reject(new Error('Connection terminated'));
    this.pass(this.roundTrip * this.share);
    const answer = this.database;
    this.pass(this.roundTrip * (1 - this.share));
    return Promise.resolve(answer);
  }
}

let clocks: Clocks;
let clock: DatabaseClock;

beforeEach(() => {
  clocks = new Clocks();
  clock = new DatabaseClock({ ask: () => clocks.ask(), monotonic: () => clocks.host, confirmations: 3 });
});

describe('the clock of the database', () => {
  it('refuses to tell the time before its first measurement', () => {
    expect(() => clock.now()).toThrow(/first measurement/);
    expect(clock.unsure()).toBe(true);
  });

  it('tells the time of the database by the monotonic clock of the host', async () => {
    await clock.measure();
    clocks.pass(12_345);
    expect(clocks.database - clock.now()).toBeLessThanOrEqual(clocks.roundTrip);
    expect(clock.health()).toMatchObject({ sure: true });
  });

  it('is unsure by the round trip, and not ready above a second', async () => {
    clocks.roundTrip = 1_500;
    await clock.measure();
    expect(clock.health().uncertaintyMs).toBeGreaterThanOrEqual(1_500);
    expect(clock.unsure()).toBe(true);
  });

  it.each([0, 0.5, 1])('is never ahead of the database, and behind by no more than it says, wherever in the round trip (%d of it) the time was read', async (share) => {
    clocks.share = share;
    clocks.roundTrip = 800;
    await clock.measure();
    clocks.pass(100);
    expect(clock.now()).toBeLessThanOrEqual(clocks.database);
    expect(clocks.database - clock.now()).toBeLessThanOrEqual(clock.health().uncertaintyMs + 1);
  });

  it('takes the quickest of its samples', async () => {
    const trips = [2_600, 10, 900];
    clock = new DatabaseClock({ ask: () => ((clocks.roundTrip = trips.shift() ?? 4), clocks.ask()), monotonic: () => clocks.host });
    await clock.measure();
    expect(clock.health().uncertaintyMs).toBeLessThan(11);
  });

  it('becomes unsure when the database has not answered for long, and sure again when it does', async () => {
    await clock.measure();
    clocks.answers = false;
    clocks.pass(31_000);
    await expect(clock.measure()).rejects.toThrow();
    expect(clock.unsure()).toBe(true);
    clocks.answers = true;
    await clock.measure();
    expect(clock.unsure()).toBe(false);
  });

  it('never goes back by a small correction', async () => {
    await clock.measure();
    const before = clock.now();
    clocks.database -= 400;
    await clock.measure();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.unsure()).toBe(false);
  });

  it.each([3_600_000, -3_600_000])('keeps its time through a jump by %i ms, is unsure, and follows once it is confirmed', async (by) => {
    await clock.measure();
    const before = clock.now();
    clocks.database += by;
    await clock.measure();
    expect(clock.unsure()).toBe(true);
    expect(clock.health().jump?.followed).toBe(false);
    expect(Math.abs((clock.health().jump?.byMs ?? 0) - by)).toBeLessThan(100);
    expect(clock.now() - before).toBeLessThan(100);
    await clock.measure();
    await clock.measure();
    expect(clock.unsure()).toBe(false);
    expect(clock.health().jump?.followed).toBe(true);
    expect(Math.abs(clock.now() - clocks.database)).toBeLessThan(10);
  });

  it('forgets a glitch that the next measurement does not confirm', async () => {
    await clock.measure();
    clocks.database += 5_000;
    await clock.measure();
    clocks.database -= 5_000;
    await clock.measure();
    expect(clock.unsure()).toBe(false);
    expect(Math.abs(clock.now() - clocks.database)).toBeLessThan(10);
  });
});
