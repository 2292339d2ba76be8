import type { AdministrativeAct } from '@shidian/engine';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdministerRequest, Principal } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2016-03-01T01:00:00Z');
const CLOSE = Date.parse('2016-03-14T16:00:00Z');

describe('administration of a case', () => {
  let at: LiaoningWorld;
  let caseId: string;
  let school: Principal;
  beforeEach(async () => {
    at = await liaoningWorld(START, 2);
    const started = await at.start(0);
    ({ caseId } = started);
    school = started.principal;
  });
  afterEach(async () => {
    await at.close();
  });

  const administer = async (instant: number, administration: AdministrativeAct, more: Partial<AdministerRequest> = {}) => {
    at.world.clock.moveTo(instant);
    return await at.world.cases.administer({ principal: at.province, at: instant, caseId, administration, reason: '核实申报资格', ...more });
  };
  const page = async () => await at.world.reader.case(at.world.narrator, caseId);
  const notices = async () => (await at.world.notices()).filter((notice) => notice.caseId === caseId);
  const postNamed = async (name: string): Promise<string> => {
    const [row] = await at.scratch.sql<{ id: string }>('SELECT id FROM shidian.post WHERE name = $1', [name]);
    return row?.id ?? '';
  };
  const whole = async (): Promise<boolean> => {
    for await (const report of at.world.auditing.verify(caseId)) if (!report.whole) return false;
    for await (const fault of at.world.auditing.examine(false)) throw new Error(JSON.stringify(fault));
    return true;
  };

  it('suspends: nothing is due, nobody acts, the close passes over it; resumed, it has lapsed', async () => {
    await administer(START + DAY, { act: 'suspend' });
    expect(await at.scratch.sql('SELECT key FROM shidian.timer WHERE case_id = $1', [caseId])).toEqual([]);
    expect((await page())?.item.tags).toContain('suspended');
    await expect(at.submit(caseId, school, START + 2 * DAY)).rejects.toMatchObject({ code: 'case.suspended', words: { zh: '本件已挂起，恢复后再办理' } });
    while ((await at.world.drains.due(CLOSE + DAY)) > 0);
    expect((await page())?.item.outcome).toBeNull();
    expect((await notices()).map(({ text }) => text.zh)).toContainEqual(expect.stringContaining('已挂起'));
    expect(await whole()).toBe(true);

    await administer(CLOSE + 2 * DAY, { act: 'resume' });
    expect((await page())?.item.outcome).toBe('逾期未报');
    expect(await whole()).toBe(true);
  });

  it('suspends a case that is being corrected: its own time to correct keeps its remainder, and everybody is told', async () => {
    await at.submit(caseId, school, START + HOUR);
    at.world.clock.moveTo(START + 2 * HOUR);
    await at.world.cases.act({ principal: at.province, at: START + 2 * HOUR, ownerId: caseId, task: 2, decision: 'received', data: { copies: 2, happened_on: '2016-03-01' } });
    await at.world.cases.act({ principal: at.province, at: START + 3 * HOUR, ownerId: caseId, task: 3, decision: 'back', data: { reason: '补章', to: 'apply', then: 'sender', fix_by: '2016-03-10' } });
    await administer(START + DAY, { act: 'suspend' });
    await administer(START + 11 * DAY, { act: 'resume' });
    // 03-02 to 03-10 were eight days; from 03-12 they end with 03-20.
    expect((await page())?.tasks.at(-1)?.dueAt).toBe(Date.parse('2016-03-20T16:00:00Z'));
    expect((await notices()).map(({ text }) => text.zh)).toContainEqual(expect.stringMatching(/时限调整.*3月20日/));
    expect(await whole()).toBe(true);
  });

  it('makes void: it is over, counts no more, and another may be started in its place', async () => {
    await expect(at.start(0)).rejects.toMatchObject({ code: 'quota.exceeded' });
    await administer(START + DAY, { act: 'void' });
    expect((await page())?.item).toMatchObject({ outcome: '作废', tags: [] });
    expect(await at.scratch.sql('SELECT number FROM shidian.task WHERE case_id = $1 AND closed_at IS NULL', [caseId])).toEqual([]);
    await expect(at.start(0)).resolves.toMatchObject({ number: '000002' });
    expect(await whole()).toBe(true);
  });

  it('jumps, with the tasks and deadlines of where it goes', async () => {
    await administer(START + DAY, { act: 'jump', to: 'decide/deciding' });
    expect((await page())?.item.states).toEqual(['decide/deciding']);
    expect((await page())?.state.tasks.map(({ task }) => task)).toEqual(['decide/decide']);
    await expect(administer(START + DAY, { act: 'jump', to: 'decide/decding' })).rejects.toMatchObject({ code: 'jump.unknown_state' });
    expect(await whole()).toBe(true);
  });

  it('hands a task over to another post of the same organisation, which then has it on its list', async () => {
    await at.submit(caseId, school, START + HOUR);
    const [desk, leader, foreign] = [at.province.posts[0] ?? '', await postNamed('分管厅领导'), school.posts[0] ?? ''];
    await expect(administer(START + DAY, { act: 'hand_over', task: 2, from: desk, to: foreign })).rejects.toMatchObject({ code: 'hand_over.elsewhere' });
    await administer(START + DAY, { act: 'hand_over', task: 2, from: desk, to: leader });
    const received = { ownerId: caseId, task: 2, decision: 'received', data: { copies: 2, happened_on: '2016-03-01' } };
    await expect(at.world.cases.act({ ...received, principal: at.province, at: START + DAY })).rejects.toMatchObject({ code: 'right.not_member' });
    const superior = await at.world.holder(leader);
    expect((await at.world.reader.tasks(superior, { open: true }, { limit: 10 })).items.map(({ caseId: id }) => id)).toEqual([caseId]);
    await expect(at.world.cases.act({ ...received, principal: superior, at: START + DAY })).resolves.toMatchObject({ replayed: false });
    expect(await whole()).toBe(true);
  });

  it('nudges who still has to act, once a day, and tells nobody else', async () => {
    const before = (await notices()).length;
    await administer(START + DAY, { act: 'nudge', task: 1 });
    const told = (await notices()).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ post: school.posts[0], kind: 'reminder', text: { zh: expect.stringContaining('催办') as unknown } });
    await expect(administer(START + DAY + HOUR, { act: 'nudge', task: 1 })).rejects.toMatchObject({ code: 'nudge.too_soon' });
    await expect(administer(START + 2 * DAY, { act: 'nudge', task: 1 })).resolves.toBeDefined();
  });

  it('is up to the program office; a member hands over what is his, and nobody nudges upward', async () => {
    for (const administration of [{ act: 'suspend' }, { act: 'void' }, { act: 'jump', to: 'decide/deciding' }, { act: 'wake' }, { act: 'nudge', task: 1 }] as const) {
      await expect(administer(START + DAY, administration, { principal: school })).rejects.toMatchObject({ code: 'right.missing' });
    }
    const stranger = (await at.start(1)).principal;
    await expect(administer(START + DAY, { act: 'wake' }, { principal: stranger })).rejects.toMatchObject({ code: 'not_found' });
    await expect(administer(START + DAY, { act: 'hand_over', task: 1, from: school.posts[0] ?? '', to: school.posts[0] ?? '' }, { principal: school })).rejects.toMatchObject({ code: 'hand_over.already_member' });
  });

  it('stands on the record with who and why, and a repetition of the request finds it done', async () => {
    const idempotency = { route: 'administerCase', key: 'the-same-request', bodyHash: 'x' };
    await administer(START + DAY, { act: 'suspend' }, { idempotency });
    await expect(administer(START + DAY, { act: 'suspend' }, { idempotency })).resolves.toMatchObject({ replayed: true });
    const rows = (await at.world.reader.journal(at.world.narrator, caseId, { limit: 50 })).items.filter(({ kind }) => kind === 'administration');
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ cause: { kind: 'administration', administration: { act: 'suspend' }, account: at.province.accountId, data: { reason: '核实申报资格' } } });
    await expect(administer(START + DAY, { act: 'resume' }, { expectedVersion: 1 })).rejects.toMatchObject({ code: 'version.changed' });
  });
});
