import { leastForm } from '@shidian/definition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
let caseId: string;

beforeAll(async () => {
  there = await ownInstallation();
  const school = await there.as('school');
  caseId = ((await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: 'Xxjsrhcxtz1-1' } })).body as { id: string }).id;
});

afterAll(async () => {
  await there.close();
});

const params = (): { programId: string } => ({ programId: there.programId });

describe('the desk over HTTP', () => {
  it('lists cases of all programs to those who see them, and says which are drafts', async () => {
    const school = await there.as('school');
    expect((await school.call('deskCases', { query: { applicantId: there.schoolId } })).body).toMatchObject({ items: [{ id: caseId, draft: true, programName: expect.stringContaining('融合创新') as string }], next: null });
    expect((await (await there.as('school2')).call('deskCases')).body).toEqual({ items: [], next: null });
    expect((await (await there.as('province')).call('deskCases', { query: { search: '示例第一' } })).body).toMatchObject({ items: [{ id: caseId }] });
  });

  it('tells a deadline in words with what is left of it', async () => {
    const school = await there.as('school');
    expect((await school.call('tasks')).body).toMatchObject({ items: [{ due: { words: { zh: '3月14日（含）24时前' }, left: { zh: '还剩9个工作日', en: '9 working days left' }, standing: 'later', provisional: false } }] });
  });

  it('says before anything is begun who may apply, what it takes and by when', async () => {
    const mine = (await (await there.as('school')).call('call', { params: params() })).body;
    expect(mine).toMatchObject({ applicants: [{ name: '示例第一小学', may: true, reason: null }], form: { key: 'application', leastCharacters: 6700 }, due: { words: { zh: '3月14日（含）24时前' } } });
    const unknown = await (await there.as('school')).call('call', { params: { programId: there.schoolId } });
    expect(unknown.status).toBe(404);
  });

  it('shows a county its rolls with what stands ready, a city what came in, and a school none', async () => {
    const [school, county, city] = await Promise.all(['school', 'county', 'city'].map((login) => there.as(login)));
    const view = (await school!.call('case', { params: { caseId } })).body as { definitionHash: string; actions: { task: number }[] };
    const artefact = await there.parts.definitions.artefact(view.definitionHash);
    const form = leastForm(artefact!.forms['application']!, { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: {} }) as unknown as { cover: Record<string, unknown> };
    const { unit: _unit, code: _code, title: _title, ...cover } = form.cover;
    const opinion = { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-03-01' };
    expect((await school!.call('actOnCase', { params: { caseId, number: view.actions[0]!.task }, body: { decision: 'submitted', form: { ...form, cover }, opinion } })).status).toBe(200);
    const check = ((await county!.call('case', { params: { caseId } })).body as { actions: { task: number; decision: string }[] }).actions.find(({ decision }) => decision === 'accept')!;
    await county!.call('actOnCase', { params: { caseId, number: check.task }, body: { decision: 'accept' } });

    expect((await school!.call('deskRolls', { params: params() })).body).toEqual({ items: [] });
    expect((await county!.call('deskRolls', { params: params() })).body).toMatchObject({ items: [{ key: 'gather_county/report', organisationName: '沈阳市和平区教育局', needs: ['seal'], ready: 1, answers: null }] });
    await county!.call('confirmRoll', { params: { ...params(), stage: 'gather_county', roll: 'report' }, body: { lines: [{ caseId, decision: 'sent' }], data: { seal: true } } });
    const desk = (await city!.call('deskRolls', { params: params() })).body as { items: { key: string }[] };
    expect(desk.items.find(({ key }) => key === 'gather_county/receive')).toMatchObject({
      decisions: [{ key: 'received', returns: false, reason: false, fixBy: false }, { key: 'returned', returns: true, reason: true, fixBy: true }],
      answers: { key: 'gather_county/report', incoming: [{ organisationName: '沈阳市和平区教育局', lines: 1, waiting: 1 }] },
    });
  });

  it('shows an organiser the regions below it, who is overdue and who has not begun', async () => {
    const province = await there.as('province');
    const found = (await province.call('regions', { params: params() })).body;
    expect(found).toMatchObject({ rows: [{ place: { name: '沈阳市教育局' }, cases: 1, byStage: { gather_county: 1 }, ended: 0 }], notStarted: [{ name: '示例第二小学' }] });
    expect((found as { stages: unknown[] }).stages.length).toBeGreaterThan(5);
  });

  it('finds what a document has brought about by its number or its title', async () => {
    const province = await there.as('province');
    const set = await province.call('setDate', { params: params(), body: { name: 'province_due', scope: 'program', scopeId: there.programId, rule: 'by 2016-03-21', reason: '各地要求延期', documentNumber: '示例函〔2016〕7号' } });
    expect(set.status).toBe(201);
    const school = await there.as('school');
    expect((await school.call('documentNumbers', { params: { text: '〔2016〕7号' } })).body).toMatchObject({ items: [{ kind: 'date', programId: there.programId, caseId: null, title: { zh: '省级收件截止' }, number: '示例函〔2016〕7号' }] });
    expect((await school.call('documentNumbers', { params: { text: '工作方案' } })).body).toMatchObject({ items: [{ kind: 'program', programId: there.programId, number: null }] });
    expect((await school.call('documentNumbers', { params: { text: '没有这份文件' } })).body).toEqual({ items: [] });
  });

  it('says of each post at which tier it stands', async () => {
    expect((await (await there.as('school')).call('me')).body).toMatchObject({ posts: [{ tier: 'unit' }] });
    expect((await (await there.as('province')).call('me')).body).toMatchObject({ posts: [{ tier: 'province' }] });
  });
});
