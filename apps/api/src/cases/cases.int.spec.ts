import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseSteps, opinion, type StartedCase } from '../spec-case.js';
import type { SpecClient } from '../spec-client.js';
import { beforeTheClose, close, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();
const { start, view, application, submit } = caseSteps(() => there);

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('a case over HTTP', () => {
  it('starts, is drafted, checked, submitted, and shows its states, tasks and journal', async () => {
    const school = await there.as('school');
    const { id, number } = await start(school);
    const first = await view(school, id);
    expect(first.item.states.map(({ name }) => name.zh)).toContain('填报');
    expect(first.tasks.find(({ key }) => key === 'apply/submit')?.dueAt).toBe(new Date(close).toISOString());

    const params = { caseId: id, form: 'application' };
    expect((await school.call('draft', { params })).status).toBe(404);
    expect((await school.call('saveDraft', { params, body: { values: {} } })).body).toMatchObject({ code: 'precondition.required' });
    const created = await school.call('saveDraft', { params, headers: { 'if-none-match': '*' }, body: { values: {} } });
    expect(created.headers['etag']).toBe('"1"');
    expect((await school.call('formIssues', { params })).body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ code: 'missing' })]) as unknown });
    expect((await school.call('saveDraft', { params, headers: { 'if-none-match': '*' }, body: { values: {} } })).body).toMatchObject({ status: 412, code: 'draft.changed' });
    const saved = await school.call('saveDraft', { params, headers: { 'if-match': '"1"' }, body: { values: (await application(first)) as never } });
    expect(saved.headers['etag']).toBe('"2"');
    expect((await school.call('formIssues', { params })).body).toEqual({ items: [] });

    const { task } = first.actions.find(({ decision }) => decision === 'submitted')!;
    const act = await school.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'submitted', opinion } });
    expect(act.body).toMatchObject({ id, replayed: false });
    expect(act.headers['etag']).toBe(`"${first.item.version + 1}"`);

    const after = await view(school, id);
    expect(after.tasks.find(({ number: one }) => one === task)?.closedAt).not.toBeNull();
    const journal = (await school.call('caseJournal', { params: { caseId: id }, query: { limit: '1' } })).body as { items: unknown[]; next: string | null };
    expect(journal.items).toHaveLength(1);
    const rest = (await school.call('caseJournal', { params: { caseId: id }, query: { limit: '200', cursor: journal.next! } })).body as { items: { kind: string }[]; next: null };
    expect(rest.next).toBeNull();
    expect(rest.items.length).toBeGreaterThan(0);
    expect((await school.call('cases', { params: { programId: there.programId }, query: { search: number } })).body).toMatchObject({ items: [{ id, number }] });
  });

  it('says which fields stand in the way of a submission', async () => {
    const school = await there.as('school');
    const { id } = await start(school);
    const before = await view(school, id);
    const { task } = before.actions.find(({ decision }) => decision === 'submitted')!;
    const form = { ...(await application(before)), goals: { text: '短' } };
    const refused = await school.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'submitted', form, opinion } });
    expect(refused.body).toMatchObject({ status: 422, code: 'form.invalid', errors: [expect.objectContaining({ path: '/form/goals/text' })] });
  });

  it('says what the opinion block asks for before the act, and what is missing there with it', async () => {
    const school = await there.as('school');
    const { id } = await start(school);
    const before = await view(school, id);
    const { task, opinion: wanted } = before.actions.find(({ decision }) => decision === 'submitted')!;
    expect(wanted).toMatchObject({ form: 'application', block: 'unit_opinion', title: { zh: '十、单位意见' }, signature: true, seal: true, date: true });
    const form = { ...(await application(before)), goals: { text: '短' } };
    const refused = await school.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'submitted', form, opinion: { text: '同意', onDate: '2099-01-01' } } });
    const { errors } = refused.body as { errors: readonly { path: string; code: string }[] };
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual(['/form/goals/text too_short', '/opinion/signature missing', '/opinion/seal missing', '/opinion/onDate in_future']);
  });

  it('is suspended by the program office alone, and says so to everybody else', async () => {
    const [school, province] = await Promise.all(['school', 'province'].map((login) => there.as(login)));
    const { id } = await start(school!);
    const suspend = { params: { caseId: id }, body: { act: 'suspend', reason: '核实申报资格' } };
    expect((await school!.call('administerCase', suspend)).body).toMatchObject({ status: 403, code: 'right.missing' });
    expect((await province!.call('administerCase', { ...suspend, body: { act: 'suspend' } })).body).toMatchObject({ code: 'request.invalid' });
    expect((await province!.call('administerCase', suspend)).status).toBe(200);
    const seen = await view(school!, id);
    expect(seen).toMatchObject({ suspendedAt: expect.any(String) as unknown, actions: expect.arrayContaining([expect.objectContaining({ allowed: false, reason: expect.objectContaining({ code: 'case.suspended' }) as unknown })]) as unknown });
    expect((await submit(school!, id)).body).toMatchObject({ status: 409, code: 'case.suspended' });
    expect((await province!.call('administerCase', { ...suspend, body: { act: 'resume', reason: '已核实' } })).status).toBe(200);
    expect((await province!.call('administerCase', { ...suspend, body: { act: 'jump', to: 'nowhere', reason: 'x' } })).body).toMatchObject({ status: 422, code: 'jump.unknown_state' });
    expect((await submit(school!, id)).status).toBe(200);
  });

  it('says why each thing that one cannot do now is not allowed', async () => {
    const school = await there.as('school');
    const county = await there.as('county');
    const { id } = await start(school);
    await submit(school, id);
    const mine = await view(school, id);
    for (const { allowed, reason } of mine.actions) expect(allowed || (reason !== null && reason.words.zh.length > 3)).toBe(true);
    const theirs = await view(county, id);
    expect(theirs.actions.find(({ key, decision }) => key === 'gather_county/check' && decision === 'accept')).toMatchObject({ allowed: true, reason: null });
    const schoolsView = mine.actions.find(({ key }) => key === 'gather_county/check');
    if (schoolsView) expect(schoolsView.reason?.code).toBe('right.not_member');
    const { task } = theirs.actions.find(({ key }) => key === 'gather_county/check')!;
    const refused = await school.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'accept' } });
    expect(refused.body).toMatchObject({ status: 403, code: 'right.not_member' });
  });

  it('says who returned a case and why where the return is answered, until it has come back', async () => {
    const [school, county] = [await there.as('school'), await there.as('county')];
    const { id } = await start(school);
    await submit(school, id);
    const { task } = (await view(county, id)).actions.find(({ key, decision }) => key === 'gather_county/check' && decision === 'back')!;
    const reason = '第三部分缺少经费来源';
    expect((await county.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'back', data: { reason, fix_by: '2016-03-10' } } })).status).toBe(200);
    const outstanding = async (client: SpecClient): Promise<unknown> => ((await client.call('case', { params: { caseId: id } })).body as { outstanding: unknown }).outstanding;
    expect(await outstanding(school)).toMatchObject({ from: 'gather_county/here/checking', reason, by: '沈阳市和平区教育局 示例county' });
    await submit(school, id);
    expect(await outstanding(school)).toBeNull();
  });

  it('takes an act a millisecond before the close and refuses it at the close', async () => {
    const school = await there.as('school');
    const [early, late] = [await start(school), await start(school)];
    const [earlyForm, lateForm] = [await application(await view(school, early.id)), await application(await view(school, late.id))];
    const act = async (client: SpecClient, caseId: string, form: unknown) => client.call('actOnCase', { params: { caseId, number: 1 }, body: { decision: 'submitted', form, opinion } });
    there.clock.at = close - 1;
    const lastMinute = await there.as('school');
    expect((await act(lastMinute, early.id, earlyForm)).status).toBe(200);
    there.clock.at = close;
    const refused = await act(lastMinute, late.id, lateForm);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: expect.stringMatching(/deadline\.closed|case\.closed|task\.not_open/) as string });
    const instead = await view(lastMinute, late.id);
    expect(instead.item.states.map(({ id }) => id)).not.toContain('gather_county/here/checking');
  });

  it('refuses a version that somebody has changed meanwhile, and a case that is not one’s own to see', async () => {
    const school = await there.as('school');
    const { id } = await start(school);
    const stale = await submit(school, id, { headers: { 'if-match': '"999"' } });
    expect(stale.body).toMatchObject({ status: 412, code: 'version.changed' });
    const other = await there.as('school2');
    expect((await other.call('case', { params: { caseId: id } })).body).toMatchObject({ status: 404, code: 'not_found' });
    expect((await other.call('caseJournal', { params: { caseId: id } })).status).toBe(404);
    expect((await other.call('draft', { params: { caseId: id, form: 'application' } })).status).toBe(404);
    expect((await other.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: 'Xxjsrhcxtz3-1' } })).body).toMatchObject({ code: 'right.missing' });
  });

  it('does a repeated request once, and tells a different one under the same key', async () => {
    const school = await there.as('school');
    const headers = { 'idempotency-key': 'one-and-the-same-key' };
    const ask = (topic: string) => school.call('startCase', { params: { programId: there.programId }, headers, body: { applicantId: there.schoolId, topic } });
    const first = (await ask('Xxjsrhcxtz3-2')).body as StartedCase;
    const second = (await ask('Xxjsrhcxtz3-2')).body as StartedCase;
    expect(second).toMatchObject({ id: first.id, number: first.number, replayed: true });
    expect((await ask('Xxjsrhcxtz3-3')).body).toMatchObject({ status: 422, code: 'idempotency.reused' });
  });

  it('refuses an unknown topic, the same topic twice, and an open topic that is submitted without a title', async () => {
    const school = await there.as('school');
    const ask = (body: object) => school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, ...body } });
    expect((await ask({ topic: 'Xxjsrhcxtz9-1' })).body).toMatchObject({ code: 'topic.unknown' });
    await start(school, 'Xxjsrhcxtz4-1');
    expect((await ask({ topic: 'Xxjsrhcxtz4-1' })).body).toMatchObject({ status: 409, code: 'quota.exceeded' });
    const untitled = await start(school, 'Xxjsrhcxtz1-x');
    expect((await submit(school, untitled.id)).body).toMatchObject({ status: 422, code: 'form.invalid', errors: [expect.objectContaining({ path: '/form/cover/title' })] });
    expect((await ask({ topic: 'Xxjsrhcxtz2-x', title: '示例自拟题目' })).status).toBe(201);
  });

  it('names a case by the title of its topic, or by the one that its applicant wrote', async () => {
    const school = await there.as('school');
    const titled = async (topic: string, title?: string): Promise<unknown> => {
      const { id } = (await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic, ...(title !== undefined && { title }) } })).body as StartedCase;
      return ((await school.call('case', { params: { caseId: id } })).body as { item: { title: unknown } }).item.title;
    };
    expect(await titled('Xxjsrhcxtz4-2')).toBe('技术支持教育精细化管理');
    expect(await titled('Xxjsrhcxtz4-x', '示例自拟题目二')).toBe('示例自拟题目二');
    const { items } = (await school.call('cases', { params: { programId: there.programId }, query: {} })).body as { items: { topic: string; title: string }[] };
    expect(items.find(({ topic }) => topic === 'Xxjsrhcxtz4-2')?.title).toBe('技术支持教育精细化管理');
  });
});
