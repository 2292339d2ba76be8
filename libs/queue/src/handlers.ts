import { JobHandledTwice, JobWithoutHandler } from './errors.js';
import { type JobName, jobs, type Payload, type QueueName, readJob, type ReceivedJob } from './jobs.js';
import type { Log } from './log.js';

/** What each job of a queue does. */
export type Handlers = { readonly [Name in JobName]?: (payload: Payload<Name>) => Promise<void> };

/** The processor of one queue, in the eyes of this library. */
export interface JobProcessor {
  readonly queue: QueueName;
  readonly handlers: Handlers;
  /** Everything that the queue's jobs could ask for: done for a job that cannot be read. */
  whole(): Promise<void>;
}

/**
 * Hands a job to its handler. A job that lost its content (Redis under memory pressure does that to jobs without a
 * word) or that another release wrote is answered by doing the queue's whole duty from PostgreSQL, with a warning.
 */
export async function handleJob(processor: JobProcessor, job: ReceivedJob, log: Log): Promise<void> {
  const read = readJob(processor.queue, job);
  const handler = read && (processor.handlers[read.name] as ((payload: unknown) => Promise<void>) | undefined);
  if (!read || !handler) {
    log.warn({ queue: processor.queue, jobId: job.id, name: job.name }, 'a job cannot be read: PostgreSQL is asked instead');
    await processor.whole();
    return;
  }
  await handler(read.payload);
}

/**
 * Compares what the processors handle with the jobs that there are; called at boot.
 *
 * @throws JobWithoutHandler, JobHandledTwice
 */
export function assertEveryJobIsHandledOnce(processors: readonly JobProcessor[]): void {
  const handledBy = new Map<string, string[]>();
  for (const { queue, handlers } of processors) {
    for (const job of Object.keys(handlers)) handledBy.set(job, [...(handledBy.get(job) ?? []), queue]);
  }
  const missing = Object.keys(jobs).filter((job) => !handledBy.has(job));
  if (missing.length > 0) throw new JobWithoutHandler(missing);
  for (const [job, by] of handledBy) {
    const own: string | undefined = Object.hasOwn(jobs, job) ? jobs[job as JobName].queue : undefined;
    if (by.length > 1 || by[0] !== own) throw new JobHandledTwice(job, by.length > 1 ? by : [...by, own ?? 'nobody']);
  }
  const queues = processors.map(({ queue }) => queue);
  const twice = queues.find((queue, index) => queues.indexOf(queue) !== index);
  if (twice) throw new JobHandledTwice(`every job of the queue ${twice}`, ['two processors']);
}
