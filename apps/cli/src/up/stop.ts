/** What has to be taken down again, last built first: api, worker, then the database. */
export class TearDown {
  private readonly works: { readonly name: string; readonly work: () => Promise<void> }[] = [];

  add(name: string, work: () => Promise<void>): void {
    this.works.push({ name, work });
  }

  /** Everything, also when something of it fails; reports each. */
  async run(report: (name: string, error: Error | undefined) => void): Promise<void> {
    for (let next = this.works.pop(); next; next = this.works.pop()) {
      const { name, work } = next;
      await work().then(
        () => {
          report(name, undefined);
        },
        (error: unknown) => {
          report(name, error instanceof Error ? error : new Error('it could not be stopped', { cause: error }));
        },
      );
    }
  }
}

/** The wish to stop: from a signal, from the parent's end, or from a part that cannot go on. */
export class StopWish {
  private readonly listeners = new Set<() => void>();
  private wished = false;

  get given(): boolean {
    return this.wished;
  }

  give(): void {
    if (this.wished) return;
    this.wished = true;
    for (const listener of this.listeners) listener();
  }

  /** Resolves when it is given. */
  wait(): Promise<void> {
    if (this.wished) return Promise.resolve();
    return new Promise((resolve) => this.listeners.add(resolve));
  }

  /** Ends a start between two of its steps. */
  throwIfGiven(): void {
    if (this.wished) throw new Stopped();
  }
}

/** The start was called off; nothing went wrong. */
export class Stopped extends Error {
  constructor() {
    super('stopped while starting');
    this.name = 'Stopped';
  }
}
