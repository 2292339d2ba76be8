import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { compiledScript, recordingLog } from '@shidian/testing';
import { Press } from '@shidian/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecClient } from '../spec-client.js';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';
import { filled, type SpecCell } from './spec-workbook.js';

const pressProcess = new URL('../../../../libs/documents/src/press/press-process.ts', import.meta.url);
let there: OwnInstallation;
let school: SpecClient;
let template: Buffer;
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Row = Readonly<Record<string, SpecCell>>;
const row = (serial: string, topic: SpecCell, more: Row = {}): Row => ({ 'serial@case': serial, topic, 'cover.contact': '示例联系人', 'cover.mobile': { number: 13800000001 }, 'cover.email': 'a@example.org', ...more });
const member = (serial: string, more: Row = {}): Row => ({ 'serial@team.leading': serial, name: '示例成员', sex: '女', age: '４０', education: '本科', major: '教育', position: '主任', title: '高级教师', work: '统筹', ...more });

async function sent(content: Uint8Array, client = school, name: 'importCases' | 'checkImport' = 'importCases') {
  return await client.send(name, { name: '申报.xlsx', mediaType, content }, { params: { programId: there.programId } });
}

async function numbers(client = school): Promise<readonly string[]> {
  const { body } = await client.call('cases', { params: { programId: there.programId }, query: { limit: '200' } });
  return (body as { items: readonly { number: string }[] }).items.map(({ number }) => number);
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly code: string; readonly messages: { readonly zh: string } }[];
}

beforeAll(async () => {
  there = await ownInstallation(recordingLog(), new Press({ entry: await compiledScript(pressProcess) }));
  school = await there.as('school');
  template = (await school.file('importTemplate', { params: { programId: there.programId } })).content;
});

afterAll(async () => {
  await there.close();
});

describe('a filled workbook', () => {
  it('gives a case with its draft for every row, marked as imported on the record', async () => {
    const content = filled(template, {
      case: [row('1', 'Xxjsrhcxtz1-1', { 'team.leader.name': '示例负责人', 'goals.text': '第一段\n第二段' }), row('2', 'Xxjsrhcxtz1-x', { title: '=示例自拟题目' })],
      'team.leading': [member('2'), member('1'), member('2', { name: '示例成员乙' })],
    });
    const { status, body } = await sent(content);
    expect(status).toBe(201);
    const { cases } = body as { cases: readonly { row: number; id: string; number: string; open: number }[] };
    expect(cases.map(({ row: place, number }) => [place, number])).toEqual([[3, '000001'], [4, '000002']]);
    expect(cases[0]!.open).toBeGreaterThan(5);
    const draft = await school.call('draft', { params: { caseId: cases[1]!.id, form: 'application' } });
    expect((draft.body as { values: object }).values).toMatchObject({ cover: { contact: '示例联系人', mobile: '13800000001', email: 'a@example.org' }, team: { leading: [{ name: '示例成员', age: 40 }, { name: '示例成员乙' }] } });
    expect((await school.call('case', { params: { caseId: cases[1]!.id } })).body).toMatchObject({ item: { topic: 'Xxjsrhcxtz1-x', title: '=示例自拟题目' } });
    const journal = await school.call('caseJournal', { params: { caseId: cases[0]!.id }, query: { limit: '5' } });
    expect((journal.body as { items: readonly { kind: string; entry: object }[] }).items[0]).toMatchObject({ kind: 'imported', entry: { line: 1, file: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string } });
  });

  it('starts nothing when it is sent a second time', async () => {
    const content = filled(template, { case: [row('1', 'Xxjsrhcxtz1-2')] });
    const first = await sent(content);
    const before = await numbers();
    const second = await sent(content);
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...(first.body as object), replayed: true });
    expect(await numbers()).toEqual(before);
  });

  it('starts nothing where one row stands in the way, and names every cell with what to mend', async () => {
    const before = await numbers();
    const content = filled(template, {
      case: [
        row('1', 'Xxjsrhcxtz1-3'),
        row('2', 'Xxjsrhcxtz9-9', { 'cover.mobile': '12345' }),
        row('3', 'Xxjsrhcxtz1-4', { 'cover.mobile': '12345', 'cover.contact': { formula: 'A1&"x"' } }),
        row('4', 'Xxjsrhcxtz1-1'),
        row('5', 'Xxjsrhcxtz1-3'),
        row('6', 'Xxjsrhcxtz1-5', { applicant: '示例第二小学' }),
        row('7', 'Xxjsrhcxtz3-x', { title: '坏_x0000_字' }),
        row('8', 'Xxjsrhcxtz2-x', { title: '长'.repeat(201), 'cover.mobile': '12345' }),
      ],
      'team.leading': [member('3', { sex: '未知' }), member('77')],
    });
    const { status, body } = await sent(content);
    const refusal = body as Refusal;
    expect([status, refusal.code]).toEqual([422, 'import.refused']);
    expect(refusal.errors.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      '/file/申报件/A10 too_long',
      '/file/申报件/A9 unsound_text',
      '/file/申报件/B8 right.missing',
      '/file/申报件/C4 topic.unknown',
      '/file/申报件/C6 quota.exceeded',
      '/file/申报件/C7 quota.exceeded',
      '/file/申报件/D10 title',
      '/file/申报件/D9 title',
      '/file/申报件/E5 formula',
      '/file/申报件/F10 wrong_type',
      '/file/申报件/F4 wrong_type',
      '/file/申报件/F5 wrong_type',
      '/file/领导小组/A4 serial_unknown',
      '/file/领导小组/C3 not_a_choice',
    ]);
    expect(refusal.errors.find(({ code }) => code === 'formula')?.messages.zh).toBe('联系人姓名：是公式：改为“选择性粘贴 → 数值”');
    expect(await numbers()).toEqual(before);
  });

  it('comes back with a column that says what is wrong, and is taken once it is mended', async () => {
    const before = await numbers();
    const faulty = filled(template, { case: [row('1', 'Xxjsrhcxtz2-1', { 'cover.mobile': '123' }), row('2', 'Xxjsrhcxtz2-2')] });
    const { status, content } = await sent(faulty, school, 'checkImport');
    expect(status).toBe(200);
    const parts = unzipSync(content);
    const [name, sheet] = Object.entries(parts).map(([part, bytes]) => [part, strFromU8(bytes)] as const).find(([, xml]) => xml.includes('serial@case'))!;
    expect(sheet).toContain('手机：手机须填11位手机号');
    expect(await numbers()).toEqual(before);
    const mended = { ...parts, [name]: strToU8(sheet.replace('>123<', '>13800000009<')) };
    const taken = await sent(zipSync(mended));
    expect(taken.status).toBe(201);
    expect((await numbers()).length).toBe(before.length + 2);
  });

  it('may be sent by whoever may start the cases, and by nobody else', async () => {
    const before = await numbers(await there.as('province'));
    const county = await sent(filled(template, { case: [row('1', 'Xxjsrhcxtz2-3', { applicant: '示例第一小学' })] }), await there.as('county'));
    expect(county.body).toMatchObject({ code: 'import.refused', errors: [{ code: 'right.missing' }] });
    expect(await numbers(await there.as('province'))).toEqual(before);
    const other = await sent(filled(template, { case: [row('1', 'Xxjsrhcxtz2-3')] }), await there.as('school2'));
    expect(other.status).toBe(201);
    expect(await numbers()).not.toContain((other.body as { cases: readonly { number: string }[] }).cases[0]!.number);
  });
});

describe('a file that is no filled workbook', () => {
  it('is refused in words and starts nothing', async () => {
    const before = await numbers();
    const files: readonly (readonly [string, Uint8Array, string])[] = [
      ['empty', new Uint8Array(), 'import.unreadable'],
      ['text', strToU8('申报单位,编号'), 'import.unreadable'],
      ['half', template.subarray(0, template.length / 2), 'import.unreadable'],
      ['another zip', zipSync({ 'a.txt': strToU8('a') }), 'import.unreadable'],
      ['broken xml', zipSync({ ...unzipSync(template), 'xl/workbook.xml': strToU8('<workbook><sheets>') }), 'import.unreadable'],
      ['document type', zipSync({ ...unzipSync(template), 'xl/workbook.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><workbook/>') }), 'import.unreadable'],
      ['unfilled', template, 'import.refused'],
    ];
    for (const [what, content, code] of files) {
      const { status, body } = await sent(content);
      expect([what, status, (body as Refusal).code]).toEqual([what, 422, code]);
    }
    expect((await sent(new Uint8Array(200 * 1024))).status).toBe(413);
    expect((await school.send('importCases', { name: 'a.pdf', mediaType: 'application/pdf', content: template }, { params: { programId: there.programId } })).status).toBe(415);
    expect(await numbers()).toEqual(before);
  });
});
