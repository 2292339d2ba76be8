import { z } from 'zod';

/**
 * The three queues. There are no more, and none has a listener for queue events: on PostgreSQL each queue, worker and
 * listener costs connections.
 */
export const queueNames = ['drain', 'deliver', 'upkeep'] as const;
export type QueueName = (typeof queueNames)[number];

/** Every job that there is, the queue that it lies in and what it carries: instants and ids, never content. */
export const jobs = {
  /** Something falls due at `at` (milliseconds since the epoch): drain whatever is due by now. */
  drain: { queue: 'drain', payload: z.object({ at: z.int() }) },
  /** Cases of the program have not seen its newest move or date. */
  'poke-cases': { queue: 'drain', payload: z.object({ programId: z.uuid() }) },
  /** The program itself may move because its cases did. */
  'poke-program': { queue: 'drain', payload: z.object({ programId: z.uuid() }) },
  /** Notices wait for the mail. */
  deliver: { queue: 'deliver', payload: z.object({}) },
  /** Collect what nobody needs any more. */
  upkeep: { queue: 'upkeep', payload: z.object({}) },
} as const satisfies Readonly<Record<string, { readonly queue: QueueName; readonly payload: z.ZodType }>>;

export type JobName = keyof typeof jobs;
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

/** A job as the queue hands it over. Nothing in it is trusted: Redis under memory pressure returns `name: null, data: {}`. */
export interface ReceivedJob {
  readonly id?: string | undefined;
  readonly name: unknown;
  readonly data: unknown;
}

export type ReadJob = { [Name in JobName]: { readonly name: Name; readonly payload: Payload<Name> } }[JobName];

const isJobName = (name: unknown): name is JobName => typeof name === 'string' && Object.hasOwn(jobs, name);

/** The job, when it is one of ours, lies in its own queue and carries what it should; otherwise undefined. */
export function readJob(queue: QueueName, job: ReceivedJob): ReadJob | undefined {
  if (!isJobName(job.name) || jobs[job.name].queue !== queue) return undefined;
  const payload = jobs[job.name].payload.safeParse(job.data);
  return payload.success ? ({ name: job.name, payload: payload.data } as ReadJob) : undefined;
}
