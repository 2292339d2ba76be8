/** Reads the date rules of a program file. */
import { daysInMonth, parseCivilDate } from './civil-date.js';
import type { DateRule, Length } from './model.js';
import { attempt, fail, type DateRuleError } from './rule-error.js';
import { nearestWord } from './spelling.js';
import { readWrittenDate } from './written-date.js';
import { checkYear, mendDay, mended, readDay, readLength, readName, readTime, Tokens, type Token } from './tokens.js';

const OPENERS = ['by', 'before', 'on', 'during', 'set'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FORMS_ZH = '可写：by 2016-03-14、by end of 2018、before …、on …、during 2017, set by …、… to …、5 working days after …、by 11-30 each year from 2022、set by …, not after …';
const FORMS_EN = 'Known forms: by 2016-03-14, by end of 2018, before …, on …, during 2017, set by …, … to …, 5 working days after …, by 11-30 each year from 2022, set by …, not after …';

/** Reads a date rule; what is wrong with it comes back as a value with its place. */
export function parseDateRule(text: string): DateRule | DateRuleError {
  return attempt(() => {
    const tokens = new Tokens(text);
    const first = tokens.peek();
    if (first === undefined) fail('date.empty', 0, `日期规则是空的。${FORMS_ZH}`, `The date rule is empty. ${FORMS_EN}`);
    const rule = readRule(tokens, first);
    tokens.finish();
    return rule;
  });
}

/** Reads a length such as `5 working days` or `3 months`. */
export function parseLength(text: string): Length | DateRuleError {
  return attempt(() => {
    const tokens = new Tokens(text);
    if (tokens.done) fail('date.empty', 0, '期限是空的；写作 5 working days', 'The length is empty; write 5 working days');
    const length = readLength(tokens);
    tokens.finish();
    return length;
  });
}

function readRule(tokens: Tokens, first: Token): DateRule {
  if (tokens.take('by')) return readBy(tokens);
  if (tokens.take('before')) return { kind: 'before', date: readDay(tokens), ...readTimeIfAny(tokens) };
  if (tokens.take('on')) return { kind: 'on', date: readDay(tokens) };
  if (tokens.take('during')) return readDuring(tokens);
  if (tokens.take('set')) return readSet(tokens);
  if (tokens.peek(1)?.text === 'to' && !/^\d+$/.test(first.text)) return readWindow(tokens);
  if (startsLength(first)) return readRelative(tokens);
  return unknownForm(tokens, first);
}

/** A number that is not the beginning of a date, as in `5`, `5天` but not `2016-03-14`. */
function startsLength(token: Token): boolean {
  return /^\d+(?:$|[^-/.年\d])/u.test(token.text);
}

function readTimeIfAny(tokens: Tokens): { readonly time?: string } {
  return tokens.done ? {} : { time: readTime(tokens) };
}

function readBy(tokens: Tokens): DateRule {
  const token = tokens.peek();
  if (token !== undefined && /^\d{1,2}-\d{1,2}$/.test(token.text)) return readYearly(tokens);
  if (token !== undefined && startsLength(token)) return readRelative(tokens);
  if (tokens.take('end')) return { kind: 'end', ...readPeriodAfterOf(tokens) };
  return { kind: 'by', date: readDay(tokens), ...readTimeIfAny(tokens) };
}

function readYearly(tokens: Tokens): DateRule {
  const token = tokens.next('月-日', 'MM-DD');
  const [month = 0, day = 0] = token.text.split('-').map(Number);
  // Every fourth year has a 29 February; the other years end the month a day earlier.
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(2000, month)) {
    fail('date.no_such_day', token.at, `一年中没有 ${token.text} 这一天`, `No year has a day ${token.text}`);
  }
  if (!/^\d{2}-\d{2}$/.test(token.text)) {
    const padded = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    fail('date.malformed_day', token.at, '月、日各写两位', 'Month and day have two digits each', mended(tokens, token, padded));
  }
  const pattern = `by ${token.text} each year from 2022`;
  tokens.expect('each', pattern);
  tokens.expect('year', pattern);
  tokens.expect('from', pattern);
  return { kind: 'yearly', month, day, fromYear: readYear(tokens) };
}

function readYear(tokens: Tokens): number {
  const token = tokens.next('年份', 'a year');
  if (/^\d{4}$/.test(token.text)) {
    checkYear(token);
    return Number(token.text);
  }
  fail('date.malformed_day', token.at, `“${token.text}” 不是年份`, `“${token.text}” is not a year`);
}

/** `of 2018`, `of 2018-06`, after `end`. */
function readPeriodAfterOf(tokens: Tokens): Period {
  tokens.expect('of', 'by end of 2018');
  return readPeriod(tokens, 'end of');
}

function readDuring(tokens: Tokens): DateRule {
  const end = tokens.take('end');
  const period = end ? readPeriodAfterOf(tokens) : readPeriod(tokens, 'during');
  if (end && period.month !== undefined) {
    fail('date.malformed_day', tokens.position, 'during end of 之后只写年份（指12月）；月底请写起止日期', 'Only a year follows during end of (its December is meant); for the end of a month write both days', `during end of ${period.year}`);
  }
  const by = tokens.take(',') ? readSetter(tokens) : undefined;
  return { kind: 'during', ...period, ...(end ? { end } : {}), ...(by === undefined ? {} : { by }) };
}

function readSetter(tokens: Tokens): string {
  const pattern = 'during 2017, set by PARTY';
  tokens.expect('set', pattern);
  tokens.expect('by', pattern);
  return readName(tokens, '参与方名称', 'the name of a party');
}

interface Period {
  readonly year: number;
  readonly month?: number;
}

function readPeriod(tokens: Tokens, after: string): Period {
  const token = tokens.next('年份或年-月', 'a year or a month (2017 or 2017-03)');
  const match = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(token.text);
  if (match === null) {
    const loose = /^(\d{4})(?:[-/年](\d{1,2})月?|年)$/u.exec(token.text);
    const month = Number(loose?.[2] ?? 1);
    const meant = loose === null || month < 1 || month > 12 ? undefined : loose[2] === undefined ? String(loose[1]) : `${String(loose[1])}-${loose[2].padStart(2, '0')}`;
    fail('date.malformed_day', token.at, `${after} 之后写年份或年-月，不能是 “${token.text}”`, `A year or a month follows ${after}, not “${token.text}”`, meant === undefined ? undefined : mended(tokens, token, meant));
  }
  checkYear(token);
  const year = Number(match[1]);
  return match[2] === undefined ? { year } : { year, month: Number(match[2]) };
}

function readSet(tokens: Tokens): DateRule {
  const pattern = 'set by PARTY, not after NAME';
  tokens.expect('by', pattern);
  const by = readName(tokens, '参与方名称', 'the name of a party');
  tokens.expect(',', pattern);
  return { kind: 'set', by, notAfter: readBound(tokens, pattern) };
}

/** `not after NAME`. */
function readBound(tokens: Tokens, pattern: string): string {
  tokens.expect('not', pattern);
  tokens.expect('after', pattern);
  const bound = tokens.peek();
  if (bound !== undefined && (/^\d/.test(bound.text) || OPENERS.includes(bound.text))) {
    fail('date.malformed_name', bound.at, 'not after 之后只写日期名；请先在 dates 中给这个日期起名，再引用', 'Only the name of a date follows not after; name this date under dates first, then cite it');
  }
  return readName(tokens, '日期名', 'the name of a date');
}

function readWindow(tokens: Tokens): DateRule {
  const start = tokens.position;
  const from = readDay(tokens);
  tokens.expect('to');
  const to = readDay(tokens);
  if (from > to) {
    fail('date.window_reversed', start, `起日 ${from} 晚于止日 ${to}`, `The window ends (${to}) before it begins (${from})`, `${to} to ${from}`);
  }
  return { kind: 'window', from, to };
}

function readRelative(tokens: Tokens): DateRule {
  const length = readLength(tokens);
  const token = tokens.next(' “after” 或 “before”', '“after” or “before”');
  if (token.text !== 'after' && token.text !== 'before') {
    const meant = nearestWord(token.text, ['after', 'before']) ?? (token.text === 'from' ? 'after' : undefined);
    fail('date.unknown_form', token.at, `这里应为 after（之后）或 before（之前），写成了 “${token.text}”`, `“after” or “before” was expected here, not “${token.text}”`, meant === undefined ? undefined : mended(tokens, token, meant));
  }
  const anchor = readName(tokens, '日期名或时点名', 'the name of a date or mark');
  const notAfter = tokens.take(',') ? readBound(tokens, `… ${token.text} ${anchor}, not after NAME`) : undefined;
  return { kind: 'relative', length, direction: token.text, anchor, ...(notAfter === undefined ? {} : { notAfter }) };
}

function unknownForm(tokens: Tokens, first: Token): never {
  const zh = `看不懂日期规则 “${tokens.source.trim()}”。${FORMS_ZH}`;
  const en = `The date rule “${tokens.source.trim()}” is not understood. ${FORMS_EN}`;
  const written = readWrittenDate(tokens.source);
  if (written?.time !== undefined) fail('date.unknown_form', first.at, zh, en, written.rule);
  const day = written !== undefined ? written.date : DAY.test(first.text) && parseCivilDate(first.text) !== undefined ? first.text : mendDay(first.text);
  if (day !== undefined) {
    // A bare day could mean three things; the writer has to say which.
    fail('date.unknown_form', first.at, `只写日期说不清是“当日为止”还是“当日”：请写 by ${day}（当日24时前）或 on ${day}（当日）`, `A day alone is ambiguous: write by ${day} (until it ends) or on ${day} (that day)`, `by ${day}`);
  }
  if (DAY.test(first.text)) fail('date.no_such_day', first.at, `没有 ${first.text} 这一天`, `There is no such day as ${first.text}`);
  const keyword = nearestWord(first.text, OPENERS);
  fail('date.unknown_form', first.at, zh, en, keyword === undefined ? undefined : mended(tokens, first, keyword));
}
