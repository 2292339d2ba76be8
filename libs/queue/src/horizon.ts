import type { AgendaStore, BusinessClock } from '@shidian/lifecycle';
import type { Duty } from './loop.js';
import { horizonMs, type WakeUps } from './wake-ups.js';

const page = 1_000;

/**
 * Brings the due instants of the next minutes into the queue: one delayed job per instant, however many deadlines share
 * it. Runs again and again, so that a queue that was emptied is filled again; an instant that is there already is left.
 */
export class HorizonScheduler implements Duty {
  readonly name = 'horizon';

  constructor(
    private readonly agenda: AgendaStore,
    private readonly wakeUps: WakeUps,
    private readonly clock: BusinessClock,
    /** Less than the horizon, or instants would come in late. */
    readonly everyMs: number = 60_000,
  ) {}

  async run(signal: AbortSignal): Promise<boolean> {
    const now = this.clock.now();
    let after = now;
    while (!signal.aborted) {
      const instants = await this.agenda.dueInstants(after, now + horizonMs, page);
      await this.wakeUps.drainAt(...instants);
      const last = instants.at(-1);
      if (last === undefined || instants.length < page) return false;
      after = last;
    }
    return false;
  }
}
