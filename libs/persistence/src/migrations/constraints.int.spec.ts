import { createHash, randomUUID } from 'node:crypto';
import { instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import type { WriteBatch } from '@shidian/lifecycle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let scratch: ScratchDatabase;
let world: SmallWorld;
let caseId: string;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
  caseId = await world.startCase(world.schoolA, world.countyA);
});
afterAll(() => scratch.drop());

const write = (batch: WriteBatch): Promise<void> => world.store.transaction((tx) => tx.write(batch));
const task = (number: number) => ({ programId: world.programId, caseId, number, key: 'k', name: { zh: '审核' }, optional: false, openedAt: worldNow, dueAt: null, provisional: false, members: [world.countyA.post.id] });

describe('what the database itself refuses', () => {
  it('is named after the invariant that would break', async () => {
    const own = { programId: world.programId, caseId };
    const broken: readonly (readonly [string, WriteBatch])[] = [
      ['journal_seq_follows', { journal: [{ ...journalRow({ ...own, seq: 2 }), previous: 'hash-of-nothing' }] }],
      ['journal_seq_follows', { journal: [journalRow({ ...own, seq: 3 })] }],
      ['journal_key', { journal: [journalRow({ ...own, seq: 1 })] }],
      ['journal_case_of_its_program', { journal: [{ ...journalRow({ ...own, seq: 2 }), programId: randomUUID() }] }],
      ['journal_program_exists', { journal: [journalRow({ programId: randomUUID(), caseId: null, seq: 1 })] }],
      ['task_closed_after_it_opened', { tasksOpened: [task(1)], tasksClosed: [{ ...own, number: 1, at: worldNow - 1, because: 'left', by: null }] }],
      ['timer_epoch_positive', { timersSet: [{ ...own, key: 'k', epoch: 0, dueAt: worldNow }] }],
      ['case_number_once', { newCases: [{ id: randomUUID(), programId: world.programId, number: '000001', applicantId: world.schoolA.organisation.id, applicantKind: 'school', topic: '', title: null, startedAt: worldNow, visibleTo: [caseId] }] }],
      ['case_somebody_sees_it', { newCases: [{ id: randomUUID(), programId: world.programId, number: '9', applicantId: world.schoolA.organisation.id, applicantKind: 'school', topic: '', title: null, startedAt: worldNow, visibleTo: [] }] }],
      ['notice_once', { notices: [1, 2].map(() => ({ id: randomUUID(), key: 'same', programId: world.programId, caseId: null, post: world.countyA.post.id, at: worldNow, kind: 'task' as const, text: { zh: '' }, urgent: false })) }],
      ['program_definition_exists', { newPrograms: [{ id: randomUUID(), definitionHash: 'none', name: '', issuerId: world.province.organisation.id, openedAt: worldNow, openedBy: null }] }],
    ];
    for (const [constraint, batch] of broken) await expect(write(batch), constraint).rejects.toMatchObject({ constraint });
    expect(await scratch.sql('SELECT seq FROM shidian.journal WHERE owner_id = $1', [caseId])).toEqual([{ seq: 1 }]);
  });

  it('is a half act, a closing without its reason, and a second desk', async () => {
    await write({ tasksOpened: [task(7)] });
    await expect(scratch.sql('UPDATE shidian.task SET closed_at = now() WHERE number = 7')).rejects.toMatchObject({ constraint: 'task_closed_has_reason' });
    await expect(scratch.sql(`UPDATE shidian.task_member SET decision = 'pass' WHERE number = 7`)).rejects.toMatchObject({ constraint: 'task_member_act_is_whole' });
    const desk = scratch.sql('INSERT INTO shidian.post VALUES ($1, $2, $3, true, NULL)', [randomUUID(), world.countyA.organisation.id, '又一个']);
    await expect(desk).rejects.toMatchObject({ constraint: 'post_one_desk_per_organisation' });
  });

  it('is a journal changed afterwards, by whomever', async () => {
    for (const change of [`UPDATE shidian.journal SET body = '{}'`, 'DELETE FROM shidian.journal', 'TRUNCATE shidian.journal']) {
      await expect(scratch.sql(change), change).rejects.toMatchObject({ constraint: 'journal_append_only' });
      await expect(scratch.database.pools.engine.query(change), change).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is content that does not have its hash', async () => {
    const sha256 = createHash('sha256').update('other').digest('hex');
    const insert = scratch.database.pools.engine.query('INSERT INTO shidian.blob VALUES ($1, $2)', [sha256, Buffer.from('this')]);
    await expect(insert).rejects.toMatchObject({ constraint: 'blob_content_has_its_hash' });
  });

  it('never stands in the way of a journal that is written in pieces or at once', async () => {
    const other = await world.startCase(world.schoolB, world.countyB);
    const own = { programId: world.programId, caseId: other };
    await write({ journal: [journalRow({ ...own, seq: 2 }), journalRow({ ...own, seq: 3 })], cases: [instanceUpdate(other, 1)] });
    await write({ journal: [journalRow({ ...own, seq: 4 })] });
    expect(await scratch.sql('SELECT count(*)::int AS n FROM shidian.journal WHERE owner_id = $1', [other])).toEqual([{ n: 4 }]);
  });
});
