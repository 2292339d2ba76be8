import { Change, ChangeEnd, ChangeReady, ChangeReset, routes } from '@shidian/contracts';
import { EventSource } from 'eventsource';
import type { z } from 'zod';

const schemas: Readonly<Record<string, z.ZodType>> = { ready: ChangeReady, change: Change, reset: ChangeReset, end: ChangeEnd };

export interface ToldChange {
  readonly event: string;
  readonly data: { readonly kind?: string; readonly id?: string; readonly version?: number; readonly reason?: string; readonly resumed?: boolean; readonly caseId?: string | null };
  readonly id: string;
  /** Milliseconds, monotonic. */
  readonly at: number;
}

/** A browser's view of the changes: an EventSource with a cookie, which reconnects by itself as a browser does. */
export class ChangeListener {
  readonly told: ToldChange[] = [];
  /** Status of every refusal. */
  readonly refusals: number[] = [];
  private readonly source: EventSource;
  private readonly waiting = new Set<() => void>();

  constructor(base: string, cookie: string, since?: string) {
    const url = new URL(routes.changes.path, base);
    if (since !== undefined) url.searchParams.set('since', since);
    this.source = new EventSource(url, { fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, cookie } }) });
    for (const [event, schema] of Object.entries(schemas)) {
      this.source.addEventListener(event, (message: { readonly data: string; readonly lastEventId: string }) => {
        this.told.push({ event, data: schema.parse(JSON.parse(message.data)) as ToldChange['data'], id: message.lastEventId, at: performance.now() });
        this.look();
      });
    }
    this.source.addEventListener('error', ({ code }) => {
      if (code !== undefined) this.refusals.push(code);
      this.look();
    });
  }

  /** Connected and told from where it begins. */
  static async open(base: string, cookie: string, since?: string): Promise<ChangeListener> {
    const listener = new ChangeListener(base, cookie, since);
    await listener.until(() => listener.told.length > 0);
    return listener;
  }

  /** Resolves as soon as it holds; looks after every event and every refusal. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The first event of the kind about the thing, told already or still to come. */
  hears(kind: string, id: string, version = 0): Promise<ToldChange> {
    return this.first(({ data }) => data.kind === kind && (data.id ?? data.caseId) === id && (data.version ?? 0) >= version);
  }

  ends(): Promise<ToldChange> {
    return this.first(({ event }) => event === 'end');
  }

  private async first(wanted: (told: ToldChange) => boolean): Promise<ToldChange> {
    let found: ToldChange | undefined;
    await this.until(() => (found = this.told.find(wanted)) !== undefined);
    if (found === undefined) throw new Error('it was waited for and is not there');
    return found;
  }

  get lastId(): string {
    return this.told.findLast(({ id }) => id !== '')?.id ?? '';
  }

  /** What was told of, without when. */
  get changes(): ToldChange['data'][] {
    return this.told.filter(({ event }) => event === 'change').map(({ data }) => data);
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }

  close(): void {
    this.source.close();
  }
}
