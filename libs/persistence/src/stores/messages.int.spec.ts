import { randomUUID } from 'node:crypto';
import type { NoticeRow, OutboxMessage } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresDeliveryStore } from './delivery-store.js';
import { PostgresDirectoryStore } from './directory-store.js';
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

describe('deliveries', () => {
  const notice = (key: string, change: Partial<NoticeRow> = {}): NoticeRow => ({
    id: randomUUID(), key, programId: world.programId, caseId: null, post: world.countyA.post.id, at: worldNow, kind: 'reminder', text: { zh: key }, urgent: false, ...change,
  });
  const store = (): PostgresDeliveryStore => new PostgresDeliveryStore(scratch.database.pools.engine, world.clock);

  it('are made once for every account that holds the post and has a mailbox', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('a'), notice('b', { post: world.schoolA.post.id })] }));
    expect(await Promise.all([store().expand(10), store().expand(10)]).then((counts) => counts[0] + counts[1])).toBe(2);
    expect(await store().expand(10)).toBe(0);
    const claimed = await store().claim(10, 60_000, worldNow);
    expect(claimed.map((row) => row.address).sort()).toEqual([world.countyA.account.email, world.schoolA.account.email].sort());
    expect(claimed.find((row) => row.text.zh === 'a')).toMatchObject({
      key: `a/${world.countyA.account.id}`, recipient: '示例甲县教育局经办人', programName: '示例试点 2016', caseId: null, caseNumber: null, kind: 'reminder', noticedAt: worldNow, attempts: 1,
    });
  });

  it('are claimed by one worker at a time, urgent first, and again when the lease runs out', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('old', { at: worldNow - 5 }), notice('new'), notice('urgent', { urgent: true })] }));
    await store().expand(10);
    const texts = async (limit: number, at: number): Promise<readonly string[]> => (await store().claim(limit, 1_000, at)).map((row) => row.text.zh);
    expect(await texts(2, worldNow)).toEqual(['urgent', 'old']);
    expect(await texts(9, worldNow)).toEqual(['new']);
    expect(await texts(9, worldNow + 999)).toEqual([]);
    expect((await store().claim(9, 1_000, worldNow + 1_000)).map((row) => row.attempts)).toEqual([2, 2, 2]);
  });

  it('wait after a temporary failure, end after a permanent one, and are never sent again once delivered', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('later'), notice('never'), notice('done')] }));
    await store().expand(10);
    const byText = new Map((await store().claim(10, 1_000, worldNow)).map((row) => [row.text.zh, row.id]));
    await store().failed(byText.get('later')!, { permanent: false, error: 'greylisted', nextAt: worldNow + 50 });
    await store().failed(byText.get('never')!, { permanent: true, error: 'x'.repeat(900), nextAt: null });
    await store().delivered(byText.get('done')!, worldNow);
    expect(await store().counts()).toEqual({ failed_temporarily: 1, failed: 1, delivered: 1 });
    expect(await store().claim(10, 1_000, worldNow + 49)).toEqual([]);
    expect((await store().claim(10, 1_000, worldNow + 50)).map((row) => row.text.zh)).toEqual(['later']);
    const [row] = await scratch.sql<{ length: number }>(`SELECT length(error) AS length FROM shidian.delivery WHERE status = 'failed'`);
    expect(row?.length).toBe(500);
  });

  it('are held while there is no channel, and released', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('a')] }));
    await store().expand(10);
    expect(await store().hold('no mail server')).toBe(1);
    expect(await store().claim(10, 1_000, worldNow)).toEqual([]);
    expect(await store().release()).toBe(1);
    expect(await store().claim(10, 1_000, worldNow)).toHaveLength(1);
  });

  it('reach nobody who has left the post by the time of sending', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('a')] }));
    await store().expand(10);
    const directory = new PostgresDirectoryStore(scratch.database.pools.engine, world.clock);
    await directory.saveHoldings([{ accountId: world.countyA.account.id, postId: world.countyA.post.id, from: 0, to: worldNow }]);
    expect(await store().claim(10, 1_000, worldNow)).toEqual([]);
    expect(await store().counts()).toEqual({ failed: 1 });
  });
});
