/** The words of a rule with their places, and the readers of its parts. */
import { parseCivilDate } from './civil-date.js';
import type { CivilDate, Length, LengthUnit } from './model.js';
import { fail } from './rule-error.js';
import { nearestWord } from './spelling.js';

export interface Token {
  readonly text: string;
  readonly at: number;
}

export class Tokens {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(readonly source: string) {
    this.tokens = [...source.matchAll(/,|[^\s,]+/gu)].map((match) => ({ text: match[0], at: match.index }));
  }

  get done(): boolean {
    return this.index >= this.tokens.length;
  }

  get position(): number {
    return this.peek()?.at ?? this.source.trimEnd().length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  /** Takes the next word where it is exactly this one. */
  take(word: string): boolean {
    if (this.peek()?.text !== word) return false;
    this.index += 1;
    return true;
  }

  next(zh: string, en: string): Token {
    const token = this.peek();
    if (token === undefined) fail('date.incomplete', this.position, `这里还缺${zh}`, `Something is missing here: ${en}`);
    this.index += 1;
    return token;
  }

  expect(word: string, suggestion?: string): void {
    const token = this.next(` “${word}”`, `“${word}”`);
    if (token.text !== word) {
      fail('date.unknown_form', token.at, `这里应为 “${word}”，写成了 “${token.text}”`, `“${word}” was expected here, not “${token.text}”`, suggestion);
    }
  }

  finish(): void {
    const token = this.peek();
    if (token === undefined) return;
    const rest = this.source.slice(token.at).trim();
    const kept = this.source.slice(0, token.at).trim();
    fail('date.trailing', token.at, `日期规则到此已完整，多出了 “${rest}”`, `The rule is complete before “${rest}”`, kept);
  }
}

/** `2016-3-4`, `2016/03/04`, `2016.3.4`, `2016年3月4日` → `2016-03-04`, where that day exists. */
export function mendDay(text: string): CivilDate | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:前|之前)?$/u.exec(text);
  if (match === null) return undefined;
  const mended = `${String(match[1])}-${String(match[2]).padStart(2, '0')}-${String(match[3]).padStart(2, '0')}`;
  return parseCivilDate(mended) === undefined ? undefined : mended;
}

/** Replaces one word of the rule, for a suggestion that can be pasted. */
export function mended(tokens: Tokens, token: Token, by: string): string {
  return `${tokens.source.slice(0, token.at)}${by}${tokens.source.slice(token.at + token.text.length)}`.trim();
}

/** A year outside these is a slip of the pen, and nothing can be reckoned for it. */
const FIRST_YEAR = 1950;
const LAST_YEAR = 2150;

/** The year at the beginning of the token. */
export function checkYear(token: Token): void {
  const year = Number(token.text.slice(0, 4));
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return;
  fail('date.year_out_of_range', token.at, `年份须在 ${FIRST_YEAR} 与 ${LAST_YEAR} 之间`, `The year must lie between ${FIRST_YEAR} and ${LAST_YEAR}`);
}

export function readDay(tokens: Tokens): CivilDate {
  const token = tokens.next('日期（年-月-日）', 'a date (YYYY-MM-DD)');
  if (parseCivilDate(token.text) !== undefined) {
    checkYear(token);
    return token.text;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(token.text)) {
    fail('date.no_such_day', token.at, `没有 ${token.text} 这一天`, `There is no such day as ${token.text}`);
  }
  const day = mendDay(token.text);
  fail(
    'date.malformed_day',
    token.at,
    `“${token.text}” 不是日期；日期写作 2016-03-14`,
    `“${token.text}” is not a date; a date is written 2016-03-14`,
    day === undefined ? undefined : mended(tokens, token, day),
  );
}

/** `HH:MM`, 00:00–23:59. */
export function readTime(tokens: Tokens): string {
  const token = tokens.next('时刻（时:分）', 'a time (HH:MM)');
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(token.text)) return token.text;
  const padded = token.text.replace('：', ':').replace(/^(\d):/, '0$1:');
  const suggestion =
    padded === '24:00'
      ? tokens.source.slice(0, token.at).trim()
      : /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(padded)
        ? mended(tokens, token, padded)
        : undefined;
  fail('date.malformed_time', token.at, `“${token.text}” 不是时刻；时刻写作 17:30（当日 24 时不必写）`, `“${token.text}” is not a time; a time is written 17:30 (the end of the day is meant where none is written)`, suggestion);
}

const NAME = /^[\p{L}_][\p{L}\p{N}_-]*(?:[./][\p{L}_][\p{L}\p{N}_-]*)*$/u;

/** A date's name, a mark (`announce.published`) or a party's name. */
export function readName(tokens: Tokens, zh: string, en: string): string {
  const token = tokens.next(zh, en);
  if (NAME.test(token.text)) return token.text;
  fail('date.malformed_name', token.at, `“${token.text}” 不是${zh}`, `“${token.text}” is not ${en}`);
}

const UNITS: Readonly<Record<string, LengthUnit>> = {
  minute: 'minutes', minutes: 'minutes', hour: 'hours', hours: 'hours', day: 'days', days: 'days',
  week: 'weeks', weeks: 'weeks', month: 'months', months: 'months', year: 'years', years: 'years',
};
const LIMITS: Readonly<Record<LengthUnit, number>> = {
  minutes: 525_600, hours: 87_600, days: 3_660, working_days: 2_500, weeks: 520, months: 600, years: 50,
};
/** Words that people write for the working day. */
const WORKING = new Set(['workday', 'workdays', 'business', '工作日', '个工作日', 'workingdays', 'working_days', 'working-days']);

function readUnit(tokens: Tokens): LengthUnit {
  if (tokens.take('working')) {
    const token = tokens.next(' “days”', '“days”');
    if (token.text === 'day' || token.text === 'days') return 'working_days';
    fail('date.unknown_unit', token.at, `只有工作日，没有 “working ${token.text}”`, `Only days can be working days, not “${token.text}”`, mended(tokens, token, 'days'));
  }
  const token = tokens.next('单位（days、working days、weeks、months、years …）', 'a unit (days, working days, weeks, months, years …)');
  const unit = Object.hasOwn(UNITS, token.text) ? UNITS[token.text] : undefined;
  if (unit !== undefined) return unit;
  const meant = WORKING.has(token.text) ? (token.text === 'business' ? 'working' : 'working days') : nearestWord(token.text, [...Object.keys(UNITS), 'working']);
  fail('date.unknown_unit', token.at, `“${token.text}” 不是时间单位`, `“${token.text}” is not a unit of time`, meant === undefined ? undefined : mended(tokens, token, meant));
}

export function readLength(tokens: Tokens): Length {
  const token = tokens.next('数量', 'a number');
  if (!/^\d+$/.test(token.text)) {
    const chinese = /^(\d+)个?(工作日|天|日|周|个月|月|年)$/u.exec(token.text);
    const english = /^(\d+)([a-z_]+)$/.exec(token.text);
    const units: Readonly<Record<string, string>> = { 工作日: 'working days', 天: 'days', 日: 'days', 周: 'weeks', 个月: 'months', 月: 'months', 年: 'years' };
    const meant = chinese !== null ? `${String(chinese[1])} ${units[String(chinese[2])] ?? ''}` : english !== null ? `${String(english[1])} ${String(english[2])}` : undefined;
    fail('date.malformed_length', token.at, `“${token.text}” 不是期限；期限写作 5 working days`, `“${token.text}” is not a length; a length is written 5 working days`, meant === undefined ? undefined : mended(tokens, token, meant));
  }
  const amount = Number(token.text);
  const unit = readUnit(tokens);
  if (amount < 1 || amount > LIMITS[unit]) {
    fail('date.length_out_of_range', token.at, `期限须在 1 与 ${LIMITS[unit]} 之间`, `The length must lie between 1 and ${LIMITS[unit]}`);
  }
  return { amount, unit };
}
