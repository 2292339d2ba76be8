import type { OutboxMessage } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresOutboxStore } from './outbox-store.js';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(async () => {
  await scratch.sql('TRUNCATE shidian.outbox, shidian.delivery, shidian.notice_read, shidian.notice');
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

describe('the outbox', () => {
  const put = (messages: readonly OutboxMessage[]): Promise<void> => world.store.transaction((tx) => tx.write({ outbox: messages }));

  it('hands out each message in order, once, and forgets it when it is published', async () => {
    const outbox = new PostgresOutboxStore(scratch.database.pools.engine);
    await put([{ topic: 'drain', at: worldNow }, { topic: 'drain', at: worldNow }, { topic: 'deliver' }]);
    await put([{ topic: 'poke.cases', programId: world.programId }]);
    const seen: OutboxMessage[] = [];
    const publish = (messages: readonly OutboxMessage[]): Promise<void> => (seen.push(...messages), Promise.resolve());
    expect(await outbox.take(2, publish)).toBe(2);
    expect(await outbox.take(9, publish)).toBe(1);
    expect(await outbox.take(9, publish)).toBe(0);
    expect(seen.at(-1)).toEqual({ topic: 'poke.cases', programId: world.programId });
    expect(seen.slice(0, 2)).toEqual(expect.arrayContaining([{ topic: 'drain', at: worldNow }, { topic: 'deliver' }]));
  });

  it('keeps what could not be published', async () => {
    const outbox = new PostgresOutboxStore(scratch.database.pools.engine);
    await put([{ topic: 'deliver' }]);
    await expect(outbox.take(9, () => Promise.reject(new RangeError('queue is down')))).rejects.toThrow(RangeError);
    expect(await outbox.take(9, () => Promise.resolve())).toBe(1);
  });

  it('never hands the same message to two relays at once', async () => {
    const outbox = new PostgresOutboxStore(scratch.database.pools.engine);
    await put([{ topic: 'deliver' }]);
    await outbox.take(9, async () => {
      expect(await outbox.take(9, () => Promise.resolve())).toBe(0);
    });
    expect(await outbox.take(9, () => Promise.resolve())).toBe(0);
  });
});
