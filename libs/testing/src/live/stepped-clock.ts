import { SimulatedClock } from 'xstate';

/**
 * XState's simulated clock, moved from one timer to the next: moved in one go it would show every timer the end of
 * the journey as its own instant, and give those that arm others a wrong beginning.
 */
export class SteppedClock extends SimulatedClock {
  private readonly ends = new Map<number, number>();

  override setTimeout(fn: (...args: unknown[]) => void, timeout: number): number {
    const id: number = super.setTimeout(() => {
      this.ends.delete(id);
      fn();
    }, timeout);
    this.ends.set(id, this.now() + timeout);
    return id;
  }

  override clearTimeout(id: number): void {
    this.ends.delete(id);
    super.clearTimeout(id);
  }

  /** Runs every timer up to `to`, each at its own instant, those that they set included. */
  runTo(to: number): void {
    for (let next = this.next(); next <= to; next = this.next()) this.set(Math.max(next, this.now()));
    if (to > this.now()) this.set(to);
  }

  private next(): number {
    return Math.min(...this.ends.values());
  }
}
