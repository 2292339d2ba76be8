import { randomUUID } from 'node:crypto';
import type { Artefact } from '@shidian/definition';
import { StaleWrite, type FormVersion } from '@shidian/lifecycle';
import { dateRow, emptyState, instanceUpdate, journalRow, scratchDatabase, type ScratchDatabase, smallWorld, type SmallWorld, worldNow } from '@shidian/testing';
import { PostgresDefinitionStore } from '../stores/definition-store.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let scratch: ScratchDatabase;
let world: SmallWorld;

beforeAll(async () => {
  scratch = await scratchDatabase();
  world = await smallWorld(scratch.database.pools);
});
afterAll(() => scratch.drop());

describe('a step on PostgreSQL', () => {
  it('reads back exactly what it wrote', async () => {
    const state = { ...emptyState, marks: { 'announce.published': 1456761600123 }, visited: ['b', 'a'] };
    const caseId = await world.startCase(world.schoolA, world.countyA);
    await world.store.transaction((tx) => tx.write({ cases: [instanceUpdate(caseId, 1, { state, programSeen: 1 })] }));
    const [bundle] = await world.store.transaction((tx) => tx.lockCases([caseId]));
    expect(bundle?.case).toMatchObject({ id: caseId, programId: world.programId, version: 2, startedAt: worldNow, state, applicantKind: 'school', title: null });
    expect(bundle?.case.visibleTo).toEqual([world.schoolA.organisation.id, world.countyA.organisation.id, world.province.organisation.id]);
    expect(bundle).toMatchObject({ definitionHash: world.definitionHash, issuerId: world.province.organisation.id, programName: '示例试点 2016' });
    expect(bundle?.moves).toEqual([{ seq: 1, at: worldNow, states: ['call'], marks: {} }]);
  });

  it('refuses to write over a version that somebody else wrote, and writes nothing of the batch', async () => {
    const caseId = await world.startCase(world.schoolA, world.countyA);
    const stale = world.store.transaction((tx) =>
      tx.write({ cases: [instanceUpdate(caseId, 7)], journal: [journalRow({ programId: world.programId, caseId, seq: 2 })] }),
    );
    await expect(stale).rejects.toThrow(StaleWrite);
    await expect(stale).rejects.toMatchObject({ instanceId: caseId });
    const rows = await scratch.sql('SELECT seq FROM shidian.journal WHERE owner_id = $1', [caseId]);
    expect(rows).toEqual([{ seq: 1 }]);
  });

  it('gives a case the dates of its program, of the organisations above its applicant, and its own', async () => {
    const caseA = await world.startCase(world.schoolA, world.countyA);
    const caseB = await world.startCase(world.schoolB, world.countyB);
    const programs = dateRow(world.programId, { reason: 'program' });
    const counties = dateRow(world.programId, { scope: 'organisation', scopeId: world.countyA.organisation.id, reason: 'county A' });
    const own = dateRow(world.programId, { scope: 'case', scopeId: caseA, reason: 'case A' });
    await world.store.transaction(async (tx) => {
      await tx.lockProgram(world.programId);
      await tx.write({ dates: [programs, counties, own] });
    });
    const [first, second] = await world.store.transaction(async (tx) => [await tx.lockCases([caseA]), await tx.lockCases([caseB])] as const);
    expect(first[0]?.dates).toEqual([programs, counties, own]);
    expect(second[0]?.dates).toEqual([programs]);
    const program = await world.store.transaction((tx) => tx.lockProgram(world.programId));
    expect(program?.dates).toEqual([programs, counties]);
  });

  it('shows a program its newest move and counts its cases by state and tag', async () => {
    const own = await smallWorld(scratch.database.pools);
    const one = await own.startCase(own.schoolA, own.countyA);
    await own.startCase(own.schoolB, own.countyB);
    await own.store.transaction((tx) => tx.write({ cases: [instanceUpdate(one, 1, { states: ['end/done'], tags: ['pilot'], outcome: 'done' })] }));
    const program = await own.store.transaction((tx) => tx.lockProgram(own.programId));
    expect(program?.lastMove).toEqual({ seq: 1, at: worldNow, states: ['call'], marks: {} });
    expect(program?.cases).toEqual({ states: { draft: 1, 'end/done': 1 }, tags: { pilot: 1 }, active: 1 });
    expect(await own.store.transaction((tx) => tx.lockProgram(randomUUID()))).toBeUndefined();
  });

  it('fetches what the forms say only for a definition whose guards ask for it, and for whoever reads the forms themselves', async () => {
    const own = await smallWorld(scratch.database.pools);
    const caseId = await own.startCase(own.schoolA, own.countyA);
    const version = (number: number): FormVersion => ({ id: randomUUID(), caseId, form: 'application', version: number, body: { cover: { title: `题目${number}` } }, salt: '', hash: '', submittedAt: worldNow, submittedBy: own.schoolA.account.id, baseline: false });
    await own.store.transaction((tx) => tx.write({ forms: [version(1), version(2)] }));
    const seen = async (): Promise<unknown> => [(await own.store.transaction((tx) => tx.lockCases([caseId])))[0]?.forms, (await own.store.readCases([caseId]))[0]?.forms];

    const reading = [{ form: 'application', version: 2, body: { cover: { title: '题目2' } } }];
    expect(await seen()).toEqual([reading, reading]);

    const definitions = new PostgresDefinitionStore(scratch.database.pools.lookup);
    const guarded = (hash: string, cel: string): Artefact => ({ hash, id: hash, series: hash, name: { zh: '示例' }, caseChart: { guards: { asked: { cel } } }, programChart: { guards: {} } }) as unknown as Artefact;
    await definitions.publish(guarded(`reads ${caseId}`, 'form.application.cover.title != ""'), null, worldNow);
    await definitions.publish(guarded(`asks no form ${caseId}`, 'applicant.kind == "school"'), null, worldNow);
    const flags = await scratch.sql('SELECT hash, reads_forms FROM shidian.definition WHERE hash LIKE $1 ORDER BY hash', [`%${caseId}`]);
    expect(flags).toEqual([{ hash: `asks no form ${caseId}`, reads_forms: false }, { hash: `reads ${caseId}`, reads_forms: true }]);

    await scratch.sql('UPDATE shidian.program SET definition_hash = $2 WHERE id = $1', [own.programId, `asks no form ${caseId}`]);
    expect(await seen()).toEqual([[{ form: 'application', version: 2 }], [{ form: 'application', version: 2 }]]);
    expect(await own.store.formBodies([caseId, randomUUID()])).toEqual(new Map([[caseId, { application: { cover: { title: '题目2' } } }]]));
  });
});
