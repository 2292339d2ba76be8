/** A filled workbook as cases with the values of their form, or what is wrong in which cell. */
import type { JsonValue, Words } from '@shidian/engine';
import { caseSheets, FAULT_KEY, FIRST_ROW, KEY_ROW, MOST_CASES, serialKey, type CaseSheetsParts, type ColumnLayout, type SheetLayout } from './case-sheets.js';
import { cellName, type ReadCell, type ReadRow, type ReadSheet } from './read-workbook.js';
import { listOf, objectOf } from '../paper/values.js';
import { cellValue } from './cell-value.js';

/** Where somebody looks for what is wrong. */
export interface CellPlace {
  readonly sheet: string;
  /** From 1. */
  readonly row: number;
  /** Label of the column; empty where the whole row is meant. */
  readonly column: string;
  /** C5 */
  readonly cell: string;
}

export interface CellFault extends CellPlace {
  readonly code: string;
  readonly words: Words;
}

export interface ReadCase {
  /** Row of the first sheet. */
  readonly row: number;
  readonly applicant: string | null;
  readonly topic: string;
  readonly title: string | null;
  /** By block and field, as a draft is saved. */
  readonly values: { readonly [block: string]: { readonly [field: string]: JsonValue } };
  /** `cover.mobile`, `team.leading.2.age` (rows from 1), `applicant`, `topic`, `title` and, for the case as a whole, the empty path. */
  readonly places: Readonly<Record<string, CellPlace>>;
}

export interface ReadCases {
  readonly cases: readonly ReadCase[];
  readonly faults: readonly CellFault[];
}

const MOST_FAULTS = 500;

interface OpenCase {
  readonly row: number;
  readonly serial: string;
  readonly texts: Record<string, string>;
  readonly values: Record<string, Record<string, JsonValue>>;
  readonly places: Record<string, CellPlace>;
}

export function readCases(sheets: readonly ReadSheet[], parts: CaseSheetsParts): ReadCases {
  const faults: CellFault[] = [];
  const [main, ...tables] = caseSheets(parts);
  if (main === undefined) return { cases: [], faults };
  const found = sheetOf(sheets, main);
  if (found === undefined) return { cases: [], faults: [fault({ sheet: main.name, row: KEY_ROW, column: '', cell: 'A1' }, 'sheet_missing', `没有“${main.name}”表，或它的第 1 行被改过：请重新下载模板`, `the sheet ${main.name} is missing, or its first row was changed: download the template again`)] };
  const cases = mainCases(found, main, faults);
  for (const layout of tables) {
    const sheet = sheetOf(sheets, layout);
    if (sheet !== undefined) tableRows(sheet, layout, cases, faults);
  }
  if (cases.length === 0 && faults.length === 0) faults.push(fault({ sheet: found.name, row: FIRST_ROW, column: '', cell: cellName(0, FIRST_ROW) }, 'empty', `从第 ${FIRST_ROW} 行起一件也没有填`, `nothing is filled in from row ${FIRST_ROW} on`));
  if (cases.length > MOST_CASES) faults.push(fault({ sheet: found.name, row: cases[MOST_CASES]?.row ?? 0, column: '', cell: '' }, 'too_many', `一次最多 ${MOST_CASES} 件，请分成几个文件`, `at most ${MOST_CASES} cases at once; make several files`));
  return {
    cases: cases.slice(0, MOST_CASES).map(({ row, texts, values, places }) => ({ row, applicant: texts['applicant'] ?? null, topic: texts['topic'] ?? '', title: texts['title'] ?? null, values, places })),
    faults: faults.slice(0, MOST_FAULTS),
  };
}

/** A sheet is known by the key in its first cell, whatever it is called now. */
function sheetOf(sheets: readonly ReadSheet[], layout: SheetLayout): ReadSheet | undefined {
  return sheets.find((sheet) => {
    const keys = sheet.rows.find((row) => row.number === KEY_ROW);
    return keys !== undefined && Object.values(keys.cells).some((cell) => cell.text === serialKey(layout.key));
  });
}

interface Placed {
  readonly column: ColumnLayout;
  readonly index: number;
}

function columnsOf(sheet: ReadSheet, layout: SheetLayout, faults: CellFault[]): readonly Placed[] {
  const keys = sheet.rows.find((row) => row.number === KEY_ROW)?.cells ?? {};
  const placed: Placed[] = [];
  for (const [place, { text }] of Object.entries(keys)) {
    const index = Number(place);
    const column = layout.columns.find(({ key }) => key === text);
    const at = { sheet: sheet.name, row: KEY_ROW, column: text.slice(0, 100), cell: cellName(index, KEY_ROW) };
    if (text === FAULT_KEY) continue;
    if (column === undefined) faults.push(fault(at, 'unknown_column', '不认识这一列：请重新下载模板再填', 'this column is not known: download the template again'));
    else if (placed.some((one) => one.column === column)) faults.push(fault(at, 'column_twice', '这一列出现了两次：删去一列', 'this column stands there twice: delete one'));
    else placed.push({ column, index });
  }
  return placed;
}

function dataRows(sheet: ReadSheet, columns: readonly Placed[], serial: string): readonly ReadRow[] {
  return sheet.rows.filter((row) => row.number >= FIRST_ROW && columns.some(({ column, index }) => column.key !== serial && isFilled(row.cells[index])));
}

function isFilled(cell: ReadCell | undefined): boolean {
  return cell !== undefined && (cell.kind !== 'text' || cell.text.trim() !== '');
}

function mainCases(sheet: ReadSheet, layout: SheetLayout, faults: CellFault[]): OpenCase[] {
  const columns = columnsOf(sheet, layout, faults);
  const serial = serialKey(layout.key);
  const cases: OpenCase[] = [];
  for (const row of dataRows(sheet, columns, serial)) {
    const one: OpenCase = { row: row.number, serial: serialOf(row, columns, serial), texts: {}, values: {}, places: {} };
    for (const { column, index } of columns) {
      const place = { sheet: sheet.name, row: row.number, column: column.label, cell: cellName(index, row.number) };
      one.places[column.key === serial ? '' : column.key] = place;
      if (column.key === serial) continue;
      const value = valueOf(row.cells[index], column, place, faults);
      if (value !== undefined) put(one, column.key, value);
    }
    const twin = one.serial === '' ? undefined : cases.find((other) => other.serial === one.serial);
    if (twin !== undefined) faults.push(fault(one.places[''] ?? { sheet: sheet.name, row: row.number, column: '', cell: '' }, 'serial_twice', `序号 ${one.serial} 与第 ${twin.row} 行重复：改成不同的号`, `the serial ${one.serial} stands in row ${twin.row} too: give another`));
    cases.push(one);
  }
  return cases;
}

function serialOf(row: ReadRow, columns: readonly Placed[], key: string): string {
  const index = columns.find(({ column }) => column.key === key)?.index;
  return index === undefined ? '' : (row.cells[index]?.text.trim() ?? '');
}

const RECORD_KEYS: readonly string[] = ['applicant', 'topic', 'title'];

/** `cover.mobile` into its block; `team.leader.name` into the person of its block. */
function put({ texts, values }: OpenCase, key: string, value: JsonValue): void {
  if (RECORD_KEYS.includes(key)) {
    texts[key] = typeof value === 'string' ? value : JSON.stringify(value);
    return;
  }
  const [block = '', field = '', part] = key.split('.');
  const fields = (values[block] ??= {});
  if (part === undefined) fields[field] = value;
  else fields[field] = { ...objectOf(fields[field]), [part]: value };
}

function tableRows(sheet: ReadSheet, layout: SheetLayout, cases: readonly OpenCase[], faults: CellFault[]): void {
  const columns = columnsOf(sheet, layout, faults);
  const serial = serialKey(layout.key);
  const [block = '', field = ''] = layout.key.split('.');
  for (const row of dataRows(sheet, columns, serial)) {
    const given = serialOf(row, columns, serial);
    const owner = given === '' && cases.length === 1 ? cases[0] : cases.find((one) => one.serial !== '' && one.serial === given);
    const at = { sheet: sheet.name, row: row.number, column: '序号', cell: cellName(columns.find(({ column }) => column.key === serial)?.index ?? 0, row.number) };
    if (owner === undefined) {
      faults.push(fault(at, 'serial_unknown', given === '' ? '没有填序号：填它属于哪一件' : `申报件表里没有序号 ${given.slice(0, 50)}`, given === '' ? 'the serial is missing: say which case it belongs to' : `no case has the serial ${given.slice(0, 50)}`));
      continue;
    }
    const fields = (owner.values[block] ??= {});
    const rows = listOf(fields[field]);
    const path = `${layout.key}.${rows.length + 1}`;
    const values: Record<string, JsonValue> = {};
    owner.places[path] = at;
    owner.places[layout.key] ??= at;
    for (const { column, index } of columns) {
      if (column.key === serial) continue;
      const place = { ...at, column: column.label, cell: cellName(index, row.number) };
      owner.places[`${path}.${column.key}`] = place;
      const value = valueOf(row.cells[index], column, place, faults);
      if (value !== undefined) values[column.key] = value;
    }
    fields[field] = [...rows, values];
  }
}

function valueOf(cell: ReadCell | undefined, column: ColumnLayout, place: CellPlace, faults: CellFault[]): JsonValue | undefined {
  if (cell === undefined || !isFilled(cell)) return undefined;
  const read = cellValue(cell, column);
  if ('value' in read) return read.value;
  faults.push({ ...place, ...read });
  return undefined;
}

function fault(place: CellPlace, code: string, zh: string, en: string): CellFault {
  return { ...place, code, words: { zh, en } };
}
