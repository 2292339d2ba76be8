import { describe, expect, it } from 'vitest';
import { applicationForm, liaoning } from '../spec-papers.js';
import { caseSheets, FIRST_ROW, MOST_CASES } from './case-sheets.js';
import { caseTemplate, caseWorkbook } from './case-template.js';
import { cellValue } from './cell-value.js';
import { markCases } from './mark-cases.js';
import { readCases, type ReadCases } from './read-cases.js';
import { readWorkbook, type ReadCell } from './read-workbook.js';

const parts = { form: applicationForm(), topics: liaoning().topics };

type Row = Readonly<Record<string, string>>;
const filled = (rows: Readonly<Record<string, readonly Row[]>>): Uint8Array => caseWorkbook(parts, (layout) => (rows[layout.key] ?? []).map((row) => layout.columns.map(({ key }) => (row[key] === undefined ? undefined : { text: row[key], look: 'plain' }))));
const read = (rows: Readonly<Record<string, readonly Row[]>>): ReadCases => readCases(readWorkbook(filled(rows)), parts);
const faults = ({ faults: found }: ReadCases): readonly string[] => found.map(({ sheet, cell, column, code }) => `${sheet} ${cell} ${column} ${code}`);

describe('the template', () => {
  it('has a row a case on the first sheet and a sheet for each table of the form', () => {
    const [main, ...tables] = caseSheets(parts);
    expect(main!.columns.map(({ label }) => label)).toEqual([
      '序号', '申报单位', '申报项目编号', '自拟题目', '联系人姓名', '手机', 'E-mail', '通讯地址', '一、目标任务', '二、主要内容', '三、试点分工', '四、工作机制',
      '负责人·姓名', '负责人·性别', '负责人·职务', '负责人·职称', '负责人·学历', '负责人·学位', '负责人·专业', '负责人·联系电话', '负责人·邮箱', '六、工作计划', '七、预期成果与影响', '八、风险评估与解决策略',
    ]);
    expect(tables.map(({ name, columns }) => `${name} ${columns.length}`)).toEqual(['领导小组 9', '实施团队 9', '工作节点 4', '经费 5']);
  });

  it('offers the codes and choices as lists, and keeps every cell as text', () => {
    const sheets = readWorkbook(caseTemplate(parts));
    expect(sheets.map(({ name }) => name)).toEqual(['说明', '申报件', '领导小组', '实施团队', '工作节点', '经费', '选项']);
    const options = sheets.at(-1)!.rows.map((row) => row.cells[0]?.text);
    expect(options.slice(0, 8)).toEqual(['Xxjsrhcxtz1-1', 'Xxjsrhcxtz1-2', 'Xxjsrhcxtz1-3', 'Xxjsrhcxtz1-4', 'Xxjsrhcxtz1-5', 'Xxjsrhcxtz1-6', 'Xxjsrhcxtz1-7', 'Xxjsrhcxtz1-x']);
    expect(options).toHaveLength(33);
  });

  it('is the same file each time', () => {
    expect(Buffer.from(caseTemplate(parts)).equals(caseTemplate(parts))).toBe(true);
  });
});

describe('a filled template', () => {
  it('gives the values of each case by block and field, with its tables', () => {
    const { cases, faults: found } = read({
      case: [{ 'serial@case': 'a', topic: 'Xxjsrhcxtz1-1', 'cover.mobile': '13800000001', 'goals.text': ' 一\n二 ', 'team.leader.name': '示例' }, { 'serial@case': 'b', topic: 'Xxjsrhcxtz1-x', title: '题' }],
      'team.leading': [{ 'serial@team.leading': 'b', name: '甲', age: '４１' }, { 'serial@team.leading': 'a', name: '乙' }, { 'serial@team.leading': 'b', name: '丙' }],
      'plan.items': [{ 'serial@plan.items': 'a', work: '调研', starts: '2016年3月1日', ends: '2016/9/30' }],
      'budget.items': [{ 'serial@budget.items': 'a', payer: '本校', amount: '120,000.50', source: '年度经费', spending: '设备' }],
    });
    expect(found).toEqual([]);
    expect(cases.map(({ row, topic, title, applicant }) => [row, topic, title, applicant])).toEqual([[3, 'Xxjsrhcxtz1-1', null, null], [4, 'Xxjsrhcxtz1-x', '题', null]]);
    expect(cases[0]!.values).toEqual({ cover: { mobile: '13800000001' }, goals: { text: '一\n二' }, team: { leader: { name: '示例' }, leading: [{ name: '乙' }] }, plan: { items: [{ work: '调研', starts: '2016-03-01', ends: '2016-09-30' }] }, budget: { items: [{ payer: '本校', amount: 120000.5, source: '年度经费', spending: '设备' }] } });
    expect(cases[1]!.values).toEqual({ team: { leading: [{ name: '甲', age: 41 }, { name: '丙' }] } });
    expect(cases[1]!.places['team.leading.2.age']).toEqual({ sheet: '领导小组', row: 5, column: '年龄', cell: 'D5' });
    expect(cases[0]!.places['cover.mobile']).toEqual({ sheet: '申报件', row: 3, column: '手机', cell: 'F3' });
  });

  it('needs no serial where there is one case', () => {
    expect(read({ case: [{ topic: 'Xxjsrhcxtz1-1' }], 'team.leading': [{ name: '甲' }] })).toMatchObject({ faults: [], cases: [{ values: { team: { leading: [{ name: '甲' }] } } }] });
  });

  it('names every cell that has to be mended', () => {
    expect(
      faults(
        read({
          case: [{ 'serial@case': '1', topic: 'Xxjsrhcxtz1-1' }, { 'serial@case': '1', topic: 'Xxjsrhcxtz1-2' }],
          'team.leading': [{ name: '甲' }, { 'serial@team.leading': '9', name: '乙' }, { 'serial@team.leading': '1', name: '丙', age: '四十' }],
          'plan.items': [{ 'serial@plan.items': '1', starts: '三月', ends: '2016-02-30' }],
        }),
      ),
    ).toEqual(['申报件 A4 序号 serial_twice', '领导小组 A3 序号 serial_unknown', '领导小组 A4 序号 serial_unknown', '领导小组 D5 年龄 not_a_number', '工作节点 C3 开始 not_a_date', '工作节点 D3 结束 not_a_date']);
  });

  it('says so where it is empty, where its keys are gone and where it is too long', () => {
    expect(faults(read({}))).toEqual(['申报件 A3  empty']);
    expect(readCases([{ name: '申报件', rows: [] }], parts).faults.map(({ code }) => code)).toEqual(['sheet_missing']);
    const many = read({ case: Array.from({ length: MOST_CASES + 1 }, () => ({ topic: 'Xxjsrhcxtz1-1' })) });
    expect([many.cases.length, many.faults.map(({ code, row }) => [code, row])]).toEqual([MOST_CASES, [['too_many', MOST_CASES + FIRST_ROW]]]);
  });

  it('may have its columns in another order, and names those that it does not know', () => {
    const [main] = caseSheets(parts);
    const cells = (texts: readonly string[]): Readonly<Record<number, ReadCell>> => Object.fromEntries(texts.map((text, index) => [index, { kind: 'text', text }]));
    const { cases, faults: found } = readCases([{ name: '改过名', rows: [{ number: 1, cells: cells(['topic', 'serial@case', 'constructor', 'topic', 'fault']) }, { number: 3, cells: cells(['Xxjsrhcxtz1-1', '1', 'x', 'y', '已改']) }] }], parts);
    expect(main!.key).toBe('case');
    expect(cases).toMatchObject([{ topic: 'Xxjsrhcxtz1-1', values: {} }]);
    expect(found.map(({ sheet, cell, code }) => `${sheet} ${cell} ${code}`)).toEqual(['改过名 C1 unknown_column', '改过名 D1 column_twice']);
  });

  it('comes back with what is wrong beside each row, its cells untouched, and can be read again', () => {
    const content = filled({ case: [{ 'serial@case': '1', topic: 'Xxjsrhcxtz1-1', 'cover.contact': '=1+1' }, { 'serial@case': '2', topic: 'Xxjsrhcxtz1-2' }] });
    const place = { sheet: '申报件', row: 3, column: '联系人姓名', cell: 'E3' };
    const marked = markCases(readWorkbook(content), parts, [{ ...place, code: 'x', words: { zh: '要改' } }, { ...place, cell: 'A3', column: '', code: 'y', words: { zh: '也要改' } }, { sheet: '申报件', row: 1, column: 'z', cell: 'Z1', code: 'z', words: { zh: '多一列' } }]);
    const rows = readWorkbook(marked).find(({ name }) => name === '申报件')!.rows;
    const last = caseSheets(parts)[0]!.columns.length;
    expect(rows.map(({ cells }) => cells[last]?.text)).toEqual(['fault', '问题', '联系人姓名：要改\n也要改', undefined, 'z：多一列']);
    expect(rows[2]!.cells[4]?.text).toBe('=1+1');
    expect(readCases(readWorkbook(marked), parts)).toMatchObject({ faults: [], cases: [{ topic: 'Xxjsrhcxtz1-1', values: { cover: { contact: '=1+1' } } }, { topic: 'Xxjsrhcxtz1-2' }] });
  });
});

describe('the value of a cell', () => {
  const value = (kind: ReadCell['kind'], text: string, type: Parameters<typeof cellValue>[1]['type']): unknown => {
    const found = cellValue({ kind, text }, { key: 'k', label: '栏', type, asks: '' });
    return 'value' in found ? found.value : found.code;
  };

  it('of a code is its text, and a date in its place is refused and not guessed', () => {
    expect(value('text', '1-2', 'text')).toBe('1-2');
    expect(value('text', '007', 'text')).toBe('007');
    expect(value('number', '13800000001', 'mobile')).toBe('13800000001');
    expect(value('date', '2016-01-02', 'text')).toBe('became_date');
  });

  it('is refused where it is a formula or an error, whatever is asked', () => {
    for (const type of ['text', 'number', 'date', 'choice', 'long_text', 'money'] as const) {
      expect(value('formula', '', type)).toBe('formula');
      expect(value('error', '#N/A', type)).toBe('cell_error');
    }
  });

  it('of a number may be written as people write it, and is nothing else', () => {
    expect([value('text', ' 1,200.5 ', 'money'), value('text', '１２', 'number'), value('number', '-3', 'number')]).toEqual([1200.5, 12, -3]);
    for (const text of ['', 'x', '1e5', '0x10', '1.2.3', 'Infinity', '四十']) expect(value('text', text, 'number')).toBe('not_a_number');
    expect(value('date', '2016-01-02', 'number')).toBe('not_a_number');
  });

  it('of a date is a day that there is', () => {
    for (const text of ['2016-3-1', '2016/03/01', '2016.3.1', '2016年3月1日', '２０１６-03-01']) expect(value('text', text, 'date')).toBe('2016-03-01');
    for (const text of ['2016-02-30', '2016-13-01', '3月1日', '42430']) expect(value('text', text, 'date')).toBe('not_a_date');
    expect(value('number', '42430', 'date')).toBe('not_a_date');
  });
});
