import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseSteps } from '../spec-case.js';
import type { SpecClient } from '../spec-client.js';
import { beforeTheClose, close, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
let [school, county, province]: SpecClient[] = [];
let [sent, waiting, returned] = ['', '', ''];
const { start, view, submit } = caseSteps(() => there);
const params = (): { programId: string } => ({ programId: there.programId });

async function act(client: SpecClient | undefined, caseId: string, decision: string, body: object = {}): Promise<void> {
  const action = (await view(client!, caseId)).actions.find((one) => one.decision === decision);
  const reply = await client!.call('actOnCase', { params: { caseId, number: action?.task ?? 0 }, body: { decision, ...body } });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
}

beforeAll(async () => {
  there = await ownInstallation();
  [school, county, province] = await Promise.all(['school', 'county', 'province'].map((login) => there.as(login)));
  [sent, waiting, returned] = [(await start(school!)).id, (await start(school!)).id, (await start(school!)).id];
  for (const id of [sent, waiting, returned]) await submit(school!, id);
  await act(county, returned, 'back', { data: { reason: '缺负责人分工', fix_by: '2016-03-10' } });
  await act(county, sent, 'accept');
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('the board of a stage', () => {
  it('lists who stands in each of its states, of whom it is waited and until when, with what was handed in', async () => {
    const board = (await county!.call('stageBoard', { params: { ...params(), stage: 'gather_county' } })).body as { columns: readonly { state: { id: string }; cases: number }[]; items: readonly { caseId: string; states: readonly { id: string }[] }[] };
    expect(board).toMatchObject({ stage: { key: 'gather_county', name: { zh: '县级汇总上报' } }, more: 0 });
    expect(board.columns.filter(({ cases }) => cases > 0).map(({ state, cases }) => [state.id, cases])).toEqual([['gather_county/here/checking', 1], ['gather_county/here/collected', 1]]);
    expect(board.items.find(({ caseId }) => caseId === waiting)).toMatchObject({
      due: { words: { zh: '3月14日（含）24时前' } }, tasks: [{ name: { zh: '审核申报件' }, waitsFor: ['沈阳市和平区教育局'] }], submitted: { version: 1, at: new Date(beforeTheClose).toISOString() }, paper: null, suspended: false,
    });
    expect((await county!.call('stageBoard', { params: { ...params(), stage: 'nowhere' } })).status).toBe(404);
    const page = async (from: string): Promise<unknown> => (await county!.call('stageBoard', { params: { ...params(), stage: 'gather_county' }, query: { from, limit: '1' } })).body;
    expect(await page('0')).toMatchObject({ from: 0, more: 1, items: [{ caseId: board.items[0]?.caseId }] });
    expect(await page('1')).toMatchObject({ from: 1, more: 0, items: [{ caseId: board.items[1]?.caseId }] });
    expect(await page('2')).toMatchObject({ from: 2, more: 0, items: [] });
    expect((await county!.call('stageBoard', { params: { ...params(), stage: 'gather_county' }, query: { limit: '301' } })).status).toBe(422);
    expect((await (await there.as('school2')).call('stageBoard', { params: { ...params(), stage: 'gather_county' } })).body).toMatchObject({ items: [], more: 0 });
  });

  it('shows the paper beside the electronic copy once it is registered', async () => {
    await county!.call('confirmRoll', { params: { ...params(), stage: 'gather_county', roll: 'report' }, body: { lines: [{ caseId: sent, decision: 'sent' }], data: { seal: true } } });
    const city = await there.as('city');
    const answers = ((await city.call('rolls', { params: params() })).body as { items: readonly { id: string }[] }).items[0]!.id;
    await city.call('confirmRoll', { params: { ...params(), stage: 'gather_county', roll: 'receive' }, body: { answers, lines: [{ caseId: sent, decision: 'received' }] } });
    await act(city, sent, 'accept');
    await city.call('confirmRoll', { params: { ...params(), stage: 'gather_city', roll: 'report' }, body: { lines: [{ caseId: sent, decision: 'sent' }], data: { seal: true } } });
    const { items } = (await province!.call('rolls', { params: params(), query: { key: 'gather_city/report' } })).body as { items: readonly { id: string }[] };
    await province!.call('confirmRoll', { params: { ...params(), stage: 'gather_city', roll: 'receive' }, body: { answers: items[0]!.id, lines: [{ caseId: sent, decision: 'received' }] } });
    const seen = async (): Promise<unknown> => (await province!.call('stageBoard', { params: { ...params(), stage: 'receive' } })).body;
    expect(await seen()).toMatchObject({ items: [{ caseId: sent, submitted: { version: 1 }, paper: null, states: [{ id: 'receive/awaiting' }] }] });
    await act(province, sent, 'received', { data: { copies: 2, happened_on: '2016-02-29' } });
    expect(await seen()).toMatchObject({ items: [{ caseId: sent, paper: { copies: 2, on: '2016-02-29', at: new Date(beforeTheClose).toISOString() }, states: [{ id: 'receive/checking' }] }] });
  });
});

describe('why applications came back', () => {
  it('is counted by stage and by reason, for whoever sees the cases', async () => {
    expect((await province!.call('returnReasons', { params: params() })).body).toMatchObject({
      total: 1, stages: [{ key: 'gather_county', returns: 1 }], reasons: [{ stage: { name: { zh: '县级汇总上报' } }, reason: '缺负责人分工', returns: 1, lastAt: new Date(beforeTheClose).toISOString() }],
    });
    expect((await (await there.as('school2')).call('returnReasons', { params: params() })).body).toEqual({ total: 0, stages: [], reasons: [] });
  });
});

describe('duties past their time', () => {
  it('are listed with who has them, when they were nudged last, and whether the reader may', async () => {
    const { tasks } = await view(county!, waiting);
    const task = tasks.find(({ closedAt }) => closedAt === null)!.number;
    expect((await province!.call('administerCase', { params: { caseId: waiting }, body: { act: 'nudge', task } })).status).toBe(200);
    expect((await province!.call('overdueTasks', { params: params() })).body).toEqual({ items: [], next: null });
    there.clock.at = close + 1;
    const list = async (login: string, query: Record<string, string> = {}): Promise<{ items: readonly { caseId: string; mayNudge: boolean }[]; next: string | null }> => (await (await there.as(login)).call('overdueTasks', { params: params(), query })).body;
    const seen = await list('province');
    expect(seen.items.find(({ caseId }) => caseId === waiting)).toMatchObject({ task, waitsFor: ['沈阳市和平区教育局'], mayNudge: true, nudgedAt: new Date(beforeTheClose).toISOString(), due: { standing: 'overdue' }, suspended: false });
    expect((await list('city')).items.find(({ caseId }) => caseId === waiting)?.mayNudge).toBe(true);
    expect((await list('county')).items.find(({ caseId }) => caseId === waiting)?.mayNudge).toBe(false);
    expect((await list('county')).items.find(({ caseId }) => caseId === returned)?.mayNudge).toBe(true);
    const one = await list('province', { limit: '1' });
    const rest = await list('province', { limit: '200', cursor: one.next ?? '' });
    expect([...one.items, ...rest.items].map(({ caseId }) => caseId)).toEqual(seen.items.map(({ caseId }) => caseId));
    expect((await list('province', { under: there.otherSchoolId })).items).toEqual([]);
  });
});

describe('the record', () => {
  it('names who did what', async () => {
    const { items } = (await county!.call('caseJournal', { params: { caseId: waiting } })).body as { items: readonly { kind: string; actor: string | null }[] };
    expect(items.filter(({ actor }) => actor !== null).map(({ kind, actor }) => `${kind} ${actor ?? ''}`)).toEqual(['act 示例school', 'administration 示例province']);
  });
});

describe('one that has not begun', () => {
  it('is nudged alone, whoever else waits below or beside it', async () => {
    const nudge = async (organisation: string) => (await county!.call('nudgeAll', { params: params(), body: { organisation, whom: 'not_started', alone: true } })).body;
    expect(await nudge(there.otherSchoolId)).toMatchObject({ notStarted: 1, tooSoon: 0 });
    expect(await nudge(there.otherSchoolId)).toMatchObject({ notStarted: 0, tooSoon: 1 });
    expect(await nudge(there.schoolId)).toMatchObject({ notStarted: 0, tooSoon: 0 });
  });
});
