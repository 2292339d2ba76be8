import type { OutboxMessage, OutboxStore } from '@shidian/lifecycle';
import type { Duty } from './loop.js';
import type { WakeUps } from './wake-ups.js';

const page = 200;

/** Publishes the wake-ups of a page of the outbox; the same wake-up goes out once however many rows ask for it. */
async function publish(messages: readonly OutboxMessage[], wakeUps: WakeUps): Promise<void> {
  const instants = new Set<number>();
  const cases = new Set<string>();
  const programs = new Set<string>();
  let deliver = false;
  for (const message of messages) {
    switch (message.topic) {
      case 'drain':
        instants.add(message.at);
        break;
      case 'poke.cases':
        cases.add(message.programId);
        break;
      case 'poke.program':
        programs.add(message.programId);
        break;
      case 'deliver':
        deliver = true;
        break;
    }
  }
  await Promise.all([
    wakeUps.drainAt(...instants),
    ...[...cases].map((id) => wakeUps.pokeCases(id)),
    ...[...programs].map((id) => wakeUps.pokeProgram(id)),
    ...(deliver ? [wakeUps.deliver()] : []),
  ]);
}

/**
 * Takes committed rows out of the outbox into the queue, at least once: the rows go when every wake-up of their page
 * was accepted, and stay when one was not or when the process dies in between.
 */
export class OutboxRelay implements Duty {
  readonly name = 'relay';

  constructor(
    private readonly outbox: OutboxStore,
    private readonly wakeUps: WakeUps,
    readonly everyMs: number = 200,
  ) {}

  async run(): Promise<boolean> {
    return (await this.outbox.take(page, (messages) => publish(messages, this.wakeUps))) === page;
  }
}
