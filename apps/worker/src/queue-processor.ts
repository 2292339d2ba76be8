import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { handleJob, type Handlers, type JobProcessor, type QueueName, type ReceivedJob } from '@shidian/queue';
import type { WorkerParts } from './parts.js';

/** What the three processors share: reading the job, and telling of failures. */
export abstract class QueueProcessor extends WorkerHost implements JobProcessor {
  abstract readonly queue: QueueName;
  abstract readonly handlers: Handlers;

  constructor(protected readonly parts: WorkerParts) {
    super();
  }

  abstract whole(): Promise<void>;

  async process(job: ReceivedJob): Promise<void> {
    const work = handleJob(this, job, this.parts.log);
    this.parts.atWork.add(work);
    try {
      await work;
    } finally {
      this.parts.atWork.delete(work);
    }
  }

  @OnWorkerEvent('failed')
  failed(job: ReceivedJob | undefined, error: Error): void {
    this.parts.log.error({ queue: this.queue, jobId: job?.id, error }, 'a job failed; the polls do what it would have done');
  }

  /** Without a listener a lost connection would end the process. */
  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.parts.log.warn({ queue: this.queue, error: error.message }, 'the queue does not answer');
  }
}
