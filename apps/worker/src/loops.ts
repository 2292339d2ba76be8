import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bullmq';
import { Loop, type LoopState, type QueueHandle } from '@shidian/queue';
import { PARTS, type WorkerParts } from './parts.js';

/** The polls and publishers of this process: started when everything else stands, stopped before the processors. */
@Injectable()
export class Loops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loops: readonly Loop[];

  constructor(
    @Inject(PARTS) private readonly parts: WorkerParts,
    @InjectQueue('drain') drain: QueueHandle,
    @InjectQueue('deliver') deliver: QueueHandle,
    @InjectQueue('upkeep') upkeep: QueueHandle,
  ) {
    // Without a listener a lost connection would end the process; the relay tells of it when it cannot publish.
    for (const queue of [drain, deliver, upkeep]) queue.on('error', () => undefined);
    this.#loops = [...parts.polls, ...parts.publishing({ drain, deliver, upkeep })].map((duty) => new Loop(duty, parts.log));
  }

  onApplicationBootstrap(): void {
    for (const loop of this.#loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.parts.stopping.abort();
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  states(): readonly LoopState[] {
    return this.#loops.map((loop) => loop.state());
  }
}
