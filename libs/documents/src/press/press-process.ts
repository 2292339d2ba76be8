/**
 * The process in which papers are made: one at a time, away from the process that answers requests. It is ended from
 * outside when a paper takes too long, and ends by itself when its parent is gone.
 */
import { make, type WorkKind, type Works } from './work.js';

export interface Job<K extends WorkKind = WorkKind> {
  readonly id: number;
  readonly kind: K;
  readonly given: Works[K]['given'];
}

export type Done = { readonly id: number; readonly made: Works[WorkKind]['made'] } | { readonly id: number; readonly fault: string };

async function done({ id, kind, given }: Job): Promise<Done> {
  try {
    return { id, made: await make(kind, given) };
  } catch (error) {
    return { id, fault: error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error) };
  }
}

process.on('message', (job: Job) => void done(job).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
