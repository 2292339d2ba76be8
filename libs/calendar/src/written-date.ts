/**
 * Dates as documents write them (R-X-3): 2022年12月19日, 二〇一二年一月十三日, and “10月28日前” without a year, which is the first
 * such day on or after the day on which the document was issued.
 */
import { civilParts, daysInMonth, parseCivilDate } from './civil-date.js';
import type { CivilDate } from './model.js';

export interface WrittenDate {
  readonly date: CivilDate;
  /** `16:30` where the text names an hour; 24时 is the end of the day and has none. */
  readonly time?: string;
  /** Whether 前, 之前, 以前 or 截止 stands there: a deadline, not a day. */
  readonly deadline: boolean;
  /** As a rule of a program file. “3月14日前” is taken as including that day (`by`), which the file should state as its answer. */
  readonly rule: string;
}

const NUMERALS = '〇一二三四五六七八九';
const TEXT =
  /^(?:于|至|截至|截止到?|截止至|在)?\s*(?:([\d〇○零一二三四五六七八九]{4})\s*年)?\s*([\d〇一二三四五六七八九十]{1,3})\s*月\s*([\d〇一二三四五六七八九十廿卅]{1,3})\s*[日号]?\s*(?:(\d{1,2})\s*(?:[时点]|[:：](\d{2}))\s*)?(之前|以前|前|止|截止)?$/u;

/** Undefined where the text is no date, names a day that does not exist, or has no year and nobody says when it was written. */
export function readWrittenDate(text: string, issued?: CivilDate): WrittenDate | undefined {
  const trimmed = text.trim();
  const match = TEXT.exec(trimmed);
  if (match === null) return undefined;
  const [, writtenYear, writtenMonth = '', writtenDay = '', hour, minute, ending] = match;
  const [month, day] = [numeral(writtenMonth), numeral(writtenDay)];
  if (month === undefined || day === undefined || month < 1 || month > 12) return undefined;
  const date = writtenYear === undefined ? firstFrom(issued, month, day) : existing(yearOf(writtenYear), month, day);
  if (date === undefined) return undefined;
  const time = hour === undefined || (Number(hour) === 24 && (minute ?? '00') === '00') ? undefined : `${hour.padStart(2, '0')}:${minute ?? '00'}`;
  if (time !== undefined && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined;
  const deadline = ending !== undefined || /^(?:至|截)/u.test(trimmed);
  const rule = !deadline ? `on ${date}` : time === undefined ? `by ${date}` : `before ${date} ${time}`;
  return { date, ...(time === undefined ? {} : { time }), deadline, rule };
}

/** 12, 十二, 二十, 廿八, 〇 … */
function numeral(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^(?:([一二三]?)(十)|(廿)|(卅))?([一二三四五六七八九〇]?)$/u.exec(text);
  if (match === null || text === '') return undefined;
  const [, many = '', ten, twenty, thirty, ones = ''] = match;
  const tens = ten !== undefined ? (many === '' ? 1 : NUMERALS.indexOf(many)) : twenty !== undefined ? 2 : thirty !== undefined ? 3 : 0;
  return tens * 10 + (ones === '' ? 0 : NUMERALS.indexOf(ones));
}

function yearOf(text: string): number {
  return Number(text.replace(/\D/gu, (sign) => String(Math.max(0, NUMERALS.indexOf(sign)))));
}

function existing(year: number, month: number, day: number): CivilDate | undefined {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return parseCivilDate(date) === undefined ? undefined : date;
}

function firstFrom(issued: CivilDate | undefined, month: number, day: number): CivilDate | undefined {
  if (issued === undefined || day < 1 || day > daysInMonth(2000, month)) return undefined;
  // A 29 February may be eight years away.
  const { year } = civilParts(issued);
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = existing(year + ahead, month, day);
    if (date !== undefined && date >= issued) return date;
  }
  return undefined;
}
