import type { OutboxMessage, OutboxStore } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { OutboxRelay } from './relay.js';
import type { WakeUps } from './wake-ups.js';

function outbox(rows: OutboxMessage[]): OutboxStore & { readonly rows: OutboxMessage[] } {
  return {
    rows,
    take: async (limit, publish) => {
      const page = rows.slice(0, limit);
      if (page.length > 0) await publish(page);
      rows.splice(0, page.length);
      return page.length;
    },
  };
}

function wakeUps(refuse?: keyof WakeUps): WakeUps & { readonly published: string[] } {
  const published: string[] = [];
  const say = (kind: keyof WakeUps) => (...what: readonly (string | number)[]) => {
    if (kind === refuse) return Promise.reject(new Error('queue away'));
    published.push([kind, ...what].join(' '));
    return Promise.resolve();
  };
  return { published, drainAt: say('drainAt'), pokeCases: say('pokeCases'), pokeProgram: say('pokeProgram'), deliver: say('deliver') };
}

const messages: readonly OutboxMessage[] = [
  { topic: 'drain', at: 5 },
  { topic: 'poke.cases', programId: 'p' },
  { topic: 'deliver' },
  { topic: 'drain', at: 5 },
  { topic: 'drain', at: 7 },
  { topic: 'poke.program', programId: 'p' },
  { topic: 'poke.cases', programId: 'p' },
  { topic: 'deliver' },
];

describe('the outbox relay', () => {
  it('publishes each wake-up once however many rows ask for it, and the rows go', async () => {
    const store = outbox([...messages]);
    const queue = wakeUps();
    expect(await new OutboxRelay(store, queue).run()).toBe(false);
    expect(queue.published.sort()).toEqual(['deliver', 'drainAt 5 7', 'pokeCases p', 'pokeProgram p']);
    expect(store.rows).toEqual([]);
  });

  it('leaves every row when one wake-up of the page was not accepted', async () => {
    const store = outbox([...messages]);
    await expect(new OutboxRelay(store, wakeUps('pokeProgram')).run()).rejects.toThrow('queue away');
    expect(store.rows).toHaveLength(messages.length);
  });

  it('asks for another run while a whole page came', async () => {
    const store = outbox(Array.from({ length: 250 }, () => ({ topic: 'deliver' as const })));
    const relay = new OutboxRelay(store, wakeUps());
    expect(await relay.run()).toBe(true);
    expect(await relay.run()).toBe(false);
    expect(store.rows).toEqual([]);
  });
});
