import { randomUUID } from 'node:crypto';
import type { Claim, ClaimRequest, DeliveryRoute, NoticeRow } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresDeliveryStore } from './delivery-store.js';
import { PostgresDirectoryStore } from './directory-store.js';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(async () => {
  await scratch.sql('TRUNCATE shidian.outbox, shidian.delivery, shidian.notice_read, shidian.notice, shidian.notice_channel, shidian.notice_wish, shidian.notice_pause');
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

const mail: DeliveryRoute = { channel: 'mail', kind: 'mail', addressedBy: 'email', organisations: [], posts: [], urgentOnly: false };
const sms: DeliveryRoute = { channel: 'sms', kind: 'sms', addressedBy: 'mobile', organisations: [], posts: [], urgentOnly: true };
const group = (change: Partial<DeliveryRoute> = {}): DeliveryRoute => ({ channel: 'group', kind: 'dingtalk', addressedBy: 'place', organisations: [], posts: [], urgentOnly: false, ...change });

const notice = (key: string, change: Partial<NoticeRow> = {}): NoticeRow => ({
  id: randomUUID(), key, programId: world.programId, caseId: null, post: world.countyA.post.id, at: worldNow, kind: 'reminder', text: { zh: key }, urgent: false, ...change,
});
const store = (): PostgresDeliveryStore => new PostgresDeliveryStore(scratch.database.pools.engine, world.clock);
const claim = (change: Partial<ClaimRequest> = {}): Promise<Claim> => store().claim({ channel: 'mail', addressedBy: 'email', limit: 10, leaseMs: 1_000, at: worldNow, restMs: 60_000, ...change });
const texts = ({ rows }: Claim): readonly (string | undefined)[] => rows.map(({ lines }) => lines[0]?.text.zh);

async function expanded(notices: readonly NoticeRow[], routes: readonly DeliveryRoute[] = [mail]): Promise<void> {
  await world.store.transaction((tx) => tx.write({ notices }));
  await store().register(routes);
  await store().expand(100, routes);
}
const wish = (accountId: string, other: string, mobile: string | null = null): Promise<unknown> =>
  scratch.sql(`INSERT INTO shidian.notice_wish VALUES ('${accountId}', '${other}', ${mobile === null ? 'NULL' : `'${mobile}'`})`);

describe('deliveries', () => {
  it('are made once for every account that holds the post and has a mailbox', async () => {
    await world.store.transaction((tx) => tx.write({ notices: [notice('a'), notice('b', { post: world.schoolA.post.id })] }));
    await store().register([mail]);
    expect(await Promise.all([store().expand(10, [mail]), store().expand(10, [mail])]).then((counts) => counts[0] + counts[1])).toBe(2);
    expect(await store().expand(10, [mail])).toBe(0);
    const { rows } = await claim();
    expect(rows.map((row) => row.address).sort()).toEqual([world.countyA.account.email, world.schoolA.account.email].sort());
    expect(rows.find((row) => row.lines[0]?.text.zh === 'a')).toMatchObject({ key: `a/${world.countyA.account.id}`, recipient: '示例甲县教育局经办人', digestOf: null, total: 1, noticedAt: worldNow, attempts: 1 });
    expect(rows[0]?.lines).toEqual([expect.objectContaining({ programName: '示例试点 2016', caseId: null, caseNumber: null, kind: 'reminder' })]);
  });

  it('go where the person wishes, and urgent ones at once over every channel that he has', async () => {
    await wish(world.countyA.account.id, 'inbox', '13800000000');
    await wish(world.schoolA.account.id, 'digest');
    await expanded([notice('quiet'), notice('urgent', { urgent: true }), notice('later', { post: world.schoolA.post.id }), notice('now', { post: world.schoolA.post.id, urgent: true })], [mail, sms]);
    expect(texts(await claim()).toSorted()).toEqual(['now', 'urgent']);
    const byPhone = await claim({ channel: 'sms', addressedBy: 'mobile' });
    expect(byPhone.rows.map(({ address, key }) => [address, key])).toEqual([['13800000000', `urgent/${world.countyA.account.id}/sms`]]);
    expect(await store().counts()).toEqual({ sending: 3, gathered: 1 });
  });

  it('go to a place once for each notice of its organisations, by name or code, and its posts', async () => {
    await expanded(
      [notice('county'), notice('school', { post: world.schoolA.post.id }), notice('urgent', { post: world.schoolB.post.id, urgent: true })],
      [group({ channel: 'one', organisations: ['示例甲县教育局'] }), group({ channel: 'nobody', posts: ['别的岗'] }), group({ channel: 'urgent', urgentOnly: true }), group({ channel: 'all' })],
    );
    const at = async (channel: string): Promise<readonly unknown[]> => texts(await claim({ channel, addressedBy: 'place' }));
    expect(await at('one')).toEqual(['county']);
    expect(await at('nobody')).toEqual([]);
    expect(await at('urgent')).toEqual(['urgent']);
    expect((await at('all')).toSorted()).toEqual(['county', 'school', 'urgent']);
  });

  it('are claimed by one worker at a time, urgent first, and again when the lease runs out', async () => {
    await expanded([notice('old', { at: worldNow - 5 }), notice('new'), notice('urgent', { urgent: true })]);
    expect(texts(await claim({ limit: 2 }))).toEqual(['urgent', 'old']);
    expect(texts(await claim())).toEqual(['new']);
    expect(texts(await claim({ at: worldNow + 999 }))).toEqual([]);
    expect((await claim({ at: worldNow + 1_000 })).rows.map((row) => row.attempts)).toEqual([2, 2, 2]);
  });

  it('wait after a temporary failure, end after a permanent one, and are never sent again once delivered', async () => {
    await expanded([notice('later'), notice('never'), notice('done')]);
    const byText = new Map((await claim()).rows.map((row) => [row.lines[0]?.text.zh, row.id]));
    await store().failed(byText.get('later')!, { permanent: false, error: 'greylisted', nextAt: worldNow + 50 });
    await store().failed(byText.get('never')!, { permanent: true, error: 'x'.repeat(900), nextAt: null });
    await store().delivered(byText.get('done')!, worldNow);
    expect(await store().counts()).toEqual({ failed_temporarily: 1, failed: 1, delivered: 1 });
    expect(texts(await claim({ at: worldNow + 49 }))).toEqual([]);
    expect(texts(await claim({ at: worldNow + 50 }))).toEqual(['later']);
    const [row] = await scratch.sql<{ length: number }>(`SELECT length(error) AS length FROM shidian.delivery WHERE status = 'failed'`);
    expect(row?.length).toBe(500);
  });

  it('are held while their channel is not configured, and released', async () => {
    await expanded([notice('a')], [mail, group()]);
    expect(await store().hold(['group'], 'no mail server')).toBe(1);
    expect(texts(await claim())).toEqual([]);
    expect(await store().release(['group'])).toBe(0);
    expect(await store().release(['mail', 'group'])).toBe(1);
    expect(texts(await claim())).toEqual(['a']);
  });

  it('reach nobody who has left the post by the time of sending', async () => {
    await expanded([notice('a')]);
    const directory = new PostgresDirectoryStore(scratch.database.pools.engine, world.clock);
    await directory.saveHoldings([{ accountId: world.countyA.account.id, postId: world.countyA.post.id, from: 0, to: worldNow }]);
    expect(texts(await claim())).toEqual([]);
    expect(await store().counts()).toEqual({ failed: 1 });
  });
});

describe('a digest', () => {
  const accounts = (): readonly string[] => [world.countyA.account.id, world.schoolA.account.id];
  beforeEach(async () => {
    for (const account of accounts()) await wish(account, 'digest');
  });

  it('is one for a person and a day, of what was written before its hour, however many workers make it', async () => {
    await expanded([notice('a', { at: worldNow - 2 }), notice('b', { at: worldNow - 1 }), notice('c', { at: worldNow }), notice('s', { at: worldNow - 1, post: world.schoolA.post.id })]);
    const made = await Promise.all(Array.from({ length: 4 }, () => store().digest('2016-03-01', worldNow)));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await store().digest('2016-03-01', worldNow)).toBe(0);
    const { rows } = await claim();
    expect(rows.map(({ key, digestOf, total, lines }) => [key, digestOf, total, lines.map(({ text }) => text.zh)]).toSorted()).toEqual(
      [[world.countyA, ['a', 'b']] as const, [world.schoolA, ['s']] as const].map(([place, lines]) => [`digest/${place.account.id}/mail/2016-03-01`, '2016-03-01', lines.length, lines]).toSorted(),
    );
  });

  it('is not made of nothing, and what came after it waits for the next', async () => {
    expect(await store().digest('2016-03-01', worldNow)).toBe(0);
    await expanded([notice('a', { at: worldNow - 1 })]);
    await store().digest('2016-03-01', worldNow);
    await expanded([notice('late', { at: worldNow - 1 })]);
    expect(await store().digest('2016-03-01', worldNow)).toBe(0);
    expect(await store().digest('2016-03-02', worldNow + 86_400_000)).toBe(1);
    expect((await claim()).rows.map(({ lines }) => lines.map(({ text }) => text.zh)).toSorted()).toEqual([['a'], ['late']]);
  });

  it('takes its notices with it: delivered or failed, they are it too', async () => {
    await expanded([notice('a', { at: worldNow - 1 }), notice('s', { at: worldNow - 1, post: world.schoolA.post.id })]);
    await store().digest('2016-03-01', worldNow);
    const { rows } = await claim();
    await store().delivered(rows[0]!.id, worldNow);
    await store().failed(rows[1]!.id, { permanent: true, error: 'gone', nextAt: null });
    expect(await store().counts()).toEqual({ delivered: 2, failed: 2 });
  });

  it('leaves out the notices of a post that he has left', async () => {
    const directory = new PostgresDirectoryStore(scratch.database.pools.engine, world.clock);
    await directory.saveHoldings([{ accountId: world.countyA.account.id, postId: world.countyB.post.id, from: 0, to: worldNow + 1 }]);
    await expanded([notice('mine', { at: worldNow - 1 }), notice('left', { at: worldNow - 1, post: world.countyB.post.id })]);
    await store().digest('2016-03-01', worldNow);
    const { rows } = await claim({ at: worldNow + 1 });
    expect(rows.find(({ recipient }) => recipient === world.countyA.account.name)?.lines.map(({ text }) => text.zh)).toEqual(['mine']);
  });
});

describe('what waits for a place', () => {
  const of = (): Promise<Claim> => claim({ channel: 'group', addressedBy: 'place' });

  it('is gathered into few messages, urgent first, each under one key however often it is sent', async () => {
    await expanded([...Array.from({ length: 7 }, (_, index) => notice(`n${index}`, { at: worldNow + index })), notice('urgent', { urgent: true, at: worldNow + 9 })], [group()]);
    expect(await store().gather('group', 5)).toBe(2);
    expect(await store().gather('group', 5)).toBe(0);
    const first = await of();
    expect(first.rows.map(({ total, urgent, lines }) => [total, urgent, lines.map(({ text }) => text.zh)])).toEqual([
      [5, true, ['urgent', 'n0', 'n1', 'n2', 'n3']],
      [3, false, ['n4', 'n5', 'n6']],
    ]);
    const again = await claim({ channel: 'group', addressedBy: 'place', at: worldNow + 1_000 });
    expect(again.rows.map(({ key }) => key)).toEqual(first.rows.map(({ key }) => key));
  });

  it('stays one message where it is one notice, and what was tried once is never gathered', async () => {
    await expanded([notice('a')], [group()]);
    expect(await store().gather('group', 5)).toBe(0);
    const { rows } = await of();
    await store().failed(rows[0]!.id, { permanent: false, error: 'x', nextAt: worldNow });
    await expanded([notice('b')], [group()]);
    expect(await store().gather('group', 5)).toBe(0);
    expect(texts(await of()).toSorted()).toEqual(['a', 'b']);
  });

  it('is gathered once by several workers', async () => {
    await expanded(Array.from({ length: 40 }, (_, index) => notice(`n${index}`)), [group()]);
    await Promise.all(Array.from({ length: 4 }, () => store().gather('group', 10)));
    const { rows } = await of();
    expect(rows.reduce((sum, { total }) => sum + total, 0)).toBe(40);
  });
});

describe('a channel', () => {
  it('sends no more in any minute than its limit, over all workers', async () => {
    await expanded(Array.from({ length: 50 }, (_, index) => notice(`n${index}`)), [group()]);
    const some = (at: number): Promise<Claim> => claim({ channel: 'group', addressedBy: 'place', at, perMinute: 18, limit: 7, leaseMs: 600_000 });
    const taken = async (at: number): Promise<number> => (await Promise.all(Array.from({ length: 4 }, () => some(at)))).reduce((sum, { rows }) => sum + rows.length, 0);
    expect(await taken(worldNow)).toBe(18);
    expect(await taken(worldNow + 59_999)).toBe(0);
    expect(await taken(worldNow + 60_000)).toBe(18);
    expect(await taken(worldNow + 90_000)).toBe(0);
    expect(await taken(worldNow + 120_000)).toBe(14);
  });

  it('that is down rests, is tried with one message, and then sends everything, its attempts not counted', async () => {
    await expanded(Array.from({ length: 5 }, (_, index) => notice(`n${index}`)), [mail, group()]);
    const { rows } = await claim({ limit: 2 });
    for (const { id } of rows) await store().stumbled(id, 'mail', { error: 'refused', at: worldNow, restUntil: worldNow + 60_000 });
    expect(await claim({ at: worldNow + 59_999 })).toEqual({ rows: [], trial: false });
    // Others go their own way.
    expect((await claim({ channel: 'group', addressedBy: 'place', at: worldNow + 59_999 })).rows).toHaveLength(5);
    const [trial, other] = await Promise.all([claim({ at: worldNow + 60_000 }), claim({ at: worldNow + 60_000 })]);
    expect([trial.rows.length, other.rows.length].toSorted()).toEqual([0, 1]);
    const tried = trial.rows[0] ?? other.rows[0]!;
    expect(tried.attempts).toBe(1);
    await store().delivered(tried.id, worldNow + 60_000);
    await store().recovered('mail', worldNow + 60_000);
    const all = await claim({ at: worldNow + 60_000 });
    expect(all.rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    expect(all.trial).toBe(false);
  });

  it('is away for a month without anything being given up', async () => {
    await expanded([notice('a')]);
    let at = worldNow;
    for (let day = 0; day < 30; day += 1) {
      const { rows } = await claim({ at });
      expect(rows).toHaveLength(1);
      await store().stumbled(rows[0]!.id, 'mail', { error: 'refused', at, restUntil: at + 60_000 });
      at += 86_400_000;
    }
    expect(await store().counts()).toEqual({ failed_temporarily: 1 });
  });
});

describe('a pause', () => {
  const pause = (scope: string, what: string | null): Promise<unknown> =>
    scratch.sql(
      `INSERT INTO shidian.notice_pause (id, scope, channel, program_id, reason, paused_by, paused_at)
       VALUES (gen_random_uuid(), '${scope}', ${scope === 'channel' ? `'${what!}'` : 'NULL'}, ${scope === 'program' ? `'${what!}'` : 'NULL'}, '核对', '${world.province.account.id}', now())`,
    );
  const resume = (): Promise<unknown> => scratch.sql(`UPDATE shidian.notice_pause SET resumed_by = paused_by, resumed_at = now()`);

  it.each<[string, readonly string[], readonly string[]]>([
    ['installation', [], []],
    ['channel', [], ['a']],
    ['program', [], []],
  ])('of the %s keeps what it keeps, and everything leaves when it ends', async (scope, byMail, byGroup) => {
    await expanded([notice('a')], [mail, group()]);
    await pause(scope, { channel: 'mail', program: world.programId }[scope] ?? null);
    expect(texts(await claim())).toEqual(byMail);
    expect(texts(await claim({ channel: 'group', addressedBy: 'place' }))).toEqual(byGroup);
    await resume();
    const later = worldNow + 1_000;
    expect(texts(await claim({ at: later }))).toEqual(['a']);
    expect(texts(await claim({ channel: 'group', addressedBy: 'place', at: later }))).toEqual(['a']);
  });

  it('of a program keeps back a message in which that program is gathered, and gathers nothing of it', async () => {
    await expanded([notice('a'), notice('b')], [group()]);
    await store().gather('group', 5);
    await pause('program', world.programId);
    await expanded([notice('c'), notice('d')], [group()]);
    expect(await store().gather('group', 5)).toBe(0);
    expect((await claim({ channel: 'group', addressedBy: 'place' })).rows).toEqual([]);
    await resume();
    expect(await store().gather('group', 5)).toBe(1);
    expect((await claim({ channel: 'group', addressedBy: 'place' })).rows.map(({ total }) => total)).toEqual([2, 2]);
  });

  it('releases in the order in which things were written', async () => {
    await pause('installation', null);
    await expanded([notice('2', { at: worldNow + 2 }), notice('1', { at: worldNow + 1 }), notice('urgent', { urgent: true, at: worldNow + 3 })]);
    await resume();
    expect(texts(await claim())).toEqual(['urgent', '1', '2']);
  });
});
