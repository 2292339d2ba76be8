import type { NoticeRun } from '@shidian/notices';
import type { Duty, Firing, Poking, QueueBackend, QueueHandles } from '@shidian/queue';
import type { Log } from '@shidian/observability';
import type { Upkeep } from './upkeep.js';

/** What the processors and loops work with, made before Nest boots. */
export interface WorkerParts {
  readonly log: Log;
  readonly backend: QueueBackend;
  readonly firing: Firing;
  readonly poking: Poking;
  readonly notices: NoticeRun;
  readonly upkeep: Upkeep;
  /** Duties that need no queue: they go on while it is away. */
  readonly polls: readonly Duty[];
  /** Makes the duties that publish, once there are queues. */
  readonly publishing: (queues: QueueHandles) => readonly Duty[];
  /** Told when the process is to end: whatever runs stops between two transactions. */
  readonly stopping: AbortController;
  /** Jobs at work. The end waits for them, and for nothing that the queue's server would have to answer. */
  readonly atWork: Set<Promise<void>>;
}

/** Token under which the parts are injected. */
export const PARTS = Symbol('worker parts');
