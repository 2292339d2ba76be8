import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { assertEveryJobIsHandledOnce, jobDefaults, queueNames } from '@shidian/queue';
import { DeliverProcessor } from './deliver.processor.js';
import { DrainProcessor } from './drain.processor.js';
import { Loops } from './loops.js';
import { PARTS, type WorkerParts } from './parts.js';
import { UpkeepProcessor } from './upkeep.processor.js';

@Module({})
export class WorkerModule {
  /** Constructed before any queue takes a job: a job that nobody handles stops the boot. */
  constructor(drain: DrainProcessor, deliver: DeliverProcessor, upkeep: UpkeepProcessor) {
    assertEveryJobIsHandledOnce([drain, deliver, upkeep]);
  }

  static over(parts: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        BullModule.forRoot({ ...parts.backend.options, defaultJobOptions: jobDefaults }),
        BullModule.registerQueue(...queueNames.map((name) => ({ name }))),
      ],
      providers: [{ provide: PARTS, useValue: parts }, DrainProcessor, DeliverProcessor, UpkeepProcessor, Loops],
    };
  }
}
