/**
 * How a form lies on sheets: one row a case on the first, one row a row on a sheet for each of its tables.
 *
 * ```
 * row 1  keys, hidden: serial@case  applicant  topic  title  cover.contact … team.leader.name …
 * row 2  labels
 * row 3… what people fill in
 * ```
 *
 * A key is the path of a field, so that columns may be moved and labels changed; a sheet is known by its first key.
 */
import type { FieldDefinition, FormBlock, FormDefinition, Topic } from '@shidian/definition';
import { sheetName } from './write-workbook.js';

export interface CaseSheetsParts {
  readonly form: FormDefinition;
  readonly topics: readonly Topic[];
}

export interface SheetLayout {
  /** `case`, or the path of a table: `team.leading`. */
  readonly key: string;
  readonly name: string;
  readonly columns: readonly ColumnLayout[];
}

export interface ColumnLayout {
  readonly key: string;
  readonly label: string;
  readonly type: FieldDefinition['type'];
  readonly choices?: readonly string[];
  /** What is asked for, in words. */
  readonly asks: string;
}

export const KEY_ROW = 1;
export const LABEL_ROW = 2;
export const FIRST_ROW = 3;
/** Cases that one file may bring. */
export const MOST_CASES = 500;
/** The column that tells what is wrong; ignored when a file comes back with it. */
export const FAULT_KEY = 'fault';
export const FAULT_LABEL = '问题';
const SEXES = ['男', '女'];

export function serialKey(sheet: string): string {
  return `serial@${sheet}`;
}

/** Sheet and columns for cases first, then one for each table of the form. */
export function caseSheets({ form, topics }: CaseSheetsParts): readonly SheetLayout[] {
  const blocks = form.blocks.filter((block) => block.opinion === undefined);
  const open = topics.filter((topic) => topic.open).map((topic) => topic.code);
  const main: SheetLayout = {
    key: 'case',
    name: sheetName('申报件'),
    columns: [
      { key: serialKey('case'), label: '序号', type: 'text', asks: '每件一个号，如 1、2；其他表用它指明属于哪一件' },
      { key: 'applicant', label: '申报单位', type: 'text', asks: '只在一个单位任岗的可不填' },
      { key: 'topic', label: '申报项目编号', type: 'text', choices: topics.map((topic) => topic.code), asks: '必填' },
      ...(open.length === 0 ? [] : [{ key: 'title', label: '自拟题目', type: 'text' as const, asks: `编号为 ${open.join('、')} 的填写` }]),
      ...blocks.flatMap((block) => block.fields.filter(isTyped).flatMap((field) => mainColumns(block, field))),
    ],
  };
  const names = new Set([main.name]);
  const tables = blocks.flatMap((block) => block.fields.filter((field) => field.type === 'table').map((field) => tableSheet(block, field, names)));
  return [main, ...tables];
}

/** What comes from the record is not typed, a file is uploaded, a table has a sheet of its own. */
function isTyped(field: FieldDefinition): boolean {
  return field.type !== 'table' && field.type !== 'files' && (field.from === undefined || field.writable === 'always');
}

function mainColumns(block: FormBlock, field: FieldDefinition): readonly ColumnLayout[] {
  const path = `${block.key}.${field.key}`;
  if (field.type === 'person') return (field.columns ?? []).map((column) => columnOf(`${path}.${column.key}`, `${field.label.zh}·${column.label.zh}`, column));
  const alone = block.fields.filter((one) => one.type !== 'table').length === 1 && block.title !== null;
  return [columnOf(path, alone ? block.title.zh : field.label.zh, field)];
}

function tableSheet(block: FormBlock, field: FieldDefinition, taken: Set<string>): SheetLayout {
  const wanted = sheetName(field.label.zh);
  let name = wanted;
  for (let more = 2; taken.has(name); more += 1) name = `${wanted.slice(0, 28)}${more}`;
  taken.add(name);
  const key = `${block.key}.${field.key}`;
  return {
    key,
    name,
    columns: [{ key: serialKey(key), label: '序号', type: 'text', asks: '申报件表中的序号；只有一件的可不填' }, ...(field.columns ?? []).map((column) => columnOf(column.key, column.label.zh, column))],
  };
}

function columnOf(key: string, label: string, field: FieldDefinition): ColumnLayout {
  const choices = field.type === 'sex' ? SEXES : field.choices;
  const { min, max } = field.chars ?? {};
  const asks = [
    field.required ? '必填' : '',
    min === undefined ? '' : `不少于${min}字`,
    max === undefined ? '' : `不超过${max}字`,
    field.type === 'date' ? '日期，如 2016-03-01' : field.type === 'money' ? '金额（元）' : field.type === 'number' ? '数字' : '',
    field.hint?.zh ?? '',
  ];
  return { key, label, type: field.type, ...(choices !== undefined && { choices }), asks: asks.filter((part) => part !== '').join('；') };
}
