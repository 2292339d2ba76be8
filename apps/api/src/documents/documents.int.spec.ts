import { strFromU8, unzipSync } from 'fflate';
import { leastForm } from '@shidian/definition';
import { compiledScript, recordingLog } from '@shidian/testing';
import { Press } from '@shidian/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecClient } from '../spec-client.js';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';

const pressProcess = new URL('../../../../libs/documents/src/press/press-process.ts', import.meta.url);
let there: OwnInstallation;
let school: SpecClient;
let other: SpecClient;
let county: SpecClient;
let province: SpecClient;
let caseId: string;
let rollId: string;

const topic = 'Xxjsrhcxtz3-7';

async function started(client: SpecClient, code: string): Promise<string> {
  const { body } = await client.call('startCase', { params: { programId: there.programId }, body: { applicantId: there.schoolId, topic: code } });
  return (body as { id: string }).id;
}

async function application(mobile: string): Promise<object> {
  const artefact = await there.parts.definitions.artefact((await there.parts.definitions.list())[0]!.hash);
  const values = leastForm(artefact!.forms['application']!, { applicant: { name: '示例第一小学', address: '示例路1号' }, topic: {} }) as { cover: object };
  return { ...values, cover: { contact: '示例联系人', mobile, email: 'someone@example.org', address: '示例路1号' } };
}

const documentText = (content: Buffer, part = 'word/document.xml'): string => strFromU8(unzipSync(content)[part]!);
const codeIn = (docx: Buffer): string | undefined => /校验码 ([0-9A-Z*~$=-]+)/.exec(documentText(docx, 'word/header1.xml'))?.[1];

beforeAll(async () => {
  there = await ownInstallation(recordingLog(), new Press({ entry: await compiledScript(pressProcess) }));
  [school, other, county, province] = await Promise.all([there.as('school'), there.as('school2'), there.as('county'), there.as('province')]);
  caseId = await started(school, topic);
});

afterAll(async () => {
  await there.close();
});

describe('the application as a document', () => {
  it('is printed from the draft with a watermark and no check code, for who writes it and nobody else', async () => {
    await school.call('saveDraft', { params: { caseId, form: 'application' }, headers: { 'if-none-match': '*' }, body: { values: { cover: { contact: '示例草稿人' } } } });
    const draft = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } });
    expect(draft.status).toBe(200);
    expect(documentText(draft.content)).toContain('示例草稿人');
    expect(documentText(draft.content)).toContain('示例第一小学');
    expect(documentText(draft.content, 'word/header1.xml')).toContain('草稿');
    expect(codeIn(draft.content)).toBeUndefined();
    expect((await county.file('caseDocument', { params: { caseId, form: 'application' } })).status).toBe(409);
    expect((await other.file('caseDocument', { params: { caseId, form: 'application' } })).status).toBe(404);
  });

  it('is printed as the page to sign and seal alone: cover and opinion blocks, no watermark, no code', async () => {
    const page = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx', version: 'draft', part: 'seal' } });
    expect(page.status).toBe(200);
    expect(page.headers['content-disposition']).toContain(encodeURIComponent('（签字盖章页）.docx'));
    expect(documentText(page.content)).toContain('示例第一小学');
    expect(documentText(page.content)).toContain('审定意见');
    expect(documentText(page.content)).not.toContain('目标任务');
    expect(documentText(page.content, 'word/header1.xml')).not.toContain('草稿');
    expect(codeIn(page.content)).toBeUndefined();
  });

  it('is printed as it was submitted, with the opinion of the unit and a check code', async () => {
    const submitted = await school.call('actOnCase', {
      params: { caseId, number: 1 },
      body: { decision: 'submitted', form: await application('13800001234'), opinion: { text: '同意申报，特此说明', signature: '示例校长', seal: true, onDate: '2016-03-01' } },
    });
    expect(submitted.status).toBe(200);
    const docx = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } });
    expect(documentText(docx.content)).toContain('同意申报，特此说明');
    expect(documentText(docx.content)).toContain('13800001234');
    expect(docx.headers['content-disposition']).toContain(encodeURIComponent('信息技术与教育融合创新试点申报书.docx'));
    const pdf = await school.file('caseDocument', { params: { caseId, form: 'application' } });
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    const again = await school.file('caseDocument', { params: { caseId, form: 'application' } });
    expect(again.content.equals(pdf.content)).toBe(true);
  });

  it('shows personal values to those with a task of the case, shortened to the rest, with the same code', async () => {
    const whole = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } });
    const shortened = await province.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } });
    expect(documentText(shortened.content)).not.toContain('13800001234');
    expect(documentText(shortened.content)).toContain('138****1234');
    expect(documentText(shortened.content, 'word/footer1.xml')).toContain('个人信息已隐去');
    expect(codeIn(shortened.content)).toBe(codeIn(whole.content));
  });

  it('leads from its check code to the case and version, and only those who may see them', async () => {
    const code = codeIn((await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } })).content)!;
    const found = await province.call('checkCode', { params: { code: code.toLowerCase().replaceAll('-', ' ') } });
    expect(found.body).toMatchObject({ code, items: [{ kind: 'form', id: caseId, organisationName: '示例第一小学', key: 'application', serial: 1, current: true }] });
    expect((await other.call('checkCode', { params: { code } })).status).toBe(404);
    expect((await province.call('checkCode', { params: { code: '0000-0000-0000-1' } })).body).toMatchObject({ code: 'check_code.invalid' });
    expect((await province.call('checkCode', { params: { code: '0000-0000-0000-0' } })).body).toMatchObject({ code: 'not_found' });
  });

  it('says of the code of an earlier version that it is not the current one, and still prints that version', async () => {
    const first = codeIn((await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } })).content)!;
    const { body } = await county.call('case', { params: { caseId } });
    const actions = (body as { actions: readonly { task: number; decision: string; allowed: boolean }[] }).actions;
    const back = actions.find(({ decision, allowed }) => decision === 'back' && allowed)!;
    expect((await county.call('actOnCase', { params: { caseId, number: back.task }, body: { decision: 'back', data: { reason: '请补充', to: 'apply', then: 'onward', fix_by: '2016-03-10' } } })).status).toBe(200);
    there.clock.at += 60_000;
    const returned = (await school.call('case', { params: { caseId } })).body as { actions: readonly { task: number; decision: string; allowed: boolean }[] };
    const submit = returned.actions.find(({ decision, allowed }) => decision === 'submitted' && allowed)!;
    expect((await school.call('actOnCase', { params: { caseId, number: submit.task }, body: { decision: 'submitted', form: await application('13800005678'), opinion: { text: '同意再次申报', signature: '示例校长', seal: true, onDate: '2016-03-01' } } })).status).toBe(200);

    const second = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx' } });
    expect(documentText(second.content)).toContain('13800005678');
    expect(documentText(second.content)).toContain('同意再次申报');
    expect(documentText(second.content)).not.toContain('特此说明');
    expect((await school.call('checkCode', { params: { code: codeIn(second.content)! } })).body).toMatchObject({ items: [{ serial: 2, current: true }] });
    expect((await school.call('checkCode', { params: { code: first } })).body).toMatchObject({ items: [{ serial: 1, current: false }] });
    const old = await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { format: 'docx', version: '1' } });
    expect(documentText(old.content)).toContain('13800001234');
    expect(codeIn(old.content)).toBe(first);
    expect((await school.file('caseDocument', { params: { caseId, form: 'application' }, query: { version: '3' } })).status).toBe(404);
    expect((await school.file('caseDocument', { params: { caseId, form: 'constructor' } })).body).toMatchObject({ code: 'form.unknown' });
  });
});

describe('the 汇总表 as a document', () => {
  it('is the table as it was frozen, in both formats, under one code', async () => {
    const { body } = await county.call('case', { params: { caseId } });
    const accept = (body as { actions: readonly { task: number; decision: string; allowed: boolean }[] }).actions.find(({ decision, allowed }) => decision === 'accept' && allowed)!;
    expect((await county.call('actOnCase', { params: { caseId, number: accept.task }, body: { decision: 'accept' } })).status).toBe(200);
    const confirmed = await county.call('confirmRoll', { params: { programId: there.programId, stage: 'gather_county', roll: 'report' }, body: { lines: [{ caseId, decision: 'sent' }], data: { seal: true } } });
    rollId = (confirmed.body as { id: string }).id;
    const xlsx = await county.file('rollDocument', { params: { rollId }, query: { format: 'xlsx' } });
    const sheet = documentText(xlsx.content, 'xl/worksheets/sheet1.xml');
    for (const text of ['信息技术与教育融合创新试点申报汇总表', '沈阳市和平区教育局', '申报项目编号', topic, '13800005678']) expect(sheet).toContain(text);
    const code = /校验码 ([0-9A-Z*~$=-]+)/.exec(sheet)![1]!;
    expect((await county.call('checkCode', { params: { code } })).body).toMatchObject({ items: [{ kind: 'roll', id: rollId, organisationName: '沈阳市和平区教育局', key: 'gather_county/report', serial: 1, current: true }] });
    expect((await school.call('checkCode', { params: { code } })).status).toBe(404);
    expect((await county.file('rollDocument', { params: { rollId } })).content.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await school.file('rollDocument', { params: { rollId } })).status).toBe(404);
  });

  it('has its personal columns shortened for those between', async () => {
    const city = await there.as('city');
    const sheet = documentText((await city.file('rollDocument', { params: { rollId }, query: { format: 'xlsx' } })).content, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('13800005678');
    expect(sheet).toContain('138****5678');
  });
});
