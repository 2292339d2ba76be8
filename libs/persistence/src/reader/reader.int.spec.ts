import { randomUUID } from 'node:crypto';
import type { Principal } from '@shidian/lifecycle';
import { dateRow, instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidCursor } from '../errors.js';
import { PostgresReader } from './postgres-reader.js';

let scratch: ScratchDatabase;
let world: SmallWorld;
let reader: PostgresReader;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  reader = new PostgresReader(scratch.database.pools.reader);
});
afterAll(() => scratch.drop());

async function everyPage<T>(read: (cursor: { readonly cursor?: string }) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: { readonly cursor?: string } = {}; ; ) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = { cursor: page.next };
  }
}

describe('the read side', () => {
  it('lists the cases of the own jurisdiction only, page by page, each once', async () => {
    const own: string[] = [];
    for (let n = 0; n < 7; n += 1) own.push(await world.startCase(world.schoolA, world.countyA));
    const other = await world.startCase(world.schoolB, world.countyB);
    const ids = async (principal: Principal): Promise<string[]> =>
      (await everyPage((cursor) => reader.cases(principal, { programId: world.programId }, { limit: 3, ...cursor }))).map((item) => item.id);
    expect((await ids(world.countyA.principal)).sort()).toEqual([...own].sort());
    expect(await ids(world.countyB.principal)).toEqual([other]);
    expect((await ids(world.province.principal)).sort()).toEqual([...own, other].sort());
    expect(await reader.case(world.countyB.principal, own[0]!)).toBeUndefined();
    expect((await reader.case(world.schoolA.principal, own[0]!))?.item.applicantName).toBe('示例第一小学');
  });

  it('finds cases by the start of the number, a part of the name, state and tag', async () => {
    const caseId = await world.startCase(world.schoolB, world.countyB);
    await world.store.transaction((tx) => tx.write({ cases: [instanceUpdate(caseId, 1, { states: ['review/check'], tags: ['reported'] })] }));
    const page = await reader.case(world.province.principal, caseId);
    const found = async (filter: Parameters<PostgresReader['cases']>[1]): Promise<readonly string[]> => (await reader.cases(world.province.principal, filter, { limit: 200 })).items.map((item) => item.id);
    expect(await found({ search: page!.item.number })).toEqual([caseId]);
    expect(await found({ search: page!.item.number.slice(1) })).toEqual([]);
    expect(await found({ search: '第二小', state: 'review/check' })).toEqual([caseId]);
    expect(await found({ search: '第一小', state: 'review/check' })).toEqual([]);
    expect(await found({ tag: 'reported' })).toEqual([caseId]);
    expect(await found({ search: "%_' OR true --" })).toEqual([]);
  });

  it('lists tasks of the own posts, what is due first first, what has no due date last; done is only what was done, not what closed by itself', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const base = { programId: world.programId, caseId, key: 'check/check', name: { zh: '审核' }, optional: false, openedAt: worldNow, provisional: false, members: [world.countyA.post.id] };
    await world.store.transaction((tx) =>
      tx.write({
        tasksOpened: [
          { ...base, number: 1, dueAt: null },
          { ...base, number: 2, dueAt: worldNow + 2000 },
          { ...base, number: 3, dueAt: worldNow + 1000 },
          { ...base, number: 4, dueAt: worldNow + 3000 },
          { ...base, number: 5, dueAt: worldNow + 4000 },
        ],
      }),
    );
    await world.store.transaction((tx) =>
      tx.write({
        memberActs: [{ programId: world.programId, caseId, number: 4, post: world.countyA.post.id, account: world.countyA.account.id, decision: 'pass', at: worldNow + 5 }],
        tasksClosed: [
          { programId: world.programId, caseId, number: 4, at: worldNow + 5, because: 'done', by: world.countyA.account.id },
          { programId: world.programId, caseId, number: 5, at: worldNow + 5, because: 'left', by: null },
        ],
      }),
    );
    const open = await everyPage((cursor) => reader.tasks(world.countyA.principal, { open: true }, { limit: 1, ...cursor }));
    expect(open.map((task) => task.number)).toEqual([3, 2, 1]);
    expect(open[0]).toMatchObject({ caseId, applicantName: '示例第一小学', programName: '示例试点 2016', name: { zh: '审核' }, dueAt: worldNow + 1000 });
    const done = await everyPage((cursor) => reader.tasks(world.countyA.principal, { open: false }, { limit: 1, ...cursor }));
    expect(done.map((task) => [task.number, task.closedAt])).toEqual([[4, worldNow + 5]]);
    expect((await reader.tasks(world.schoolA.principal, { open: true }, { limit: 10 })).items).toEqual([]);
  });

  it('shows a case with its forms, opinions, attachments and tasks', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const [formId, opinionId] = [randomUUID(), randomUUID()];
    await world.store.transaction((tx) =>
      tx.write({
        forms: [{ id: formId, caseId, form: 'application', version: 1, body: { title: '题目' }, salt: '00', hash: 'h', submittedAt: worldNow, submittedBy: world.schoolA.account.id, baseline: false }],
        baselines: [{ caseId, form: 'application' }],
        opinions: [
          { id: opinionId, caseId, form: 'application', block: 'county', task: 'check/check', decision: 'pass', text: '同意', signature: '甲', sealed: false, sealAttachment: null, onDate: '2016-03-02', account: world.countyA.account.id, post: world.countyA.post.id, at: worldNow },
        ],
        tasksOpened: [{ programId: world.programId, caseId, number: 1, key: 'check/check', name: { zh: '审核' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [world.countyA.post.id] }],
        memberActs: [{ programId: world.programId, caseId, number: 1, post: world.countyA.post.id, account: world.countyA.account.id, decision: 'pass', at: worldNow + 9 }],
      }),
    );
    const page = await reader.case(world.province.principal, caseId);
    expect(page?.forms).toEqual([expect.objectContaining({ id: formId, body: { title: '题目' }, baseline: true, submittedAt: worldNow })]);
    expect(page?.opinions).toEqual([expect.objectContaining({ id: opinionId, onDate: '2016-03-02', voidedAt: null, accountName: '示例甲县教育局经办人', organisationName: '示例甲县教育局', account: world.countyA.account.id })]);
    expect(page?.tasks[0]?.members).toEqual([{ post: world.countyA.post.id, postName: '经办', organisationName: '示例甲县教育局', actedAt: worldNow + 9, decision: 'pass', accountName: '示例甲县教育局经办人' }]);
    expect(page?.attachments).toEqual([]);
  });

  it('pages a journal in order and keeps the journal of a program to its issuer', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction((tx) => tx.write({ journal: [2, 3, 4, 5].map((seq) => journalRow({ programId: world.programId, caseId, seq })) }));
    const entries = await everyPage((cursor) => reader.journal(world.countyA.principal, caseId, { limit: 2, ...cursor }));
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(entries[1]).toEqual(journalRow({ programId: world.programId, caseId, seq: 2 }));
    expect((await reader.journal(world.countyB.principal, caseId, { limit: 9 })).items).toEqual([]);
    expect((await reader.journal(world.province.principal, world.programId, { limit: 9 })).items).toHaveLength(1);
    expect((await reader.journal(world.countyA.principal, world.programId, { limit: 9 })).items).toEqual([]);
  });

  it('shows notices to the holder of the post, and who has read what is his own', async () => {
    const notice = (key: string, at: number) => ({ id: randomUUID(), key, programId: world.programId, caseId: null, post: world.countyA.post.id, at, kind: 'reminder' as const, text: { zh: '请办理' }, urgent: false });
    const [first, second] = [notice('k1', worldNow), notice('k2', worldNow + 1)];
    await world.store.transaction((tx) => tx.write({ notices: [first, second] }));
    const listed = await reader.notices(world.countyA.principal, {}, { limit: 10 });
    expect(listed.items.map((item) => item.id)).toEqual([second.id, first.id]);
    expect(listed.items[0]).toMatchObject({ mail: 'queued', readAt: null, text: { zh: '请办理' }, post: world.countyA.post.id });
    expect(await reader.markRead(world.countyB.principal, [first.id], worldNow)).toBe(0);
    expect(await reader.markRead(world.countyA.principal, [first.id, randomUUID()], worldNow + 7)).toBe(1);
    expect(await reader.markRead(world.countyA.principal, [first.id], worldNow + 8)).toBe(0);
    expect((await reader.notices(world.countyA.principal, { unread: true }, { limit: 10 })).items.map((item) => item.id)).toEqual([second.id]);
    expect((await reader.notices(world.countyA.principal, { unread: false }, { limit: 10 })).items).toEqual([expect.objectContaining({ id: first.id, readAt: worldNow + 7 })]);
    expect((await reader.notices(world.schoolA.principal, {}, { limit: 10 })).items).toEqual([]);
  });

  it('tells what was copied from what has to be done: a case in which the own posts never had a task', async () => {
    const { post, principal } = world.countyB;
    const [worked, told] = [await world.startCase(world.schoolB, world.countyB), await world.startCase(world.schoolB, world.countyB)];
    const notice = (caseId: string | null, at: number) => ({ id: randomUUID(), key: randomUUID(), programId: world.programId, caseId, post: post.id, at, kind: 'stage' as const, text: { zh: '已提交' }, urgent: false });
    const [own, copied, ofProgram] = [notice(worked, worldNow), notice(told, worldNow + 1), notice(null, worldNow + 2)];
    const task = { programId: world.programId, caseId: worked, number: 1, key: 'check/check', name: { zh: '审核' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [post.id] };
    await world.store.transaction((tx) => tx.write({ notices: [own, copied, ofProgram], tasksOpened: [task] }));
    const ids = async (filter: { readonly copied?: boolean }): Promise<readonly string[]> => (await everyPage((cursor) => reader.notices(principal, filter, { limit: 1, ...cursor }))).map(({ id }) => id);
    expect(await ids({ copied: true })).toEqual([copied.id]);
    expect(await ids({ copied: false })).toEqual([ofProgram.id, own.id]);
    expect(await ids({})).toEqual([ofProgram.id, copied.id, own.id]);
  });

  it('finds the dates that a document has set, those of other regions apart', async () => {
    expect(await reader.byDocumentNumber(world.province.principal, '没有')).toEqual([]);
    const row = { name: 'due', documentNumber: '示例函〔2016〕7号' };
    const [whole, ofCounty] = [dateRow(world.programId, row), dateRow(world.programId, { ...row, scope: 'organisation', scopeId: world.countyA.organisation.id })];
    await world.store.transaction((tx) => tx.write({ dates: [whole, ofCounty] }));
    const found = async (who: Principal): Promise<number> => (await reader.byDocumentNumber(who, '2016〕7号')).length;
    expect(await reader.byDocumentNumber(world.schoolB.principal, '2016〕7号')).toMatchObject([{ programId: world.programId, date: 'due', number: row.documentNumber, setAt: whole.setAt, caseId: null }]);
    expect(await found(world.countyA.principal)).toBe(2);
    expect(await found(world.province.principal)).toBe(2);
  });

  it('refuses a cursor of another list, a mangled one and one with a foreign value', async () => {
    const cursors = ['x', Buffer.from('["programs",1,2]').toString('base64url'), Buffer.from('["cases","\'; drop table"]').toString('base64url'), Buffer.from('{}').toString('base64url')];
    for (const cursor of cursors) {
      await expect(reader.cases(world.province.principal, {}, { limit: 5, cursor })).rejects.toThrow(InvalidCursor);
    }
  });
});
