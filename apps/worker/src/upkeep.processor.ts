import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Handlers } from '@shidian/queue';
import { PARTS, type WorkerParts } from './parts.js';
import { QueueProcessor } from './queue-processor.js';

/** Collecting what nobody needs, in one of the workers at a time. */
@Processor('upkeep', { concurrency: 1 })
export class UpkeepProcessor extends QueueProcessor {
  readonly queue = 'upkeep';
  readonly handlers: Handlers = { upkeep: () => this.whole() };

  constructor(@Inject(PARTS) parts: WorkerParts) {
    super(parts);
  }

  whole(): Promise<void> {
    return this.parts.upkeep.run();
  }
}
