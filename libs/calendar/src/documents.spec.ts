/** Every date that the five documents write, as a program file writes it, with the instant and the words that come of it. */
import { describe, expect, it } from 'vitest';
import { parseDateRule } from './parse-rule.js';
import { resolveDate, type Anchor } from './resolve.js';
import { isDateRuleError } from './rule-error.js';
import { describeDeadline } from './words.js';
import { WorkingCalendar } from './working-calendar.js';
import { readWrittenDate } from './written-date.js';

const ZONE = 'Asia/Shanghai';
const calendar = new WorkingCalendar();
const at = (text: string): number => Date.parse(`${text}+08:00`);
const on = (text: string): Anchor => ({ opens: at(`${text}T00:00`), closes: at(`${text}T00:00`) + 86_400_000 });

const anchors: Readonly<Record<string, Anchor>> = {
  notice_244: on('2021-11-30'),
  notice_64: on('2022-10-09'),
  notice_75: on('2022-10-18'),
  notice_112: on('2022-12-19'),
  approved_2012: { at: at('2012-05-04T15:00') },
  approved_2013: { at: at('2013-09-02T15:00') },
  ends: { closes: at('2016-01-01T00:00') },
  province_due: { closes: at('2016-03-15T00:00') },
  built: { at: at('2022-12-19T10:00') },
};

function resolved(text: string, after?: number) {
  const rule = parseDateRule(text);
  if (isDateRuleError(rule)) throw new Error(`${text}: ${rule.message.en}`);
  return resolveDate(rule, { zone: ZONE, calendar, anchor: (name) => anchors[name], ...(after === undefined ? {} : { after }) });
}

describe('the deadlines of the five documents', () => {
  it.each([
    ['R-2-21 于2012年2月29日前', 'by 2012-02-29', '2012-03-01', '2012年2月29日（含）24时前'],
    ['R-0-14 于2016年3月14日前', 'by 2016-03-14', '2016-03-15', '2016年3月14日（含）24时前'],
    ['R-3-7 5 working days after the notice', '5 working days after notice_244', '2021-12-08', '2021年12月7日（含）24时前'],
    ['R-3-22 the city itself, 12月15日前', 'by 2021-12-15', '2021-12-16', '2021年12月15日（含）24时前'],
    ['R-3-31 15 working days after a Sunday that was worked', '15 working days after notice_64', '2022-10-29', '2022年10月28日（含）24时前'],
    ['R-3-39 17 working days', '17 working days after notice_75', '2022-11-11', '2022年11月10日（含）24时前'],
    ['R-3-51 23 working days', '23 working days after notice_112', '2023-01-21', '2023年1月20日（含）24时前'],
    ['R-0-18 至2018年底', 'by end of 2018', '2019-01-01', '2018年12月31日（含）24时前'],
    ['R-2-28 2—3年，2015年末全部结束: within the end', '3 years after approved_2012, not after ends', '2015-05-05', '2015年5月4日（含）24时前'],
    ['R-2-28 2—3年，2015年末全部结束: capped by it', '3 years after approved_2013, not after ends', '2016-01-01', '2015年12月31日（含）24时前'],
    ['R-0-17 a tier before its parent', '5 working days before province_due', '2016-03-08', '2016年3月7日（含）24时前'],
    ['R-3-11 周期1年', '1 year after built', '2023-12-20', '2023年12月19日（含）24时前'],
  ])('%s', (_, text, closes, words) => {
    const found = resolved(text);
    expect(found).toMatchObject({ closes: at(`${closes}T00:00`), provisional: false });
    expect(describeDeadline(found.closes ?? 0, ZONE, 'zh')).toBe(words);
  });

  it('windows: R-0-19 2017年, R-0-20 2018年底', () => {
    expect(resolved('during 2017, set by province')).toEqual({ opens: at('2017-01-01T00:00'), closes: at('2018-01-01T00:00'), provisional: false });
    expect(resolved('during end of 2018, set by province')).toEqual({ opens: at('2018-12-01T00:00'), closes: at('2019-01-01T00:00'), provisional: false });
  });

  it('each year: R-3-16, R-3-24, R-4-25, the next one that is still open', () => {
    expect(['2021-12-01', '2023-06-01', '2024-12-01'].map((day) => resolved('by 11-30 each year from 2022', at(`${day}T00:00`)).closes)).toEqual(['2022-12-01', '2023-12-01', '2025-12-01'].map((day) => at(`${day}T00:00`)));
  });

  it('R-X-3: what a notice prints without a year is what counting working days from it gives', () => {
    for (const [text, issued, rule] of [['12月7日前', '2021-11-30', '5 working days after notice_244'], ['10月28日前', '2022-10-09', '15 working days after notice_64'], ['11月10日前', '2022-10-18', '17 working days after notice_75'], ['1月20日前', '2022-12-19', '23 working days after notice_112']] as const) {
      expect(resolved(readWrittenDate(text, issued)?.rule ?? '').closes).toBe(resolved(rule).closes);
    }
  });

  it('beyond what is arranged a count of working days is provisional, a date that is written out is not', () => {
    const last = calendar.coverage?.to ?? '';
    anchorsBeyond(last);
    expect(resolved(`by ${Number(last.slice(0, 4)) + 2}-03-14`).provisional).toBe(false);
  });
});

function anchorsBeyond(last: string): void {
  const rule = parseDateRule('5 working days after late');
  if (isDateRuleError(rule)) throw new Error(rule.message.en);
  expect(resolveDate(rule, { zone: ZONE, calendar, anchor: () => on(last) }).provisional).toBe(true);
}
