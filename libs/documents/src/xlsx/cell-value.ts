/** What a person put into a cell, as the value of a field. Codes stay text; numbers written as text are taken. */
import type { JsonValue, Words } from '@shidian/engine';
import { WORKBOOK_LIMITS, type ReadCell } from './read-workbook.js';
import type { ColumnLayout } from './case-sheets.js';

type Read = { readonly value: JsonValue } | { readonly code: string; readonly words: Words };

const wrong = (code: string, zh: string, en: string): Read => ({ code, words: { zh, en } });

const FORMULA = wrong('formula', '是公式：改为“选择性粘贴 → 数值”', 'this is a formula: paste its value instead');
const ERROR = wrong('cell_error', '是出错的单元格（如 #N/A）：改为内容本身', 'this is a cell in error (such as #N/A): put the content itself');

export function cellValue(cell: ReadCell, { type }: ColumnLayout): Read {
  if (cell.kind === 'formula') return FORMULA;
  if (cell.kind === 'error') return ERROR;
  if (cell.text.length > WORKBOOK_LIMITS.textLength) return wrong('too_long', `超过一格能容的 ${WORKBOOK_LIMITS.textLength} 个字符`, `more than the ${WORKBOOK_LIMITS.textLength} characters that a cell can hold`);
  switch (type) {
    case 'number':
    case 'money':
      return numberValue(cell, type === 'money');
    case 'date':
      return dateValue(cell);
    default:
      return textValue(cell, type === 'long_text');
  }
}

function textValue({ kind, text }: ReadCell, long: boolean): Read {
  if (kind === 'date') return wrong('became_date', '被表格软件改成了日期：把单元格设为“文本”后重填', 'the spreadsheet made a date of it: format the cell as text and type it again');
  if (kind === 'boolean') return { value: text === '1' ? 'TRUE' : 'FALSE' };
  return { value: long ? text.replaceAll(/\r\n?/g, '\n').trim() : text.trim() };
}

function numberValue({ kind, text }: ReadCell, money: boolean): Read {
  const digits = text.normalize('NFKC').replaceAll(/[\s,，]/g, '');
  const value = Number(digits);
  if (kind === 'date' || kind === 'boolean' || digits === '' || !/^[+-]?\d+(\.\d+)?$/.test(digits) || !Number.isFinite(value)) {
    return money ? wrong('not_a_number', '应为金额，如 120000 或 120,000.50', 'this should be an amount such as 120000 or 120,000.50') : wrong('not_a_number', '应为数字，如 40', 'this should be a number such as 40');
  }
  return { value };
}

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

function dateValue({ kind, text }: ReadCell): Read {
  if (kind === 'date') return { value: text };
  const parts = kind === 'text' ? DATE.exec(text.normalize('NFKC').replaceAll(/\s/g, '')) : null;
  const day = parts === null ? '' : `${parts[1] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  if (day === '' || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day)) return wrong('not_a_date', '应为日期，如 2016-03-01', 'this should be a date such as 2016-03-01');
  return { value: day };
}
