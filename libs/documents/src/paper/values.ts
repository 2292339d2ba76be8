/** Values of a form as they are printed. */
import type { FieldDefinition } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';

export type Values = Readonly<Record<string, JsonValue>>;

export function objectOf(value: JsonValue | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** Own members only: a value named `constructor` is not the language's. */
export function memberOf(values: Values, key: string): JsonValue | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

const AMOUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** One value on one line. A draft may hold anything: what has no printed form is left blank. */
export function printed(field: Pick<FieldDefinition, 'type'>, value: JsonValue | undefined): string {
  if (field.type === 'files') return listOf(value).length === 0 ? '' : `附件${listOf(value).length}份`;
  if (typeof value === 'number') return field.type === 'money' ? AMOUNT.format(value) : String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value !== 'string') return '';
  return field.type === 'date' ? dayInWords(value) : sound(value).replaceAll(/\s+/g, ' ').trim();
}

/** 2016-03-01 as 2016年3月1日; anything else as it is. */
export function dayInWords(day: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts === null ? sound(day) : `${parts[1] ?? ''}年${Number(parts[2])}月${Number(parts[3])}日`;
}

/** The paragraphs of a text, without blank ones. */
export function paragraphsOf(text: string): readonly string[] {
  return sound(text).split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.replaceAll(/[\t\v\f]/g, ' ').trim()).filter((line) => line !== '');
}

/** Marks above one letter, at most: nothing that is written needs more, and a tower of them takes minutes to set. */
const MARKS = /(\p{M}{8})\p{M}+/gu;

/** Without what neither XML nor a font can show: control characters, unpaired surrogates, non-characters. */
export function sound(text: string): string {
  return text.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '').replaceAll(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/g, '').replaceAll(MARKS, '$1');
}
