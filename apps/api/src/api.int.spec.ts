import { leastForm } from '@shidian/definition';
import { recordingLog, scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SpecClient } from './spec-client.js';
import { beforeTheClose, close, installation, password, type Installation } from './spec-installation.js';

let scratch: ScratchDatabase;
let there: Installation;
const log = recordingLog();

beforeAll(async () => {
  scratch = await scratchDatabase();
  there = await installation(scratch.database.pools, log);
});

afterAll(async () => {
  await there.api.close(0);
  await scratch.drop();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

interface StartedCase {
  readonly id: string;
  readonly number: string;
  readonly version: number;
}

interface CaseView {
  readonly item: { readonly version: number; readonly states: readonly { readonly id: string; readonly name: { readonly zh: string } }[] };
  readonly definitionHash: string;
  readonly forms: readonly { readonly masked: boolean; readonly values: { readonly cover: { readonly mobile: string; readonly email: string; readonly unit: string } } }[];
  readonly actions: readonly { readonly task: number; readonly key: string; readonly decision: string; readonly opinion: { readonly block: string } | null; readonly allowed: boolean; readonly reason: { readonly code: string; readonly words: { readonly zh: string } } | null }[];
  readonly opinions: readonly { readonly sealed: boolean; readonly sealAttachment: string | null }[];
  readonly tasks: readonly { readonly number: number; readonly key: string; readonly dueAt: string | null; readonly closedAt: string | null }[];
}

const topics = ['Xxjsrhcxtz1-1', 'Xxjsrhcxtz1-2', 'Xxjsrhcxtz1-3', 'Xxjsrhcxtz1-4', 'Xxjsrhcxtz1-5', 'Xxjsrhcxtz1-6', 'Xxjsrhcxtz1-7', 'Xxjsrhcxtz2-1', 'Xxjsrhcxtz2-2', 'Xxjsrhcxtz2-3', 'Xxjsrhcxtz2-4', 'Xxjsrhcxtz2-5'];

async function start(school: SpecClient, topic = topics.pop() ?? ''): Promise<StartedCase> {
  const { status, body } = await school.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic } });
  expect(status).toBe(201);
  return body;
}

async function view(client: SpecClient, caseId: string): Promise<CaseView> {
  const { status, body } = await client.call('case', { params: { caseId } });
  expect(status).toBe(200);
  return body;
}

/** The shortest application that is taken, with a mobile and a mailbox that can be recognised. */
async function application(caseView: CaseView): Promise<{ cover: Record<string, unknown> }> {
  const artefact = await there.parts.definitions.artefact(caseView.definitionHash);
  const form = artefact!.forms['application']!;
  const values = leastForm(form, { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: {} }) as unknown as { cover: Record<string, unknown> };
  const { unit: _unit, code: _code, title: _title, ...cover } = values.cover;
  return { ...values, cover: { ...cover, mobile: '13800001234', email: 'someone@example.org' } };
}

const opinion = { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-03-01' };

async function submit(school: SpecClient, caseId: string, more: { readonly headers?: Record<string, string> } = {}) {
  const before = await view(school, caseId);
  const { task } = before.actions.find(({ decision }) => decision === 'submitted')!;
  return school.call('actOnCase', { params: { caseId, number: task }, ...more, body: { decision: 'submitted', form: await application(before), opinion } });
}

describe('signing in', () => {
  it('gives a session that says who one is and which posts one holds, until one signs out', async () => {
    const school = await there.as('school');
    expect((await school.call('me')).body).toMatchObject({ login: 'school', posts: [{ name: '申报岗', organisationName: '示例第一小学' }] });
    expect((await school.call('signOut')).status).toBe(204);
    expect((await school.call('me')).status).toBe(401);
  });

  it('answers an unknown login, a wrong password and a disabled account alike', async () => {
    const nobody = new SpecClient(there.api);
    for (const login of ['unknown', 'province', 'gone']) {
      const { status, body } = await nobody.call('signIn', { body: { login, password: login === 'gone' ? password : 'wrong password' } });
      expect({ status, ...(body as object) }, login).toMatchObject({ status: 401, code: 'sign_in.failed' });
    }
  });

  it('locks a login for ten minutes after five failures in a row, and then no longer', async () => {
    const nobody = new SpecClient(there.api);
    const attempt = (given: string) => nobody.call('signIn', { body: { login: 'expert', password: given } });
    for (let failure = 1; failure <= 5; failure += 1) expect((await attempt('wrong')).body).toMatchObject({ code: 'sign_in.failed' });
    const locked = await attempt(password);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBe(600);
    expect(locked.body).toMatchObject({ code: 'sign_in.locked' });
    there.clock.at += 10 * 60_000;
    expect((await attempt(password)).status).toBe(201);
  });

  it('tries no more than five passwords of a login, also when they come all at once', async () => {
    const nobody = new SpecClient(there.api);
    const attempts = await Promise.all(Array.from({ length: 20 }, () => nobody.call('signIn', { body: { login: 'city', password: 'wrong' } })));
    const codes = attempts.map(({ body }) => (body as { code: string }).code);
    expect(codes.filter((code) => code === 'sign_in.failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign_in.locked')).toHaveLength(15);
    there.clock.at += 11 * 60_000;
    expect((await nobody.call('signIn', { body: { login: 'city', password } })).status).toBe(201);
  });

  it('ends a session that was idle for half an hour, and any after twelve hours', async () => {
    const school = await there.as('school');
    there.clock.at += 29 * 60_000;
    expect((await school.call('me')).status).toBe(200);
    there.clock.at += 29 * 60_000;
    expect((await school.call('me')).status).toBe(200);
    there.clock.at += 30 * 60_000;
    expect((await school.call('me')).status).toBe(401);

    there.clock.at = beforeTheClose;
    const busy = await there.as('school');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      there.clock.at += 20 * 60_000;
      expect((await busy.call('me')).status).toBe(200);
    }
    there.clock.at = beforeTheClose + 12 * 3_600_000;
    expect((await busy.call('me')).status).toBe(401);
  });

  it('keeps of sessions and tokens nothing that could be used', async () => {
    const school = await there.as('school');
    const { token } = (await school.call('issueToken', { body: { name: 'x', expiresInDays: 1 } })).body as { token: string };
    const rows = await scratch.sql<{ hash: string }>('SELECT hash FROM shidian.session UNION ALL SELECT hash FROM shidian.api_token');
    const secret = school.cookie.split('=')[1]!;
    expect(rows.length).toBeGreaterThan(1);
    for (const { hash } of rows) expect([secret, token]).not.toContain(hash);
  });

  it('lets a token act for its account until it is over or revoked, and never make another', async () => {
    const school = await there.as('school');
    const issued = (await school.call('issueToken', { body: { name: '台账系统', expiresInDays: 2 } })).body as { id: string; token: string };
    expect(issued.token).toMatch(/^shd_/);
    const program = new SpecClient(there.api, { authorization: `Bearer ${issued.token}` });
    expect((await program.call('me')).body).toMatchObject({ login: 'school' });
    expect((await program.call('issueToken', { body: { name: 'more', expiresInDays: 1 } })).body).toMatchObject({ code: 'session.required' });
    expect((await school.call('tokens')).body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: issued.id, name: '台账系统' })]) as unknown });
    there.clock.at += 2 * 24 * 3_600_000;
    expect((await program.call('me')).status).toBe(401);
    there.clock.at = beforeTheClose;
    expect((await program.call('me')).status).toBe(200);
    expect((await school.call('revokeToken', { params: { tokenId: issued.id } })).status).toBe(204);
    expect((await program.call('me')).status).toBe(401);
    expect((await school.call('revokeToken', { params: { tokenId: issued.id } })).status).toBe(404);
  });

  it('takes writes under a cookie only from its own pages and from programs', async () => {
    const school = await there.as('school');
    const page = new SpecClient(there.api, { cookie: school.cookie });
    const body = { ids: ['01900000-0000-7000-8000-000000000001'] };
    expect((await page.call('markNoticesRead', { body })).body).toMatchObject({ code: 'origin.refused' });
    expect((await page.call('markNoticesRead', { body, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await page.call('markNoticesRead', { body, headers: { origin: 'http://localhost:3000' } })).status).toBe(200);
    expect((await page.call('me')).status).toBe(200);
    const fromAbroad = await new SpecClient(there.api).call('signIn', { body: { login: 'school', password }, headers: { origin: 'https://evil.example' } });
    expect(fromAbroad.body).toMatchObject({ code: 'origin.refused' });
  });
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
});

describe('attachments over HTTP', () => {
  const pdf = { name: '盖章页.pdf', mediaType: 'application/pdf', content: '%PDF-1.7 示例' };

  it('are uploaded, named by an act, and then downloaded by whoever may see the case, never shown in place', async () => {
    const [school, county, other] = await Promise.all(['school', 'county', 'school2'].map((login) => there.as(login)));
    const uploaded = await school!.upload(pdf);
    expect(uploaded).toMatchObject({ status: 201, body: { name: pdf.name, mediaType: pdf.mediaType, size: Buffer.byteLength(pdf.content), caseId: null } });
    const { id: attachmentId } = uploaded.body as { id: string };
    expect((await county!.call('attachment', { params: { attachmentId } })).status).toBe(404);

    const { id } = await start(school!);
    const before = await view(school!, id);
    const { task } = before.actions.find(({ decision }) => decision === 'submitted')!;
    const body = { decision: 'submitted', form: await application(before), opinion: { text: opinion.text, signature: opinion.signature, onDate: opinion.onDate, sealAttachment: attachmentId } };
    const stolen = (await other!.upload(pdf)).body as { id: string };
    expect((await school!.call('actOnCase', { params: { caseId: id, number: task }, body: { ...body, attachments: [stolen.id] } })).body).toMatchObject({ code: 'attachment.unknown' });
    expect((await school!.call('actOnCase', { params: { caseId: id, number: task }, body })).status).toBe(200);

    const sealed = (await view(county!, id)).opinions;
    expect(sealed).toEqual([expect.objectContaining({ signature: opinion.signature, sealed: true, sealAttachment: attachmentId, onDate: opinion.onDate })]);

    const download = await county!.call('attachment', { params: { attachmentId } });
    expect(download.body).toBe(pdf.content);
    expect(download.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(pdf.name)}`,
      'x-content-type-options': 'nosniff',
    });
    expect((await other!.call('attachment', { params: { attachmentId } })).status).toBe(404);
  });

  it('are refused when they are too large, of another kind than they say, or not there', async () => {
    const school = await there.as('school');
    expect((await school.upload({ ...pdf, content: `%PDF${'x'.repeat(64 * 1024)}` })).body).toMatchObject({ status: 413, code: 'attachment.too_large' });
    expect((await school.upload({ ...pdf, content: '<script>' })).body).toMatchObject({ status: 415, code: 'attachment.type' });
    expect((await school.upload({ ...pdf, mediaType: 'text/html' })).body).toMatchObject({ code: 'attachment.type' });
    expect((await school.upload({ ...pdf, name: '' })).body).toMatchObject({ code: 'request.invalid' });
    expect((await school.call('upload', { body: {} })).body).toMatchObject({ status: 415, code: 'request.media_type' });
    expect((await new SpecClient(there.api).upload(pdf)).status).toBe(401);
  });
});

describe('rolls, masking, notices and dates over HTTP', () => {
  it('draws the table from the covers, sends it up once, and shows mobiles only to those who work on the case', async () => {
    const [school, county, city, province] = await Promise.all(['school', 'county', 'city', 'province'].map((login) => there.as(login)));
    const { id } = await start(school!);
    await submit(school!, id);
    const { task } = (await view(county!, id)).actions.find(({ decision }) => decision === 'accept')!;
    expect((await county!.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'accept' } })).status).toBe(200);

    const roll = { programId: there.programId, stage: 'gather_county', roll: 'report' };
    const candidates = (await county!.call('candidates', { params: roll })).body as { cases: { caseId: string }[]; table: { rows: string[][] } };
    expect(candidates.cases.map(({ caseId }) => caseId)).toContain(id);
    expect(JSON.stringify(candidates.table)).toContain('13800001234');
    expect((await school!.call('candidates', { params: roll })).body).toMatchObject({ code: 'right.missing' });
    expect((await county!.call('confirmRoll', { params: roll, body: { lines: [{ caseId: id, decision: 'sent' }] } })).body).toMatchObject({ code: 'data.missing' });
    const lines = candidates.cases.map(({ caseId }) => ({ caseId, decision: 'sent' }));
    const confirmed = await county!.call('confirmRoll', { params: roll, body: { lines, data: { seal: true } } });
    expect(confirmed.status).toBe(201);
    const { id: rollId } = confirmed.body as { id: string };
    expect((await county!.call('rolls', { params: { programId: there.programId } })).body).toMatchObject({ items: [{ id: rollId, lines: lines.length }] });
    expect((await county!.call('roll', { params: { rollId } })).body).toMatchObject({ masked: false, table: candidates.table });
    expect((await city!.call('roll', { params: { rollId } })).status).toBe(200);

    expect((await view(school!, id)).forms[0]).toMatchObject({ masked: false, values: { cover: { mobile: '13800001234' } } });
    expect((await view(county!, id)).forms[0]).toMatchObject({ masked: false });
    const strangers = (await view(province!, id)).forms[0];
    expect(strangers).toMatchObject({ masked: true, values: { cover: { mobile: '138****1234', email: 's***@example.org', unit: '示例第一小学' } } });
    expect(JSON.stringify(strangers)).not.toContain('13800001234');
  });

  it('lists tasks and notices, open and done, read and unread', async () => {
    const school = await there.as('school');
    const county = await there.as('county');
    const { id } = await start(school);
    const mine = (await school.call('tasks', { query: { limit: '200' } })).body as { items: { caseId: string }[] };
    expect(mine.items.map(({ caseId }) => caseId)).toContain(id);
    await submit(school, id);
    const done = (await school.call('tasks', { query: { state: 'done', limit: '200' } })).body as { items: { caseId: string }[] };
    expect(done.items.map(({ caseId }) => caseId)).toContain(id);
    const notices = (await county.call('notices', { query: { unread: 'true', limit: '200' } })).body as { items: { id: string; caseId: string; readAt: null }[] };
    const notice = notices.items.find(({ caseId }) => caseId === id)!;
    expect((await county.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 1 });
    expect((await county.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 0 });
    expect((await school.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 0 });
  });

  it('shows the dates with their zone and lets the party set what is its own', async () => {
    const county = await there.as('county');
    const params = { programId: there.programId };
    const { items } = (await county.call('dates', { params })).body as { items: { name: string; closesAt: string; zone: string }[] };
    expect(items.find(({ name }) => name === 'province_due')).toMatchObject({ closesAt: '2016-03-14T16:00:00.000Z', zone: 'Asia/Shanghai' });
    const set = (rule: string) => county.call('setDate', { params, body: { name: 'county_due', scope: 'organisation', scopeId: there.countyId, rule, reason: '示例' } });
    expect((await set('by 2016-03-20')).body).toMatchObject({ code: 'date.after_bound' });
    expect((await set('whenever')).body).toMatchObject({ code: 'date.invalid' });
    expect((await set('by 2016-03-13')).body).toMatchObject({ name: 'county_due', closesAt: '2016-03-13T16:00:00.000Z' });
  });

  it('shows programs and definitions', async () => {
    const school = await there.as('school');
    const { items } = (await school.call('programs')).body as { items: { id: string; definitionHash: string }[] };
    expect(items.map(({ id }) => id)).toEqual([there.programId]);
    const program = await school.call('program', { params: { programId: there.programId } });
    expect(program.headers['etag']).toMatch(/^"\d+"$/);
    const { definitionHash } = items[0]!;
    expect((await school.call('definitions')).body).toMatchObject({ items: [{ hash: definitionHash }] });
    expect((await school.call('definition', { params: { hash: definitionHash } })).body).toMatchObject({ hash: definitionHash });
    expect((await school.call('definition', { params: { hash: `sha256:${'0'.repeat(64)}` } })).status).toBe(404);
    expect((await school.call('programJournal', { params: { programId: there.programId } })).status).toBe(200);
  });
});
