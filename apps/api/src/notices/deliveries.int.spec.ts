import { randomUUID } from 'node:crypto';
import { PostgresDeliveryStore, PostgresDirectoryStore } from '@shidian/persistence';
import type { DeliveryRoute } from '@shidian/lifecycle';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecClient } from '../spec-client.js';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly channel: string;
  readonly address: string | null;
  readonly programId: string | null;
  readonly notices: number;
  readonly error: string | null;
  readonly replays: number;
  readonly attempts: number;
}

const mail: DeliveryRoute = { channel: 'mail', kind: 'mail', addressedBy: 'email', organisations: [], posts: [], urgentOnly: false };
let there: OwnInstallation;
let store: PostgresDeliveryStore;
let admin: SpecClient;
let office: SpecClient;
let school: SpecClient;

beforeAll(async () => {
  there = await ownInstallation();
  store = new PostgresDeliveryStore(there.scratch.database.pools.engine, there.clock);
  const directory = new PostgresDirectoryStore(there.scratch.database.pools.lookup, there.clock);
  const [{ passwordHash }] = (await there.scratch.sql<{ passwordHash: string }>('SELECT password_hash AS "passwordHash" FROM shidian.account LIMIT 1')) as [{ passwordHash: string }];
  await directory.saveAccounts([{ id: randomUUID(), login: 'admin', name: '示例系统管理员', passwordHash, email: null, disabled: false, administers: 'system' }]);
  await there.scratch.sql(`UPDATE shidian.account SET email = login || '@bureau.example.org'`);
  [admin, office, school] = await Promise.all([there.as('admin'), there.as('province'), there.as('school2')]);
});
afterAll(async () => {
  await there.close();
});
beforeEach(async () => {
  await there.scratch.sql('TRUNCATE shidian.outbox, shidian.delivery, shidian.notice_read, shidian.notice, shidian.notice_pause, shidian.notice_wish');
});

async function notices(count: number, urgent = false): Promise<void> {
  await there.scratch.sql(
    `INSERT INTO shidian.notice (id, key, program_id, post_id, at, kind, text, urgent)
     SELECT gen_random_uuid(), gen_random_uuid()::text, '${there.programId}', (SELECT p.id FROM shidian.post p JOIN shidian.organisation o ON o.id = p.organisation_id WHERE o.name = '沈阳市和平区教育局'),
            shidian.instant(${beforeTheClose}) + i * interval '1 second', 'reminder', '{"zh":"机密：000001 示例第一小学"}', ${urgent} FROM generate_series(1, ${count}) i`,
  );
  await store.register([mail]);
  await store.expand(1_000, [mail]);
}
const claim = async (): Promise<readonly string[]> => (await store.claim({ channel: 'mail', addressedBy: 'email', limit: 100, leaseMs: 1_000, at: there.clock.now(), restMs: 1 })).rows.map(({ id }) => id);
const list = async (who: SpecClient, query: Record<string, string> = {}): Promise<readonly Item[]> => ((await who.call('deliveries', { query })).body as { items: Item[] }).items;

describe('messages on their way', () => {
  it('are seen by the system administrator and the program’s office, masked and without what they say, and by nobody else', async () => {
    await notices(3);
    for (const who of [admin, office]) {
      const items = await list(who);
      expect(items.map(({ state, address, notices: count }) => [state, address, count])).toEqual(Array(3).fill(['queued', 'c***@bureau.example.org', 1]));
      expect(JSON.stringify(items)).not.toMatch(/机密|000001|示例第一小学|county@/);
    }
    expect((await school.call('deliveries')).status).toBe(403);
    expect((await office.call('noticeChannels')).status).toBe(403);
    expect((await admin.call('noticeChannels')).body).toEqual({ items: [{ name: 'mail', kind: 'mail', error: null, downSince: null, triedAgainAt: null, deliveredAt: null, waiting: { queued: 3 } }] });
  });

  it('are found by state, channel and program, page by page', async () => {
    await notices(5);
    const [first, second] = await claim();
    await store.failed(first!, { permanent: true, error: 'no such mailbox', nextAt: null });
    await store.delivered(second!, there.clock.now());
    expect((await list(admin, { state: 'failed' })).map(({ id, error }) => [id, error])).toEqual([[first, 'no such mailbox']]);
    expect(await list(admin, { state: 'delivered' })).toHaveLength(1);
    expect(await list(admin, { state: 'sending', channel: 'mail', programId: there.programId })).toHaveLength(3);
    expect(await list(admin, { channel: 'group' })).toEqual([]);
    expect(await list(office, { programId: randomUUID() })).toEqual([]);
    const page = (await admin.call('deliveries', { query: { limit: '2' } })).body as { items: Item[]; next: string };
    const rest = (await admin.call('deliveries', { query: { cursor: page.next } })).body as { items: Item[] };
    expect(new Set([...page.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
  });

  it('are sent again on demand, one or all that failed, under the same key, and it stands there who did it', async () => {
    await notices(3);
    const keyOf = async (id: string): Promise<unknown> => (await store.claim({ channel: 'mail', addressedBy: 'email', limit: 9, leaseMs: 1, at: there.clock.now(), restMs: 1 })).rows.find((row) => row.id === id)?.key;
    const ids = await claim();
    const [key] = await there.scratch.sql<{ key: string }>(`SELECT n.key || '/' || d.account_id AS key FROM shidian.delivery d JOIN shidian.notice n ON n.id = d.notice_id WHERE d.id = '${ids[0]!}'`);
    for (const id of ids) await store.failed(id, { permanent: true, error: 'x', nextAt: null });
    const one = await office.call('replayDeliveries', { body: { ids: [ids[0], randomUUID()], reason: '邮箱已修好' } });
    expect(one.body).toEqual({ replayed: [ids[0]] });
    expect(await keyOf(ids[0]!)).toBe(key?.key);
    expect(((await admin.call('replayDeliveries', { body: {} })).body as { replayed: string[] }).replayed.toSorted()).toEqual(ids.slice(1).toSorted());
    expect((await admin.call('replayDeliveries', { body: {} })).body).toEqual({ replayed: [] });
    const acts = (await office.call('noticeActs')).body as { items: { by: string; act: string; reason: string | null; deliveries: string[] }[] };
    expect(acts.items.map(({ by, act, reason, deliveries }) => [by, act, reason, deliveries.length])).toEqual([['示例系统管理员', 'replay', null, 2], ['示例province', 'replay', '邮箱已修好', 1]]);
    await expect(there.scratch.sql('DELETE FROM shidian.notice_act')).rejects.toThrow('append-only');
    expect(await there.scratch.sql('SELECT 1 FROM shidian.outbox')).toHaveLength(2);
    expect((await school.call('replayDeliveries', { body: { ids: [ids[0]] } })).status).toBe(403);
  });

  it('that travelled in a digest go alone when they are sent again, and the digest without them', async () => {
    await there.scratch.sql(`INSERT INTO shidian.notice_wish SELECT id, 'digest' FROM shidian.account WHERE login = 'county'`);
    await notices(2);
    await store.digest('2016-03-02', there.clock.now() + 60_000);
    const [digest] = await claim();
    expect(await list(admin)).toMatchObject([{ id: digest, notices: 2, programId: null, digestOf: '2016-03-02', state: 'sending' }]);
    expect((await list(office)).map(({ state }) => state)).toEqual(['sending', 'sending']);
    await store.failed(digest!, { permanent: true, error: 'x', nextAt: null });
    const [member] = await list(office, { state: 'failed' });
    expect((await office.call('replayDeliveries', { body: { ids: [digest] } })).body).toEqual({ replayed: [] });
    expect((await office.call('replayDeliveries', { body: { ids: [member!.id] } })).body).toEqual({ replayed: [member!.id] });
    expect((await admin.call('replayDeliveries', { body: { ids: [digest] } })).body).toEqual({ replayed: [digest] });
    const { rows } = await store.claim({ channel: 'mail', addressedBy: 'email', limit: 9, leaseMs: 1, at: there.clock.now(), restMs: 1 });
    expect(rows.map(({ id, total }) => [id, total]).toSorted()).toEqual([[digest, 1], [member!.id, 1]].toSorted());
  });
});

describe('a pause', () => {
  it('holds everything, says why, and lets it go in its order; each is on record', async () => {
    await notices(3);
    const paused = await admin.call('pauseNotices', { body: { scope: 'installation', reason: '演练' } });
    expect(paused.status).toBe(201);
    expect(await claim()).toEqual([]);
    await notices(1);
    expect((await list(admin, { state: 'held' })).map(({ error }) => error)).toEqual(['演练', '演练', '演练', '演练']);
    expect((await admin.call('pauseNotices', { body: { scope: 'installation', reason: '再停' } })).body).toMatchObject({ code: 'notices.paused_already' });
    const { items } = (await office.call('noticePauses')).body as { items: { scope: string; reason: string; pausedBy: string; resumedAt: string | null }[] };
    expect(items).toMatchObject([{ scope: 'installation', reason: '演练', pausedBy: '示例系统管理员', resumedAt: null }]);
    const { id } = paused.body as { id: string };
    expect((await office.call('resumeNotices', { params: { pauseId: id }, body: {} })).status).toBe(404);
    expect((await admin.call('resumeNotices', { params: { pauseId: id }, body: { reason: '演练结束' } })).status).toBe(204);
    expect((await admin.call('resumeNotices', { params: { pauseId: id }, body: {} })).status).toBe(404);
    expect(await claim()).toHaveLength(4);
    expect((await admin.call('noticePauses', { query: { past: 'true' } })).body).toMatchObject({ items: [{ resumedBy: '示例系统管理员' }] });
    const { items: acts } = (await admin.call('noticeActs', { query: { limit: '2' } })).body as { items: { act: string; reason: string }[] };
    expect(acts.map(({ act, reason }) => [act, reason])).toEqual([['resume', '演练结束'], ['pause', '演练']]);
  });

  it('of a program is its office’s; of a channel or of everything it is not', async () => {
    expect((await office.call('pauseNotices', { body: { scope: 'installation', reason: 'x' } })).status).toBe(403);
    expect((await office.call('pauseNotices', { body: { scope: 'channel', channel: 'mail', reason: 'x' } })).status).toBe(403);
    expect((await office.call('pauseNotices', { body: { scope: 'program', programId: randomUUID(), reason: 'x' } })).status).toBe(404);
    expect((await admin.call('pauseNotices', { body: { scope: 'channel', channel: 'nothing', reason: 'x' } })).status).toBe(404);
    expect((await admin.call('pauseNotices', { body: { scope: 'channel', reason: 'x' } })).body).toMatchObject({ code: 'data.missing' });
    await notices(1);
    const { body } = await office.call('pauseNotices', { body: { scope: 'program', programId: there.programId, reason: '核对名单' } });
    expect(await claim()).toEqual([]);
    expect((await office.call('resumeNotices', { params: { pauseId: (body as { id: string }).id }, body: {} })).status).toBe(204);
    expect(await claim()).toHaveLength(1);
  });
});

describe('what a person wishes', () => {
  it('is his own, and what is not urgent follows it', async () => {
    const county = await there.as('county');
    expect((await county.call('noticeWish')).body).toEqual({ other: 'at_once', mobile: null });
    expect((await county.call('saveNoticeWish', { body: { other: 'inbox', mobile: '13800000000' } })).body).toEqual({ other: 'inbox', mobile: '13800000000' });
    expect((await school.call('noticeWish')).body).toEqual({ other: 'at_once', mobile: null });
    expect((await county.call('saveNoticeWish', { body: { other: 'never', mobile: 'abc' } })).status).toBe(422);
    await notices(2);
    await notices(1, true);
    expect(await list(admin)).toHaveLength(1);
  });
});
