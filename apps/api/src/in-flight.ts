import type { ServerResponse } from 'node:http';

/** Counts requests that have not been answered yet, so that a process can go without breaking one off. */
export class InFlight {
  private readonly open = new Set<ServerResponse>();
  private whenEmpty: (() => void) | undefined;

  closing = false;

  track(response: ServerResponse): void {
    this.open.add(response);
    response.once('close', () => {
      this.open.delete(response);
      if (this.open.size === 0) this.whenEmpty?.();
    });
  }

  /** From now on new requests are refused; resolves when the last one has left, or when the time is over. */
  async drained(withinMs: number): Promise<void> {
    this.closing = true;
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.whenEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
