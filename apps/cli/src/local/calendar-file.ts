/** Days of the holiday calendar from a file that an administrator wrote: YAML by holiday, or CSV by day. */
import { addDays, isDateRuleError, parseCivilDate, parseDateRule, type CivilDate } from '@shidian/calendar';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { CommandFailed } from '../failure.js';

export interface EnteredDay {
  readonly date: CivilDate;
  readonly working: boolean;
  readonly name: string | null;
}

/** A year has some 40 days that are not as their weekday says. */
const MOST_DAYS = 1000;
const MOST_BYTES = 1_000_000;

const SHAPE = '元旦: { off: 2027-01-01 to 2027-01-03, work: [2027-01-09] }';

/**
 * YAML: `holidays: { 元旦: { off: 2027-01-01 to 2027-01-03, work: [2027-01-09] } }`. CSV: `2027-01-09,work,元旦` a line.
 * @throws CommandFailed `calendar.file` with file, line and what was expected; one fault and nothing is taken
 */
export function readCalendarFile(file: string, content: string): readonly EnteredDay[] {
  if (Buffer.byteLength(content) > MOST_BYTES) throw faulty(file, 1, { zh: `文件超过 ${MOST_BYTES} 字节`, en: `the file is larger than ${MOST_BYTES} bytes` });
  const days = /\.csv$/i.test(file) ? fromCsv(file, content) : fromYaml(file, content);
  if (days.length === 0) throw faulty(file, 1, { zh: '文件里没有日子', en: 'the file names no day' });
  if (days.length > MOST_DAYS) throw faulty(file, 1, { zh: `一次至多 ${MOST_DAYS} 天，这里有 ${days.length} 天`, en: `at most ${MOST_DAYS} days at once, here are ${days.length}` });
  const seen = new Map<CivilDate, number>();
  for (const { date, line } of days) {
    const before = seen.get(date);
    if (before !== undefined) throw faulty(file, line, { zh: `${date} 在第 ${before} 行已经写过`, en: `${date} was given in line ${before} already` });
    seen.set(date, line);
  }
  return days.map(({ date, working, name }) => ({ date, working, name }));
}

type Placed = EnteredDay & { readonly line: number };

function fromCsv(file: string, content: string): readonly Placed[] {
  return content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((text, index): readonly Placed[] => {
      const line = index + 1;
      const [date = '', kind = '', ...rest] = text.split(',').map((cell) => cell.trim());
      if (text.trim() === '' || text.trim().startsWith('#') || (line === 1 && /^(date|日期)$/i.test(date))) return [];
      const working = { off: false, work: true, 放假: false, 上班: true }[kind];
      if (working === undefined) throw faulty(file, line, { zh: `第二栏要 off（放假）或 work（上班），不是“${kind}”`, en: `the second cell is off or work, not "${kind}"` });
      const name = rest.join(',').trim();
      return [{ date: dayOf(file, line, date), working, name: name === '' ? null : name, line }];
    });
}

function fromYaml(file: string, content: string): readonly Placed[] {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, version: '1.2', schema: 'core' });
  const lineOf = (node: Node | null | undefined): number => lines.linePos(node?.range?.[0] ?? 0).line;
  const [problem] = document.errors;
  if (problem !== undefined) throw faulty(file, problem.linePos?.[0].line ?? 1, { zh: '不是合格的 YAML', en: 'this is no YAML' });
  const holidays = isMap(document.contents) ? document.contents.get('holidays', true) : undefined;
  if (!isMap(holidays)) throw faulty(file, lineOf(document.contents), { zh: `要有 holidays，其下按节日写，如 ${SHAPE}`, en: `holidays is missing; below it one line a holiday, such as ${SHAPE}` });
  return holidays.items.flatMap(({ key, value }): readonly Placed[] => {
    const name = isScalar(key) ? String(key.value) : '';
    const at = lineOf(key as Node);
    if (!isMap(value)) throw faulty(file, at, { zh: `${name} 要写成 ${SHAPE}`, en: `${name} is written ${SHAPE}` });
    return value.items.flatMap(({ key: kind, value: dates }): readonly Placed[] => {
      const word = isScalar(kind) ? String(kind.value) : '';
      if (word !== 'off' && word !== 'work') throw faulty(file, lineOf(kind as Node), { zh: `${name} 下只有 off（放假）和 work（上班），没有“${word}”`, en: `below ${name} stand off and work, not "${word}"` });
      const written = isSeq(dates) ? dates.items : [dates];
      return written.flatMap((node) => {
        const line = lineOf(node as Node);
        const text = isScalar(node) ? String(node.value) : '';
        return spanOf(file, line, text).map((date) => ({ date, working: word === 'work', name, line }));
      });
    });
  });
}

/** `2027-01-01` or `2027-01-01 to 2027-01-03`. */
function spanOf(file: string, line: number, text: string): readonly CivilDate[] {
  if (!text.includes(' to ')) return [dayOf(file, line, text)];
  const rule = parseDateRule(text);
  if (isDateRuleError(rule)) throw faulty(file, line, rule.message);
  if (rule.kind !== 'window') throw faulty(file, line, { zh: `“${text}”不是起止日期`, en: `"${text}" is no span of days` });
  const days: CivilDate[] = [];
  for (let date = rule.from; date <= rule.to && days.length <= MOST_DAYS; date = addDays(date, 1)) days.push(date);
  return days;
}

function dayOf(file: string, line: number, text: string): CivilDate {
  if (parseCivilDate(text) === undefined || text < '1950-01-01' || text > '2150-12-31') throw faulty(file, line, { zh: `“${text}”不是日期；写作 2027-01-09`, en: `"${text}" is no day; write 2027-01-09` });
  return text;
}

function faulty(file: string, line: number, what: { readonly zh: string; readonly en: string }): CommandFailed {
  return new CommandFailed('calendar.file', { what, where: `${file}:${line}`, mend: { zh: '改好后再导入；这次什么也没有导入', en: 'Mend it and import again; nothing was taken' } });
}
