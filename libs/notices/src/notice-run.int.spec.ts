import { randomUUID } from 'node:crypto';
import { WorkingCalendar } from '@shidian/calendar';
import type { ChannelSettings } from '@shidian/config';
import type { NoticeRow } from '@shidian/lifecycle';
import { PostgresDeliveryStore } from '@shidian/persistence';
import { freePort, type HookServer, type Mailbox, recordingLog, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, startHookServer, startMailServer, worldNow } from '@shidian/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelsOf } from './channels-of.js';
import { heldReason, leaseMs, NoticeRun } from './notice-run.js';

const minute = 60_000;
const hour = 60 * minute;
const ends: (() => unknown)[] = [];
let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(async () => {
  await scratch.sql('TRUNCATE shidian.outbox, shidian.delivery, shidian.notice_read, shidian.notice, shidian.notice_channel, shidian.notice_wish, shidian.notice_pause');
  world = await smallWorld(scratch.database.pools);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => scratch.drop());

/** A delivery store that dies once between the other side's acceptance and the row. */
class DyingStore extends PostgresDeliveryStore {
  dying = true;
  override delivered(id: string, at: number): Promise<void> {
    if (!this.dying) return super.delivered(id, at);
    this.dying = false;
    return Promise.reject(new Error('killed'));
  }
}

const store = (): PostgresDeliveryStore => new PostgresDeliveryStore(scratch.database.pools.engine, world.clock);

function runOf(smtp: string | undefined, others: readonly ChannelSettings[] = [], deliveries = store()): NoticeRun {
  const channels = channelsOf({ smtp: smtp === undefined ? undefined : { url: smtp, from: 'shidian@bureau.example.org', connectWithinMs: 500 }, channels: others, allow: ['127.0.0.1'], publicUrl: 'https://shidian.example.org', clock: world.clock });
  ends.push(() => {
    for (const channel of channels) channel.close();
  });
  const digest = { minutes: 510, zone: 'Asia/Shanghai', calendar: () => Promise.resolve(new WorkingCalendar()) };
  return new NoticeRun({ deliveries, channels, clock: world.clock, digest, log: recordingLog() });
}

async function mailServer(reply: Parameters<typeof startMailServer>[0] = {}): Promise<Mailbox> {
  const mailbox = await startMailServer(reply);
  ends.push(() => mailbox.stop());
  return mailbox;
}
async function hookServer(): Promise<HookServer> {
  const hook = await startHookServer();
  ends.push(() => hook.stop());
  return hook;
}
const robot = (kind: 'wecom' | 'dingtalk', url: string): ChannelSettings => ({ name: kind, kind, url, secret: 'SEC', organisations: [], posts: [], urgentOnly: false });
const pass = (ms: number): void => {
  world.clock.set(world.clock.now() + ms);
};
const write = (count: number, change: Partial<NoticeRow> = {}): Promise<void> =>
  world.store.transaction((tx) =>
    tx.write({
      notices: Array.from({ length: count }, (_, index) => ({ id: randomUUID(), key: randomUUID(), programId: world.programId, caseId: null, post: world.countyA.post.id, at: worldNow + index, kind: 'reminder' as const, text: { zh: `提醒${index}` }, urgent: false, ...change })),
    }),
  );

describe('a run of the notices', () => {
  it('delivers each mail once, however many run at once and however often', async () => {
    const mailbox = await mailServer();
    await write(40);
    const runs = Array.from({ length: 3 }, () => runOf(mailbox.url));
    await Promise.all(runs.map((run) => run.run()));
    pass(10 * leaseMs);
    await runs[0]!.run();
    expect(mailbox.received).toHaveLength(40);
    expect(await store().counts()).toEqual({ delivered: 40 });
  });

  it('tries a mailbox that is full again after its rest, gives up at once on one that is none, and delivers the others meanwhile', async () => {
    let full = true;
    const of = (place: SmallWorld['countyA']): string => place.account.email ?? '';
    const mailbox = await mailServer({ recipient: (address) => (full && address === of(world.countyA) ? 452 : address === of(world.countyB) ? 550 : undefined) });
    for (const place of [world.countyA, world.countyB, world.schoolA]) await write(1, { post: place.post.id });
    const run = runOf(mailbox.url);
    expect(await run.run()).toBe(1);
    expect(await store().counts()).toEqual({ failed_temporarily: 1, failed: 1, delivered: 1 });
    expect(await run.run()).toBe(0);
    full = false;
    pass(minute);
    expect(await run.run()).toBe(1);
    pass(100 * hour);
    await run.run();
    expect(await store().counts()).toEqual({ failed: 1, delivered: 2 });
  });

  it('gives up after the last rest on a mailbox that never recovers', async () => {
    const mailbox = await mailServer({ recipient: () => 451 });
    await write(1);
    const run = runOf(mailbox.url);
    for (let day = 0; day < 20; day += 1) {
      await run.run();
      pass(24 * hour);
    }
    expect(await scratch.sql('SELECT status, attempts FROM shidian.delivery')).toEqual([{ status: 'failed', attempts: 10 }]);
  });

  it('holds everything of a channel that is down, asks it once a minute and not once a notice, harms no other, and loses nothing', async () => {
    const group = await hookServer();
    const port = await freePort();
    await write(30);
    const down = runOf(`smtp://127.0.0.1:${port}`, [robot('wecom', group.url)]);
    await down.run();
    await down.run();
    expect(group.received).toHaveLength(1);
    const tried = (): Promise<readonly { n: number }[]> => scratch.sql(`SELECT sum(stumbles)::int AS n FROM shidian.delivery WHERE channel = 'mail'`);
    expect(await tried()).toEqual([{ n: 6 }]);
    pass(minute);
    await down.run();
    expect(await tried()).toEqual([{ n: 7 }]);
    pass(14 * 24 * hour);
    await down.run();
    expect(await scratch.sql(`SELECT name, error IS NOT NULL AS down FROM shidian.notice_channel ORDER BY name`)).toEqual([{ name: 'mail', down: true }, { name: 'wecom', down: false }]);

    const mailbox = await mailServer();
    pass(minute);
    await runOf(mailbox.url, [robot('wecom', group.url)]).run();
    expect(mailbox.received).toHaveLength(30);
    expect(await scratch.sql(`SELECT count(*)::int AS n FROM shidian.notice_channel WHERE error IS NOT NULL`)).toEqual([{ n: 0 }]);
  });

  it('does not let one channel wait for another that is slow', async () => {
    const [slow, mailbox] = [await hookServer(), await mailServer()];
    let release = (): void => undefined;
    slow.answer((_, response) => {
      release = () => void response.end('{"errcode":0}');
    });
    await write(5);
    const run = runOf(mailbox.url, [robot('dingtalk', slow.url)]);
    const whole = run.run();
    await mailbox.until(5);
    await expect.poll(() => slow.received.length).toBe(1);
    await write(1);
    await run.make();
    await expect.poll(async () => (await run.send('mail'), mailbox.received.length)).toBe(6);
    release();
    slow.answer((_, response) => void response.end('{"errcode":0}'));
    await whole;
  });

  it('makes few messages of many for a group, under its limit, though several workers send', async () => {
    const group = await hookServer();
    await write(2_000);
    const runs = Array.from({ length: 3 }, () => runOf(undefined, [robot('dingtalk', group.url)]));
    await Promise.all(runs.map((run) => run.run()));
    expect(group.received.length).toBeLessThanOrEqual(18);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      pass(minute);
      await Promise.all(runs.map((run) => run.run()));
    }
    const told = group.received.map(({ body }) => Number(/通知 (\d+) 条/.exec(body)?.[1] ?? 1));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(2_000);
    expect(group.received.length).toBeLessThan(40);
    expect(await scratch.sql(`SELECT DISTINCT status FROM shidian.delivery WHERE channel = 'dingtalk'`)).toEqual([{ status: 'delivered' }]);
  });

  it('sends one digest to a person at its hour of a working day, though workers die and run side by side', async () => {
    const mailbox = await mailServer();
    await scratch.sql(`INSERT INTO shidian.notice_wish VALUES ('${world.countyA.account.id}', 'digest', NULL)`);
    world.clock.set(Date.parse('2026-09-30T16:00:00+08:00'));
    await write(3, { at: world.clock.now() });
    await write(1, { at: world.clock.now(), urgent: true });
    await runOf(mailbox.url).run();
    expect(mailbox.received.map((mail) => mail.header('subject'))).toEqual(['【急】提醒0']);
    // 1 to 7 October 2026 are holidays.
    for (let day = 1; day <= 7; day += 1) {
      world.clock.set(Date.parse(`2026-10-0${day}T09:00:00+08:00`));
      await runOf(mailbox.url).run();
    }
    expect(mailbox.received).toHaveLength(1);
    world.clock.set(Date.parse('2026-10-08T08:30:00+08:00'));
    await expect(runOf(mailbox.url, [], new DyingStore(scratch.database.pools.engine, world.clock)).run()).rejects.toThrow('killed');
    await Promise.all(Array.from({ length: 3 }, () => runOf(mailbox.url).run()));
    pass(leaseMs);
    await Promise.all(Array.from({ length: 3 }, () => runOf(mailbox.url).run()));
    const digests = mailbox.received.slice(1);
    expect(new Set(digests.map((mail) => mail.header('message-id'))).size).toBe(1);
    expect(digests).toHaveLength(2);
    expect(digests[0]?.header('subject')).toBe('试点项目通知汇总 2026-10-08（3 条）');
    world.clock.set(Date.parse('2026-10-09T09:00:00+08:00'));
    await runOf(mailbox.url).run();
    expect(mailbox.received).toHaveLength(3);
  });

  it('holds everything with a reason where a channel is not configured, and lets it go when it is', async () => {
    await write(2);
    await runOf(undefined).run();
    expect(await scratch.sql('SELECT DISTINCT status, error FROM shidian.delivery')).toEqual([{ status: 'held', error: heldReason }]);
    const mailbox = await mailServer();
    await runOf(mailbox.url).run();
    expect(mailbox.received).toHaveLength(2);
  });

  it.each(['mail', 'webhook'] as const)('sends a message (%s) again, under the same id, when it died between acceptance and its own row', async (kind) => {
    const [mailbox, hook] = [await mailServer(), await hookServer()];
    await write(1);
    const webhook: ChannelSettings = { name: 'webhook', kind: 'webhook', url: hook.url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', organisations: [], posts: [], urgentOnly: false };
    const run = runOf(kind === 'mail' ? mailbox.url : undefined, kind === 'mail' ? [] : [webhook], new DyingStore(scratch.database.pools.engine, world.clock));
    await expect(run.run()).rejects.toThrow('killed');
    expect(await run.run()).toBe(0);
    pass(leaseMs);
    expect(await run.run()).toBe(1);
    const ids = kind === 'mail' ? mailbox.received.map((mail) => mail.header('message-id')) : hook.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0]);
  });
});
