import { setTimeout as timeout } from 'node:timers/promises';
import type { Log } from './log.js';

/** Resolves after `ms`, or at once when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export const pause: Pause = (ms, signal) => timeout(ms, undefined, { signal }).catch(() => undefined);

/** Something to do again and again. */
export interface Duty {
  readonly name: string;
  /** Rest between two runs, in milliseconds. */
  readonly everyMs: number;
  /** One run; true where there is more to do at once. A run that throws is logged and tried again after the rest. */
  run(signal: AbortSignal): Promise<boolean>;
}

export interface LoopState {
  readonly name: string;
  /** Milliseconds since a run last ended well (monotonic); null before the first. */
  readonly sinceMs: number | null;
  /** What the last run threw, or null. */
  readonly failure: string | null;
}

/** Runs a duty until it is stopped. One run at a time; a failure never ends the loop. */
export class Loop {
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #doneAt: number | undefined;
  #failure: string | null = null;

  constructor(
    private readonly duty: Duty,
    private readonly log: Log,
    private readonly rest: Pause = pause,
  ) {}

  start(): void {
    this.#running ??= this.go();
  }

  /** Resolves when the run under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  state(): LoopState {
    return { name: this.duty.name, sinceMs: this.#doneAt === undefined ? null : performance.now() - this.#doneAt, failure: this.#failure };
  }

  private async go(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const more = await this.runOnce(signal);
      if (!more) await this.rest(this.duty.everyMs, signal);
    }
  }

  private async runOnce(signal: AbortSignal): Promise<boolean> {
    try {
      const more = await this.duty.run(signal);
      if (this.#failure !== null) this.log.info({ duty: this.duty.name }, 'works again');
      this.#failure = null;
      this.#doneAt = performance.now();
      return more;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      // The same failure every two seconds would bury everything else.
      if (failure !== this.#failure) this.log.error({ duty: this.duty.name, error }, 'failed; it is tried again');
      this.#failure = failure;
      return false;
    }
  }
}
