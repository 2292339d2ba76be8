import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilParts, dateOfDayNumber } from './civil-date.js';
import { parseDateRule } from './parse-rule.js';
import { isDateRuleError } from './rule-error.js';
import { readWrittenDate } from './written-date.js';

describe('a date as a document writes it', () => {
  it.each([
    ['2022年12月19日', undefined, 'on 2022-12-19'],
    ['二〇一二年一月十三日', undefined, 'on 2012-01-13'],
    ['二○二一年十一月三十日', undefined, 'on 2021-11-30'],
    ['二零一六年三月廿八日前', undefined, 'by 2016-03-28'],
    ['于2016年3月14日前', undefined, 'by 2016-03-14'],
    ['于2012年2月29日前', undefined, 'by 2012-02-29'],
    // R-3-7, R-3-31, R-3-39, R-3-51: the year is the notice's, or the next.
    ['12月7日前', '2021-11-30', 'by 2021-12-07'],
    ['10月28日前', '2022-10-09', 'by 2022-10-28'],
    ['11月10日前', '2022-10-18', 'by 2022-11-10'],
    ['1月20日前', '2022-12-19', 'by 2023-01-20'],
    ['2月29日前', '2021-03-01', 'by 2024-02-29'],
    ['截至3月14日16时', '2016-02-20', 'before 2016-03-14 16:00'],
    ['3月14日16:30前', '2016-02-20', 'before 2016-03-14 16:30'],
    ['3月14日24时前', '2016-02-20', 'by 2016-03-14'],
  ])('%s, issued %s, is the rule %s', (text, issued, rule) => {
    expect(readWrittenDate(text, issued)?.rule).toBe(rule);
    expect(isDateRuleError(parseDateRule(rule))).toBe(false);
  });

  it.each([['10月28日前', undefined], ['2015年2月29日', undefined], ['13月1日', '2016-01-01'], ['2月30日', '2016-01-01'], ['3月14日25时前', '2016-01-01'], ['尽快', '2016-01-01'], ['', '2016-01-01']])('%s, issued %s, is no date', (text, issued) => {
    expect(readWrittenDate(text, issued)).toBeUndefined();
  });

  it('without a year is never before the document and less than a year after it', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map(dateOfDayNumber);
    fc.assert(
      fc.property(day, day, (issued, other) => {
        const { month, day: of } = civilParts(other);
        fc.pre(!(month === 2 && of === 29));
        const { date = '' } = readWrittenDate(`${month}月${of}日前`, issued) ?? {};
        expect(date >= issued).toBe(true);
        expect(date.slice(5)).toBe(other.slice(5));
        expect(date < `${civilParts(issued).year + 1}${issued.slice(4)}`).toBe(true);
      }),
    );
  });
});
