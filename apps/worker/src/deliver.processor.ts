import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Handlers } from '@shidian/queue';
import { PARTS, type WorkerParts } from './parts.js';
import { QueueProcessor } from './queue-processor.js';

/** Mail. One run takes everything that waits, so that a second job finds nothing left. */
@Processor('deliver', { concurrency: 1 })
export class DeliverProcessor extends QueueProcessor {
  readonly queue = 'deliver';
  readonly handlers: Handlers = { deliver: () => this.whole() };

  constructor(@Inject(PARTS) parts: WorkerParts) {
    super(parts);
  }

  async whole(): Promise<void> {
    await this.parts.mail.run(this.parts.stopping.signal);
  }
}
