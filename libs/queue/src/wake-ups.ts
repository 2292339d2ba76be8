import { randomUUID } from 'node:crypto';
import type { Instant } from '@shidian/engine';
import type { BusinessClock } from '@shidian/lifecycle';
import type { JobsOptions, Queue } from 'bullmq';
import { answerWithinMs, type QueueBackend, within } from './backend.js';
import { QueueUnreachable } from './errors.js';
import type { JobName, Payload, QueueName } from './jobs.js';

/**
 * Tells the workers to look. Every wake-up may be lost, late or twice: the polls find what it would have found.
 * Each method throws {@link QueueUnreachable} where the queue's server does not answer.
 */
export interface WakeUps {
  /** One job per instant. Instants beyond the horizon are left out: the horizon scheduler brings them in time. */
  drainAt(...instants: readonly Instant[]): Promise<void>;
  pokeCases(programId: string): Promise<void>;
  pokeProgram(programId: string): Promise<void>;
  deliver(): Promise<void>;
}

/** A queue object as Nest or {@link openQueues} makes it. */
export type QueueHandle = Queue;
export type QueueHandles = Readonly<Record<QueueName, QueueHandle>>;

/** How far ahead due instants are brought into the queue: minutes, because a delay of years would be Redis's word against ours. */
export const horizonMs = 10 * 60_000;

/**
 * Finished jobs are kept by age and by count: without either they stay for ever. A kept id does not run again, which
 * is harmless here, since what such a job would find is found by the poll.
 */
export const jobDefaults = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: 600, count: 200 },
  removeOnFail: { age: 7 * 24 * 3600, count: 1_000 },
} as const satisfies JobsOptions;

interface Planned<Name extends JobName = JobName> {
  readonly name: Name;
  readonly data: Payload<Name>;
  /** Never only digits and never with a colon: the queue refuses those. */
  readonly jobId: string;
  readonly delay: number;
}

export class QueueWakeUps implements WakeUps {
  constructor(
    private readonly queues: QueueHandles,
    private readonly backend: QueueBackend,
    private readonly clock: BusinessClock,
  ) {}

  async drainAt(...instants: readonly Instant[]): Promise<void> {
    const now = this.clock.now();
    const near = [...new Set(instants)].filter((at) => at <= now + horizonMs);
    await this.add(
      'drain',
      near.map((at) => ({ name: 'drain', data: { at }, jobId: `drain-${at}`, delay: Math.max(0, at - now) })),
    );
  }

  // An id of its own for each poke: one that is added while its namesake is at work would be lost without a word.
  async pokeCases(programId: string): Promise<void> {
    await this.add('drain', [{ name: 'poke-cases', data: { programId }, jobId: `poke-cases-${programId}-${randomUUID()}`, delay: 0 }]);
  }

  async pokeProgram(programId: string): Promise<void> {
    await this.add('drain', [{ name: 'poke-program', data: { programId }, jobId: `poke-program-${programId}-${randomUUID()}`, delay: 0 }]);
  }

  async deliver(): Promise<void> {
    await this.add('deliver', [{ name: 'deliver', data: {}, jobId: `deliver-${randomUUID()}`, delay: 0 }]);
  }

  /** Sees to it that upkeep runs every `everyMs` in one of the workers; puts the schedule back when the queue has lost it. */
  async keepUp(everyMs: number): Promise<void> {
    await this.ask(async () => {
      const found = await this.queues.upkeep.getJobScheduler('upkeep');
      if (found?.every === everyMs) return;
      await this.queues.upkeep.upsertJobScheduler('upkeep', { every: everyMs }, { name: 'upkeep', data: {}, opts: jobDefaults });
    });
  }

  private async add(queue: QueueName, planned: readonly Planned[]): Promise<void> {
    if (planned.length === 0) return;
    await this.ask(() =>
      this.queues[queue].addBulk(
        planned.map(({ name, data, jobId, delay }) => ({ name, data, opts: { ...jobDefaults, jobId, delay } })),
      ),
    );
  }

  /** An unreachable server would keep a command waiting for ever: fail, and let the outbox keep the row. */
  private async ask(question: () => Promise<unknown>): Promise<void> {
    const unreachable = (cause?: unknown): QueueUnreachable => new QueueUnreachable(this.backend.kind, this.backend.where, { cause });
    if (!this.backend.live()) throw unreachable();
    await within(answerWithinMs, question(), unreachable);
  }
}
