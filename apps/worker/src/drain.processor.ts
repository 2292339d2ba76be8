import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Handlers } from '@shidian/queue';
import { PARTS, type WorkerParts } from './parts.js';
import { QueueProcessor } from './queue-processor.js';

/** Due instants and pokes. What the job says is only where to look first. */
@Processor('drain', { concurrency: 2 })
export class DrainProcessor extends QueueProcessor {
  readonly queue = 'drain';
  readonly handlers: Handlers = {
    drain: async () => {
      await this.parts.firing.fire();
    },
    'poke-cases': ({ programId }) => this.parts.poking.cases(programId),
    'poke-program': ({ programId }) => this.parts.poking.program(programId),
  };

  constructor(@Inject(PARTS) parts: WorkerParts) {
    super(parts);
  }

  async whole(): Promise<void> {
    await this.parts.firing.fire();
    await this.parts.poking.all();
  }
}
