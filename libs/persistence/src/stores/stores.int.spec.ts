import { createHash, randomUUID } from 'node:crypto';
import type { Artefact } from '@shidian/definition';
import { UnknownAttachment } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresAgendaStore, PostgresUpkeepStore } from './agenda-store.js';
import { PostgresAttachmentStore } from './attachment-store.js';
import { PostgresAuditStore } from './audit-store.js';
import { PostgresDefinitionStore } from './definition-store.js';
import { PostgresDirectoryStore } from './directory-store.js';
import { PostgresDraftStore } from './draft-store.js';
import { PostgresSessionStore } from './session-store.js';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

const engine = (): ScratchDatabase['database']['pools']['engine'] => scratch.database.pools.engine;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('drafts', () => {
  it('are saved over the version that was read, and never over another', async () => {
    const drafts = new PostgresDraftStore(engine());
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const draft = { caseId, form: 'application', savedBy: world.schoolA.account.id, at: worldNow };
    expect(await drafts.get(caseId, 'application')).toBeUndefined();
    expect(await drafts.save({ ...draft, body: { n: 1 }, expectedVersion: 0 })).toMatchObject({ saved: true, row: { version: 1, body: { n: 1 }, savedAt: worldNow } });
    expect(await drafts.save({ ...draft, body: { n: 2 }, expectedVersion: 0 })).toMatchObject({ saved: false, row: { version: 1, body: { n: 1 } } });
    const racing = await Promise.all([2, 3, 4].map((n) => drafts.save({ ...draft, body: { n }, expectedVersion: 1 })));
    expect(racing.filter((answer) => answer.saved)).toHaveLength(1);
    await world.store.transaction(async (tx) => {
      expect((await tx.draft(caseId, 'application'))?.version).toBe(2);
      await tx.write({ draftsDeleted: [{ caseId, form: 'application' }] });
    });
    expect(await drafts.save({ ...draft, body: null, expectedVersion: 2 })).toMatchObject({ saved: false, row: { version: 0 } });
  });
});

describe('attachments', () => {
  const row = (content: string, uploadedAt = worldNow) => ({ id: randomUUID(), sha256: hashOf(content), name: '盖章.pdf', mediaType: 'application/pdf', size: content.length, uploadedBy: world.schoolA.account.id, uploadedAt });

  it('keep the same content once, and drop it when no row names it any more', async () => {
    const attachments = new PostgresAttachmentStore(engine());
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const [kept, old, young] = [row('paper'), row('paper'), row('other', worldNow + 10)];
    await Promise.all([kept, old].map((one) => attachments.save(one, Buffer.from('paper'))));
    await attachments.save(young, Buffer.from('other'));
    expect(await scratch.sql('SELECT sha256 FROM shidian.blob')).toHaveLength(2);
    expect(await attachments.get(kept.id)).toEqual({ ...kept, caseId: null });
    expect(Buffer.from((await attachments.content(kept.sha256))!).toString()).toBe('paper');
    await world.store.transaction((tx) => tx.write({ attachmentsNamed: [{ id: kept.id, caseId, uploadedBy: world.schoolA.account.id }] }));
    expect(await attachments.collect(worldNow + 5)).toBe(1);
    expect(await attachments.get(old.id)).toBeUndefined();
    expect(await attachments.content(kept.sha256)).toBeDefined();
    expect(await attachments.collect(worldNow + 11)).toBe(1);
    expect(await attachments.content(young.sha256)).toBeUndefined();
    expect((await attachments.get(kept.id))?.caseId).toBe(caseId);
  });

  it('are named by one step, of the account that uploaded them', async () => {
    const attachments = new PostgresAttachmentStore(engine());
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const mine = row('mine');
    await attachments.save(mine, Buffer.from('mine'));
    const name = (id: string, uploadedBy: string): Promise<void> => world.store.transaction((tx) => tx.write({ attachmentsNamed: [{ id, caseId, uploadedBy }] }));
    await expect(name(mine.id, world.schoolB.account.id)).rejects.toThrow(UnknownAttachment);
    await expect(name(randomUUID(), world.schoolA.account.id)).rejects.toThrow(UnknownAttachment);
    await expect(name('../etc/passwd', world.schoolA.account.id)).rejects.toThrow(UnknownAttachment);
    await name(mine.id, world.schoolA.account.id);
    await expect(name(mine.id, world.schoolA.account.id)).rejects.toMatchObject({ attachmentId: mine.id });
  });
});

describe('sessions and tokens', () => {
  it('live while they are used, and end at their end whatever happens', async () => {
    const sessions = new PostgresSessionStore(engine());
    const [hash, accountId] = [hashOf('session'), world.countyA.account.id];
    await sessions.open({ hash, accountId, at: 0, idleUntil: 600_000, endsAt: 1_000_000 });
    expect(await sessions.use(hash, 300_000, 600_000)).toMatchObject({ accountId });
    expect(await sessions.use(hash, 850_000, 600_000)).toMatchObject({ accountId });
    expect(await sessions.use(hash, 999_999, 600_000)).toMatchObject({ accountId });
    expect(await sessions.use(hash, 1_000_000, 600_000)).toBeUndefined();
    expect(await sessions.use(hashOf('other'), 1, 600_000)).toBeUndefined();
    await sessions.open({ hash: hashOf('idle'), accountId, at: 0, idleUntil: 600_000, endsAt: 1_000_000 });
    expect(await sessions.use(hashOf('idle'), 600_000, 600_000)).toBeUndefined();
    expect(await new PostgresUpkeepStore(engine()).forgetSessions(600_000)).toBe(1);
    await sessions.end(hash);
    await sessions.end(hash);
    expect(await sessions.use(hash, 1, 600_000)).toBeUndefined();
  });

  it('of the api are listed, used and revoked by their account', async () => {
    const sessions = new PostgresSessionStore(engine());
    const token = { id: randomUUID(), hash: hashOf('token'), accountId: world.countyA.account.id, name: '汇总', at: worldNow, endsAt: worldNow + 100 };
    await sessions.issueToken(token);
    expect(await sessions.useToken(token.hash, worldNow + 1)).toBe(token.accountId);
    expect(await sessions.tokens(token.accountId, worldNow)).toEqual([{ id: token.id, name: '汇总', createdAt: worldNow, endsAt: worldNow + 100, usedAt: worldNow + 1 }]);
    expect(await sessions.useToken(token.hash, worldNow + 100)).toBeUndefined();
    expect(await sessions.revokeToken(world.countyB.account.id, token.id, worldNow)).toBe(false);
    expect(await sessions.revokeToken(token.accountId, token.id, worldNow)).toBe(true);
    expect(await sessions.useToken(token.hash, worldNow)).toBeUndefined();
    expect(await sessions.tokens(token.accountId, worldNow)).toEqual([]);
  });

  it('are kept from whoever failed five times in a row, for ten minutes', async () => {
    const sessions = new PostgresSessionStore(engine());
    const policy = { limit: 5, lockMs: 600_000 };
    for (let n = 0; n < 4; n += 1) expect(await sessions.failed('a', worldNow + n, policy)).toBeUndefined();
    expect(await sessions.lockedUntil('a', worldNow + 4)).toBeUndefined();
    expect(await sessions.failed('a', worldNow + 4, policy)).toBe(worldNow + 600_004);
    expect(await sessions.lockedUntil('a', worldNow + 600_003)).toBe(worldNow + 600_004);
    expect(await sessions.lockedUntil('a', worldNow + 600_004)).toBeUndefined();
    expect(await sessions.failed('a', worldNow + 600_005, policy)).toBeUndefined();
    const racing = await Promise.all(Array.from({ length: 5 }, () => sessions.failed('b', worldNow, policy)));
    expect(racing.filter((until) => until !== undefined)).toHaveLength(1);
    await sessions.succeeded('b');
    expect(await sessions.lockedUntil('b', worldNow)).toBeUndefined();
  });
});

describe('the directory', () => {
  it('comes back whole, with who is held at the time of asking, and a version that every save raises', async () => {
    const directory = new PostgresDirectoryStore(engine(), world.clock);
    const before = await directory.load();
    expect(before.organisations).toContainEqual(world.schoolA.organisation);
    expect(before.posts).toContainEqual(world.countyA.post);
    expect(before.held).toContain(world.countyB.post.id);
    await directory.saveHoldings([{ accountId: world.countyB.account.id, postId: world.countyB.post.id, from: 0, to: worldNow }]);
    const after = await directory.load();
    expect(after.version).toBe(before.version + 1);
    expect(await directory.version()).toBe(after.version);
    expect(after.held).not.toContain(world.countyB.post.id);
  });

  it('gives a principal his posts and organisations at the instant, and none to a disabled account', async () => {
    const directory = new PostgresDirectoryStore(engine(), world.clock);
    const { account, principal, post } = world.countyA;
    expect(await directory.principal(account.id, worldNow)).toEqual(principal);
    expect(await directory.accountByLogin(account.login)).toEqual(account);
    await directory.saveHoldings([{ accountId: world.schoolB.account.id, postId: post.id, from: worldNow + 10, to: worldNow + 20 }]);
    const posts = async (at: number): Promise<number | undefined> => (await directory.principal(world.schoolB.account.id, at))?.posts.length;
    expect([await posts(worldNow + 9), await posts(worldNow + 10), await posts(worldNow + 19), await posts(worldNow + 20)]).toEqual([1, 2, 2, 1]);
    await directory.saveAccounts([{ ...world.schoolB.account, disabled: true }]);
    expect(await directory.principal(world.schoolB.account.id, worldNow)).toBeUndefined();
    expect(await directory.principal(randomUUID(), worldNow)).toBeUndefined();
  });

  it('keeps the way up of every organisation when one moves with all that lies below it', async () => {
    const directory = new PostgresDirectoryStore(engine(), world.clock);
    await directory.saveOrganisations([{ ...world.countyA.organisation, parentId: world.countyB.organisation.id }]);
    const [row] = await scratch.sql<{ path: readonly string[] }>('SELECT path FROM shidian.organisation WHERE id = $1', [world.schoolA.organisation.id]);
    expect(row?.path).toEqual([world.province, world.countyB, world.countyA, world.schoolA].map((one) => one.organisation.id));
  });
});

describe('definitions', () => {
  it('are published once, and the newest of an id is the last that was', async () => {
    const definitions = new PostgresDefinitionStore(engine());
    const artefact = (hash: string) => ({ format: 1, hash, id: 'two-versions', series: 'two-versions', name: { zh: '两个版本' } }) as unknown as Artefact;
    expect(await definitions.publish(artefact('one'), null, worldNow)).toEqual({ fresh: true });
    expect(await definitions.publish(artefact('two'), world.province.account.id, worldNow)).toEqual({ fresh: true });
    expect(await definitions.publish(artefact('one'), null, worldNow + 1)).toEqual({ fresh: false });
    expect((await definitions.latest('two-versions'))?.hash).toBe('two');
    expect(await definitions.artefact('one')).toEqual(artefact('one'));
    expect(await definitions.artefact('three')).toBeUndefined();
    expect(await definitions.latest('none')).toBeUndefined();
    expect(await definitions.predecessors({ id: 'two-versions', series: 'other' })).toEqual([artefact('two')]);
    const later = { ...artefact('three'), id: 'another-round' };
    expect(await definitions.predecessors(later)).toEqual([artefact('two')]);
    await definitions.publish(later, null, worldNow);
    expect(await definitions.predecessors({ ...artefact('four') })).toEqual([artefact('two'), later]);
    expect(await definitions.list()).toContainEqual({ id: 'two-versions', hash: 'one', name: { zh: '两个版本' }, publishedAt: worldNow });
  });

  it('have the newest record of their scenarios, which stays the same when it is recorded again', async () => {
    const definitions = new PostgresDefinitionStore(engine());
    await definitions.publish({ format: 1, hash: 'with-scenarios', id: 'with-scenarios', series: 's', name: { zh: '有场景' } } as unknown as Artefact, null, worldNow);
    const reach = { way: [['a go 0']], guards: ['a go 0=true'], deadlines: [], states: ['a'] };
    const record = (name: string) => ({ definition: 'with-scenarios', files: 'sha256:0', scenarios: [{ name: { zh: name }, place: { file: 'scenarios/1.yaml', line: 3 }, ...reach }] });
    expect(await definitions.scenarios('with-scenarios')).toBeUndefined();
    expect(await definitions.recordScenarios(record('first'), worldNow)).toEqual({ fresh: true });
    expect(await definitions.recordScenarios(record('first'), worldNow + 1)).toEqual({ fresh: false });
    expect(await definitions.scenarios('with-scenarios')).toEqual({ record: record('first'), recordedAt: worldNow });
    expect(await definitions.recordScenarios(record('second'), worldNow + 2)).toEqual({ fresh: true });
    expect(await definitions.recordScenarios(record('first'), worldNow + 3)).toEqual({ fresh: true });
    expect(await definitions.scenarios('with-scenarios')).toEqual({ record: record('first'), recordedAt: worldNow + 3 });
    await expect(definitions.recordScenarios({ ...record('first'), definition: 'never-published' }, worldNow)).rejects.toMatchObject({ constraint: 'definition_scenarios_definition_exists' });
  });
});

describe('the agenda, the auditor and the upkeep', () => {
  it('see each due instant once, in order, between two instants', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const timers = [5, 1, 3, 3, 9].map((after, n) => ({ programId: world.programId, caseId, key: `t${n}`, epoch: 1, dueAt: worldNow + after }));
    await world.store.transaction((tx) => tx.write({ timersSet: timers }));
    const agenda = new PostgresAgendaStore(engine());
    expect(await agenda.dueInstants(worldNow + 1, worldNow + 5, 10)).toEqual([worldNow + 3, worldNow + 5]);
    expect(await agenda.dueInstants(0, worldNow + 99, 2)).toEqual([worldNow + 1, worldNow + 3]);
    expect(await agenda.activePrograms()).toContain(world.programId);
    const audit = new PostgresAuditStore(engine());
    expect((await audit.projections(caseId)).timers).toHaveLength(5);
    await world.store.transaction((tx) => tx.write({ timersDeleted: timers }));
    expect(await audit.projections(caseId)).toEqual({ timers: [], openTasks: [] });
    const heads: string[] = [];
    for await (const head of audit.heads(caseId)) heads.push(head.journalHead);
    expect(heads).toEqual(['hash-1']);
    const entries: number[] = [];
    for await (const entry of audit.entries(caseId)) entries.push(entry.seq);
    expect(entries).toEqual([1]);
  });

  it('forget idempotency keys of before an instant', async () => {
    const keep = (key: string, at: number): Promise<void> =>
      world.store.transaction((tx) => tx.write({ idempotency: [{ accountId: world.schoolA.account.id, route: 'r', key, bodyHash: 'h', outcome: null, at }] }));
    await keep('old', worldNow - 1);
    await keep('young', worldNow);
    expect(await new PostgresUpkeepStore(engine()).forgetIdempotencyKeys(worldNow)).toBe(1);
    expect(await scratch.sql(`SELECT key FROM shidian.idempotency WHERE route = 'r'`)).toEqual([{ key: 'young' }]);
  });
});

describe('opinions', () => {
  it('given before a return are void, the one given with it stands', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const opinion = (task: string, text: string) => ({ id: randomUUID(), caseId, form: 'application', block: task, task, decision: 'pass', text, signature: null, sealed: false, sealAttachment: null, onDate: null, account: world.countyA.account.id, post: world.countyA.post.id, at: worldNow });
    await world.store.transaction((tx) => tx.write({ opinions: [opinion('county', 'first'), opinion('school', 'kept')] }));
    await world.store.transaction((tx) => tx.write({ opinionsVoided: [{ caseId, tasks: ['county'], at: worldNow + 5 }], opinions: [opinion('county', 'returning')] }));
    const rows = await scratch.sql('SELECT text FROM shidian.opinion WHERE case_id = $1 AND voided_at IS NULL ORDER BY text', [caseId]);
    expect(rows).toEqual([{ text: 'kept' }, { text: 'returning' }]);
  });
});
