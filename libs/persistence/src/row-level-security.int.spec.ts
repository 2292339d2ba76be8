import { createHash, randomUUID } from 'node:crypto';
import { dateRow, journalRow, type Place, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlState } from './errors.js';
import { PostgresAttachmentStore } from './stores/attachment-store.js';
import { PostgresDeliveryStore } from './stores/delivery-store.js';
import { PostgresDraftStore } from './stores/draft-store.js';
import { PostgresSessionStore } from './stores/session-store.js';

/** Seen by whoever has signed in, wherever he stands: the call, its dates, and names of organisations, posts and people. */
const common = ['account', 'definition', 'organisation', 'post', 'program', 'program_move'];
/** Of jurisdiction: the county above the applicant and the province see them, another county does not. */
const jurisdiction = ['attachment', 'case_file', 'form_version', 'journal', 'opinion', 'roll', 'roll_line', 'stand_in', 'task', 'task_member'];
/** Of a post or an account. */
const own = ['delivery', 'notice', 'notice_read'];
/** Never read by people's queries at all. */
const machinery = [
  'api_token', 'blob', 'calendar', 'calendar_day', 'definition_scenarios', 'directory_version', 'draft', 'holding', 'idempotency', 'login_failure', 'migration',
  'notice_act', 'notice_channel', 'notice_pause', 'notice_wish', 'outbox', 'program_counter', 'roll_slot', 'session', 'substitution', 'timer',
];

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  await fillEveryTable();
});
afterAll(() => scratch.drop());

async function fillEveryTable(): Promise<void> {
  const { engine } = scratch.database.pools;
  const { programId, countyA, schoolA } = world;
  const content = Buffer.from('盖章扫描件');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const [seal, pending] = [randomUUID(), randomUUID()];
  const attachments = new PostgresAttachmentStore(engine);
  for (const id of [seal, pending]) {
    await attachments.save({ id, sha256, name: 'seal.png', mediaType: 'image/png', size: content.length, uploadedBy: countyA.account.id, uploadedAt: worldNow }, content);
  }
  const caseId = await world.startCase(schoolA, countyA);
  const noticeId = randomUUID();
  await world.store.transaction(async (tx) => {
    await tx.lockProgram(programId);
    const serial = await tx.nextRollSerial(programId, 'report', countyA.organisation.id);
    await tx.write({
      dates: [
        dateRow(programId, { scope: 'organisation', scopeId: countyA.organisation.id }),
        dateRow(programId, { scope: 'case', scopeId: caseId }),
      ],
      journal: [journalRow({ programId, caseId, seq: 2 })],
      tasksOpened: [{ programId, caseId, number: 1, key: 'check', name: { zh: '审核' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [countyA.post.id] }],
      timersSet: [{ programId, caseId, key: 'check/due', epoch: 1, dueAt: worldNow }],
      forms: [{ id: randomUUID(), caseId, form: 'application', version: 1, body: {}, salt: '', hash: '', submittedAt: worldNow, submittedBy: schoolA.account.id, baseline: false }],
      attachmentsNamed: [{ id: seal, caseId, uploadedBy: countyA.account.id }],
      opinions: [{ id: randomUUID(), caseId, form: 'application', block: 'county', task: 'check', decision: 'pass', text: '同意', signature: null, sealed: true, sealAttachment: seal, onDate: null, account: countyA.account.id, post: countyA.post.id, at: worldNow }],
      rolls: [{ id: randomUUID(), programId, key: 'report', organisationId: countyA.organisation.id, serial, answers: null, data: {}, table: null, hash: '', confirmedBy: countyA.account.id, confirmedAt: worldNow, lines: [{ position: 1, caseId, decision: 'report', data: {} }] }],
      notices: [{ id: noticeId, key: 'k', programId, caseId, post: countyA.post.id, at: worldNow, kind: 'task', text: { zh: '请办理' }, urgent: false }],
      outbox: [{ topic: 'deliver' }],
      idempotency: [{ accountId: countyA.account.id, route: 'act', key: 'k', bodyHash: 'h', outcome: {}, at: worldNow }],
    });
  });
  await new PostgresDeliveryStore(engine, world.clock).expand(10, [{ channel: 'mail', kind: 'mail', addressedBy: 'email', organisations: [], posts: [], urgentOnly: false }]);
  await new PostgresDraftStore(engine).save({ caseId, form: 'report', body: {}, expectedVersion: 0, savedBy: schoolA.account.id, at: worldNow });
  const sessions = new PostgresSessionStore(engine);
  await sessions.open({ hash: sha256, accountId: countyA.account.id, at: worldNow, idleUntil: worldNow, endsAt: worldNow });
  await sessions.issueToken({ id: randomUUID(), hash: sha256, accountId: countyA.account.id, name: 't', at: worldNow, endsAt: worldNow });
  await sessions.failed('somebody', worldNow, { limit: 5, lockMs: 1 });
  await scratch.sql('INSERT INTO shidian.notice_read VALUES ($1, $2, now())', [noticeId, countyA.account.id]);
  const clerk = countyA.account.id;
  await scratch.sql(`INSERT INTO shidian.definition_scenarios (definition_hash, body, recorded_at) SELECT hash, '{}', now() FROM shidian.definition LIMIT 1`);
  await scratch.sql(`INSERT INTO shidian.calendar (version, body, applied_at) VALUES ('c1', '{}', now())`);
  await scratch.sql(`INSERT INTO shidian.calendar_day (date, working, entered_by, entered_at) VALUES ('2026-10-10', true, '示例', now())`);
  await scratch.sql(`INSERT INTO shidian.notice_channel (name, kind) VALUES ('mail', 'mail')`);
  await scratch.sql(`INSERT INTO shidian.notice_wish (account_id, other) VALUES ($1, 'digest')`, [clerk]);
  await scratch.sql(`INSERT INTO shidian.notice_pause (id, scope, reason, paused_by, paused_at) VALUES ($1, 'installation', '停电', $2, now())`, [randomUUID(), clerk]);
  await scratch.sql(`INSERT INTO shidian.notice_act (at, account_id, act, reason) VALUES (now(), $1, 'pause', '停电')`, [clerk]);
  const substitution = randomUUID();
  await scratch.sql(
    `INSERT INTO shidian.substitution (id, post_id, substitute_id, absent_id, valid_from, valid_to, given_to, reason, set_by, set_at)
     VALUES ($1, $2, $3, $4, now(), now() + interval '1 day', now() + interval '1 day', '出差', $4, now())`,
    [substitution, countyA.post.id, world.province.post.id, clerk],
  );
  await scratch.sql('INSERT INTO shidian.stand_in (program_id, case_id, number, post_id, account_id, substitution_id, absent_id, at) VALUES ($1, $2, 1, $3, $4, $5, $4, now())', [programId, caseId, countyA.post.id, clerk, substitution]);
}

async function tables(): Promise<readonly string[]> {
  const rows = await scratch.sql<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'shidian'::regnamespace AND relkind = 'r' ORDER BY 1`);
  return rows.map((row) => row.name);
}

/** How many rows of the table a reader with this scope sees; undefined where he has no privilege. */
async function seen(table: string, scope: string | undefined): Promise<number | undefined> {
  const client = await scratch.database.pools.reader.connect();
  try {
    await client.query('BEGIN');
    if (scope !== undefined) await client.query(`SELECT set_config('app.scope', $1, true)`, [scope]);
    const { rows } = await client.query<{ n: number }>(`SELECT count(*) AS n FROM shidian.${table}`);
    return rows[0]?.n;
  } catch (error) {
    expect(sqlState(error)).toBe('42501');
    return undefined;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const scopeOf = (place: Place): string => `{${[...place.principal.scope, place.account.id].join(',')}}`;

describe('row-level security', () => {
  it('is spoken about here for every table there is', async () => {
    expect([...common, ...jurisdiction, ...own, ...machinery, 'program_date'].sort()).toEqual(await tables());
  });

  it('has something to hide in every table', async () => {
    for (const table of await tables()) {
      const rows = await scratch.sql(`SELECT 1 FROM shidian.${table} LIMIT 1`);
      expect(rows, table).toHaveLength(1);
    }
  });

  it.each([undefined, '', '{}'])('shows nothing of any table to a reader whose scope is %o', async (scope) => {
    for (const table of await tables()) {
      expect((await seen(table, scope)) ?? 0, table).toBe(0);
    }
  });

  it('keeps what belongs to a jurisdiction, a post or an account from another county', async () => {
    for (const table of [...jurisdiction, ...own]) expect(await seen(table, scopeOf(world.countyB)), table).toBe(0);
    expect(await seen('program_date', scopeOf(world.countyB))).toBe(0);
    expect(await seen('program_date', scopeOf(world.schoolB))).toBe(0);
  });

  it('shows it to the county itself, and what is not a post’s own to the province above', async () => {
    for (const table of [...jurisdiction, ...own]) expect(await seen(table, scopeOf(world.countyA)), table).toBeGreaterThan(0);
    for (const table of jurisdiction) expect(await seen(table, scopeOf(world.province)), table).toBeGreaterThan(0);
    for (const table of own) expect(await seen(table, scopeOf(world.province)), table).toBe(0);
    for (const table of common) expect(await seen(table, scopeOf(world.countyB)), table).toBeGreaterThan(0);
  });

  it('shows the date of a county and of a case to whom it binds and to those above', async () => {
    expect(await seen('program_date', scopeOf(world.schoolA))).toBe(2);
    expect(await seen('program_date', scopeOf(world.countyA))).toBe(2);
    expect(await seen('program_date', scopeOf(world.province))).toBe(2);
  });

  it('shows an applicant his case but neither the roll it stands on nor the opinion of another post’s notices', async () => {
    expect(await seen('case_file', scopeOf(world.schoolA))).toBe(1);
    expect(await seen('roll', scopeOf(world.schoolA))).toBe(0);
    expect(await seen('notice', scopeOf(world.schoolA))).toBe(0);
  });

  it('gives readers no privilege on the machinery, and no password hash', async () => {
    for (const table of machinery.filter((name) => name !== 'migration')) expect(await seen(table, scopeOf(world.province)), table).toBeUndefined();
    await expect(scratch.database.pools.reader.query('SELECT password_hash FROM shidian.account')).rejects.toMatchObject({ code: '42501' });
  });

  it('lets a reader write nothing but that he himself has read a notice', async () => {
    for (const table of await tables()) {
      await expect(scratch.database.pools.reader.query(`DELETE FROM shidian.${table}`), table).rejects.toMatchObject({ code: '42501' });
    }
    const client = await scratch.database.pools.reader.connect();
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.scope', $1, true)`, [scopeOf(world.countyA)]);
    const forged = client.query('INSERT INTO shidian.notice_read SELECT id, $1, now() FROM shidian.notice', [world.countyB.account.id]);
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    await client.query('ROLLBACK');
    client.release();
  });

  it('leaves no scope behind on a pooled connection', async () => {
    const client = await scratch.database.pools.reader.connect();
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.scope', $1, true)`, [scopeOf(world.province)]);
    await client.query('COMMIT');
    const { rows } = await client.query('SELECT id FROM shidian.case_file');
    client.release();
    expect(rows).toEqual([]);
  });
});
