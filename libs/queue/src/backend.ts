import type { QueueOptions } from 'bullmq';

/** Where the jobs lie. Chosen once, before anything that queues is made. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** The server without its password, for people. */
  readonly where: string;
  /** What every queue and worker is made with (`BullModule.forRoot`). */
  readonly options: Pick<QueueOptions, 'connection' | 'prefix'>;
  /** False while the connection is known to be down; publishing then fails at once instead of piling up. */
  live(): boolean;
  /** Asks the server. @throws QueueUnreachable */
  probe(): Promise<void>;
  /** Closes the connections; after the queues and workers. */
  close(): Promise<void>;
}

/** How long a single answer of the queue's server may take. */
export const answerWithinMs = 5_000;

/** The work's result, or `late` where it takes longer than `ms`. The work is not stopped. */
export async function within<T>(ms: number, work: Promise<T>, late: (cause?: unknown) => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
    }, ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
