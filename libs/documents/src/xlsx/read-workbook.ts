/**
 * A workbook as it comes from people: cells with their kind, nothing computed. A formula is told as one, whatever result
 * stands beside it; a date is told by its number format. Everything is bounded before it is unpacked.
 */
import { SaxesParser } from 'saxes';
import { BadArchive, unpack } from './unpack.js';
import { columnName } from './write-workbook.js';
import { readCellText } from './xml.js';

/** What a file may hold at most. */
export const WORKBOOK_LIMITS = { bytes: 5 * 1024 * 1024, unpackedBytes: 32 * 1024 * 1024, parts: 200, sheets: 30, rows: 5_000, columns: 200, cells: 300_000, textLength: 32_767 } as const;

export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula';

export interface ReadCell {
  readonly kind: CellKind;
  /** Text; a number in digits; a date as YYYY-MM-DD. */
  readonly text: string;
}

export interface ReadRow {
  /** From 1, as the spreadsheet shows it. */
  readonly number: number;
  /** By column, from 0. */
  readonly cells: Readonly<Record<number, ReadCell>>;
}

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly ReadRow[];
}

/** The file is no workbook, or holds more than {@link WORKBOOK_LIMITS}. */
export class UnreadableWorkbook extends Error {
  readonly code = 'workbook.unreadable';
  constructor(
    readonly words: { readonly zh: string; readonly en: string },
    options?: ErrorOptions,
  ) {
    super(words.en, options);
    this.name = 'UnreadableWorkbook';
  }
}

const tooMuch = (zh: string, en: string): UnreadableWorkbook => new UnreadableWorkbook({ zh: `文件${zh}`, en: `The file ${en}` });
const noWorkbook = (cause?: unknown): UnreadableWorkbook => new UnreadableWorkbook({ zh: '不是 XLSX 文件，或已损坏、加密；旧的 .xls 请另存为 .xlsx', en: 'This is no XLSX file, or it is damaged or encrypted; save an old .xls as .xlsx' }, { cause });

/** @throws UnreadableWorkbook */
export function readWorkbook(content: Uint8Array): readonly ReadSheet[] {
  if (content.byteLength > WORKBOOK_LIMITS.bytes) throw tooMuch(`超过 ${WORKBOOK_LIMITS.bytes / 1024 / 1024} MB`, `is larger than ${WORKBOOK_LIMITS.bytes / 1024 / 1024} MB`);
  try {
    return sheetsOf(unpacked(content));
  } catch (error) {
    throw error instanceof UnreadableWorkbook ? error : noWorkbook(error);
  }
}

type Parts = Readonly<Record<string, Uint8Array>>;

const NEEDED = /^xl\/(workbook\.xml|styles\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/;

/** Only what is read is unpacked, and no more of it than may be. */
function unpacked(content: Uint8Array): Parts {
  try {
    return unpack(content, (name) => NEEDED.test(name), WORKBOOK_LIMITS);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    if (error.what === 'parts') throw tooMuch('部件过多', 'has too many parts');
    if (error.what === 'size') throw tooMuch(`解压后超过 ${WORKBOOK_LIMITS.unpackedBytes / 1024 / 1024} MB`, `is larger than ${WORKBOOK_LIMITS.unpackedBytes / 1024 / 1024} MB unpacked`);
    throw noWorkbook(error);
  }
}

function partOf(parts: Parts, name: string): string | undefined {
  const content = Object.hasOwn(parts, name) ? parts[name] : undefined;
  return content === undefined ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(content);
}

interface Handlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Names without their prefix. A document type is refused: none of these files has one. */
function parse(xml: string, { open, text, close }: Handlers): void {
  const parser = new SaxesParser({ xmlns: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('doctype', () => { throw noWorkbook(); });
  parser.on('error', (error) => { throw noWorkbook(error); });
  if (open) parser.on('opentag', (tag) => { open(local(tag.name), tag.attributes); });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', (tag) => { close(local(tag.name)); });
  parser.write(xml).close();
}

function sheetsOf(parts: Parts): readonly ReadSheet[] {
  const book = partOf(parts, 'xl/workbook.xml');
  const links = partOf(parts, 'xl/_rels/workbook.xml.rels');
  if (book === undefined || links === undefined) throw noWorkbook();
  const targets = new Map<string, string>();
  parse(links, { open: (name, { Id = '', Target = '' }) => { if (name === 'Relationship') targets.set(Id, `xl/${Target.replace(/^\/?(xl\/)?/, '')}`); } });
  const named: { readonly name: string; readonly part: string }[] = [];
  let since1904 = false;
  parse(book, {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name === 'sheet') named.push({ name: attributes['name'] ?? '', part: targets.get(attributes['r:id'] ?? '') ?? '' });
    },
  });
  if (named.length > WORKBOOK_LIMITS.sheets) throw tooMuch('工作表过多', 'has too many sheets');
  const reading: Reading = { strings: sharedStrings(partOf(parts, 'xl/sharedStrings.xml')), dates: dateStyles(partOf(parts, 'xl/styles.xml')), since1904, cells: 0 };
  return named.flatMap(({ name, part }) => {
    const xml = partOf(parts, part);
    return xml === undefined ? [] : [{ name, rows: rowsOf(xml, reading) }];
  });
}

interface Reading {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly since1904: boolean;
  /** Read so far, in all sheets. */
  cells: number;
}

function sharedStrings(xml: string | undefined): readonly string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let current = '';
  let inText = false;
  let phonetic = false;
  parse(xml, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') inText = !phonetic;
    },
    text: (text) => { if (inText) current += text; },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(readCellText(current));
    },
  });
  return strings;
}

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Cell formats that show a day or a time. */
function dateStyles(xml: string | undefined): ReadonlySet<number> {
  const styles = new Set<number>();
  if (xml === undefined) return styles;
  const custom = new Set<number>();
  let inCells = false;
  let index = 0;
  parse(xml, {
    open: (name, attributes) => {
      const format = Number(attributes['numFmtId']);
      if (name === 'numFmt' && /[ymdhs]/i.test((attributes['formatCode'] ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''))) custom.add(format);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        if (BUILT_IN_DATES.has(format) || custom.has(format)) styles.add(index);
        index += 1;
      }
    },
    close: (name) => { if (name === 'cellXfs') inCells = false; },
  });
  return styles;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  formula: boolean;
}

function rowsOf(xml: string, reading: Reading): readonly ReadRow[] {
  const rows: { readonly number: number; readonly cells: Record<number, ReadCell> }[] = [];
  let cell: OpenCell | undefined;
  let collecting = false;
  let nextColumn = 0;
  let rowNumber = 0;
  parse(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        rowNumber = Number(attributes['r'] ?? rowNumber + 1);
        if (!Number.isSafeInteger(rowNumber) || rowNumber < 1) throw noWorkbook();
        nextColumn = 0;
      } else if (name === 'c') {
        const column = attributes['r'] === undefined ? nextColumn : columnOf(attributes['r']);
        nextColumn = column + 1;
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', formula: false };
      } else if (name === 'f' && cell !== undefined) cell.formula = true;
      else if (name === 'v' || name === 't') collecting = true;
    },
    text: (text) => { if (collecting && cell !== undefined) cell.value += text; },
    close: (name) => {
      if (name === 'v' || name === 't') collecting = false;
      if (name !== 'c' || cell === undefined) return;
      const read = readCell(cell, reading);
      // Spreadsheets write rows and cells by the thousand that have a format and nothing in them.
      if (read !== undefined) {
        const last = rows.at(-1);
        const row = last?.number === rowNumber ? last : { number: rowNumber, cells: {} };
        if (row !== last) rows.push(row);
        if (rows.length > WORKBOOK_LIMITS.rows) throw tooMuch(`一张表超过 ${WORKBOOK_LIMITS.rows} 行`, `has a sheet of more than ${WORKBOOK_LIMITS.rows} rows`);
        reading.cells += 1;
        if (reading.cells > WORKBOOK_LIMITS.cells) throw tooMuch(`超过 ${WORKBOOK_LIMITS.cells} 格`, `has more than ${WORKBOOK_LIMITS.cells} cells`);
        if (cell.column >= WORKBOOK_LIMITS.columns) throw tooMuch(`超过 ${WORKBOOK_LIMITS.columns} 列`, `has more than ${WORKBOOK_LIMITS.columns} columns`);
        row.cells[cell.column] = read;
      }
      cell = undefined;
    },
  });
  return rows;
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference)?.[1];
  if (letters === undefined) throw noWorkbook();
  return letters.split('').reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** C5: how a person finds the cell. */
export function cellName(column: number, row: number): string {
  return `${columnName(column + 1)}${row}`;
}

function readCell({ type, value, style, formula }: OpenCell, reading: Reading): ReadCell | undefined {
  if (formula) return { kind: 'formula', text: '' };
  if (value === '') return undefined;
  switch (type) {
    case 's': {
      const text = reading.strings[Number(value)];
      if (text === undefined) throw noWorkbook();
      return text === '' ? undefined : { kind: 'text', text };
    }
    case 'inlineStr':
    case 'str':
      return { kind: 'text', text: readCellText(value) };
    case 'b':
      return { kind: 'boolean', text: value };
    case 'e':
      return { kind: 'error', text: value };
    case 'd':
      return { kind: 'date', text: value.slice(0, 10) };
    default:
      return numberCell(Number(value), reading.dates.has(style), reading.since1904);
  }
}

const DAY = 86_400_000;
/** Day 0 of the two systems; 1900 is no leap year, which the first system takes it for: days up to its 59th lie one later. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;

function numberCell(value: number, date: boolean, since1904: boolean): ReadCell {
  if (!Number.isFinite(value)) throw noWorkbook();
  if (!date) return { kind: 'number', text: plain(value) };
  const day = Math.floor(value);
  if (day < 0 || day > LAST_DAY) return { kind: 'error', text: String(value) };
  const at = since1904 ? EPOCH_1904 + day * DAY : EPOCH_1900 + (day < 60 ? day + 1 : day) * DAY;
  return { kind: 'date', text: new Date(at).toISOString().slice(0, 10) };
}

/** In digits, without an exponent where that is possible: a telephone number is one. */
function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}
