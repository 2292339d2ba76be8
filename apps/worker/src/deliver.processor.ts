import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Handlers } from '@shidian/queue';
import { PARTS, type WorkerParts } from './parts.js';
import { QueueProcessor } from './queue-processor.js';

/** Notices that are to leave. One run takes everything that waits, so that a second job finds nothing left. */
@Processor('deliver', { concurrency: 1 })
export class DeliverProcessor extends QueueProcessor {
  readonly queue = 'deliver';
  readonly handlers: Handlers = { deliver: () => this.whole() };

  constructor(@Inject(PARTS) parts: WorkerParts) {
    super(parts);
  }

  /** The job ends when the messages are made: a channel that is slow must not keep the next job, and so the others, waiting. */
  async whole(): Promise<void> {
    const { notices, stopping, atWork, log } = this.parts;
    await notices.make(stopping.signal);
    for (const channel of notices.channels) {
      const work = notices.send(channel, stopping.signal).then(
        () => undefined,
        (error: unknown) => {
          log.warn({ channel, error }, 'sending failed; the poll goes on with it');
        },
      );
      atWork.add(work);
      void work.then(() => atWork.delete(work));
    }
  }
}
