import type { BusinessClock, DrainUseCases } from '@shidian/lifecycle';
import type { Log } from './log.js';

/** The business clock of a worker: an estimate of the database's, which knows when it cannot be relied on. */
export interface FiringClock extends BusinessClock {
  /** True while the database's clock and this process's monotonic clock disagree: something jumped. */
  unsure(): boolean;
}

/** Cases stepped in one transaction: more gain little, and a process told to stop is to be done soon. */
const batch = 200;

/**
 * Fires what is due, whoever asks: a job, the poll or both at once. There is one run at a time in a process; whoever
 * asks during a run gets one more behind it, so that nothing that fell due before the question is missed.
 *
 * While the clock is unsure nothing fires: a deadline that fires early cannot be taken back, one that fires late is
 * still recorded at its due instant.
 */
export class Firing {
  #current: Promise<number> | undefined;
  #next: Promise<number> | undefined;
  #paused = false;

  constructor(
    private readonly drain: DrainUseCases,
    private readonly clock: FiringClock,
    private readonly log: Log,
    /** Ends a run between two transactions. */
    private readonly stopping: AbortSignal = new AbortController().signal,
  ) {}

  /** Steps everything that is due by now; returns how many instances. */
  fire(): Promise<number> {
    if (this.#current === undefined) return this.run();
    const following = (): Promise<number> => {
      this.#next = undefined;
      return this.run();
    };
    this.#next ??= this.#current.then(following, following);
    return this.#next;
  }

  /** True while firing is held back because the clock is unsure. */
  get paused(): boolean {
    return this.#paused;
  }

  private run(): Promise<number> {
    const run = this.drainAll().finally(() => {
      if (this.#current === run) this.#current = undefined;
    });
    this.#current = run;
    return run;
  }

  private async drainAll(): Promise<number> {
    let total = 0;
    while (!this.stopping.aborted && this.mayFire()) {
      const stepped = await this.drain.due(this.clock.now(), batch);
      if (stepped === 0) break;
      total += stepped;
    }
    return total;
  }

  private mayFire(): boolean {
    const unsure = this.clock.unsure();
    if (unsure && !this.#paused) {
      this.log.error({ alarm: 'clock' }, 'the database clock jumped against this machine: deadlines are held back until they agree again');
    }
    if (!unsure && this.#paused) this.log.info({}, 'the clocks agree again: deadlines fire');
    this.#paused = unsure;
    return !unsure;
  }
}
