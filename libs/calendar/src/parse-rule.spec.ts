import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDateRule, parseLength } from './parse-rule.js';
import { parseOffset } from './parse-offset.js';
import { resolveDate } from './resolve.js';
import { isDateRuleError } from './rule-error.js';
import { WorkingCalendar } from './working-calendar.js';

describe('a date rule as written', () => {
  it.each([
    ['by 2016-03-14', { kind: 'by', date: '2016-03-14' }],
    ['by 2016-03-14 17:30', { kind: 'by', date: '2016-03-14', time: '17:30' }],
    ['before 2016-03-14', { kind: 'before', date: '2016-03-14' }],
    ['before 2016-03-14 09:00', { kind: 'before', date: '2016-03-14', time: '09:00' }],
    ['on 2016-02-29', { kind: 'on', date: '2016-02-29' }],
    ['during 2017', { kind: 'during', year: 2017 }],
    ['during 2017-03', { kind: 'during', year: 2017, month: 3 }],
    ['2018-12-01 to 2018-12-31', { kind: 'window', from: '2018-12-01', to: '2018-12-31' }],
    ['2018-12-01 to 2018-12-01', { kind: 'window', from: '2018-12-01', to: '2018-12-01' }],
    ['  5 working days   after announce.published ', { kind: 'relative', length: { amount: 5, unit: 'working_days' }, direction: 'after', anchor: 'announce.published' }],
    ['1 working day before province_due', { kind: 'relative', length: { amount: 1, unit: 'working_days' }, direction: 'before', anchor: 'province_due' }],
    ['by 60 working days after announce.published', { kind: 'relative', length: { amount: 60, unit: 'working_days' }, direction: 'after', anchor: 'announce.published' }],
    ['2 weeks before acceptance', { kind: 'relative', length: { amount: 2, unit: 'weeks' }, direction: 'before', anchor: 'acceptance' }],
    ['3 months after expert-review/closes', { kind: 'relative', length: { amount: 3, unit: 'months' }, direction: 'after', anchor: 'expert-review/closes' }],
    ['2 years after 公布.published', { kind: 'relative', length: { amount: 2, unit: 'years' }, direction: 'after', anchor: '公布.published' }],
    ['by 11-30 each year from 2022', { kind: 'yearly', month: 11, day: 30, fromYear: 2022 }],
    ['by end of 2018', { kind: 'end', year: 2018 }],
    ['by end of 2018-06', { kind: 'end', year: 2018, month: 6 }],
    ['during end of 2018', { kind: 'during', year: 2018, end: true }],
    ['during 2017, set by province', { kind: 'during', year: 2017, by: 'province' }],
    ['3 years after decide.approved, not after ends', { kind: 'relative', length: { amount: 3, unit: 'years' }, direction: 'after', anchor: 'decide.approved', notAfter: 'ends' }],
    ['set by local, not after province_due', { kind: 'set', by: 'local', notAfter: 'province_due' }],
  ])('%s is understood', (text, rule) => {
    expect(parseDateRule(text)).toEqual(rule);
  });

  it.each([
    ['', 'date.empty', 0, undefined],
    ['by', 'date.incomplete', 2, undefined],
    ['2016-03-14', 'date.unknown_form', 0, 'by 2016-03-14'],
    ['2016年3月14日前', 'date.unknown_form', 0, 'by 2016-03-14'],
    ['二〇一六年三月十四日前', 'date.unknown_form', 0, 'by 2016-03-14'],
    ['2016年3月14日16时前', 'date.unknown_form', 0, 'before 2016-03-14 16:00'],
    ['by end 2018', 'date.unknown_form', 7, 'by end of 2018'],
    ['by end of soon', 'date.malformed_day', 10, undefined],
    ['during end of 2018-06', 'date.malformed_day', 21, 'during end of 2018'],
    ['during 2017, by province', 'date.unknown_form', 13, 'during 2017, set by PARTY'],
    ['3 days after a, not before b', 'date.unknown_form', 20, '… after a, not after NAME'],
    ['by 2016-3-14', 'date.malformed_day', 3, 'by 2016-03-14'],
    ['by 2016/03/14 17:30', 'date.malformed_day', 3, 'by 2016-03-14 17:30'],
    ['by 2015-02-29', 'date.no_such_day', 3, undefined],
    ['on 2016-13-01', 'date.no_such_day', 3, undefined],
    ['by 2016-03-14 24:00', 'date.malformed_time', 14, 'by 2016-03-14'],
    ['by 2016-03-14 9:00', 'date.malformed_time', 14, 'by 2016-03-14 09:00'],
    ['by 2016-03-14 25:61', 'date.malformed_time', 14, undefined],
    ['by 2016-03-14 17:30 sharp', 'date.trailing', 20, 'by 2016-03-14 17:30'],
    ['befor 2016-03-14', 'date.unknown_form', 0, 'before 2016-03-14'],
    ['5 workdays after issued', 'date.unknown_unit', 2, '5 working days after issued'],
    ['5 business days after issued', 'date.unknown_unit', 2, '5 working days after issued'],
    ['5个工作日 after issued', 'date.malformed_length', 0, '5 working days after issued'],
    ['5 dyas after issued', 'date.unknown_unit', 2, '5 days after issued'],
    ['5 working weeks after issued', 'date.unknown_unit', 10, '5 working days after issued'],
    ['5 toString after issued', 'date.unknown_unit', 2, undefined],
    ['0 days after issued', 'date.length_out_of_range', 0, undefined],
    ['99999 working days after issued', 'date.length_out_of_range', 0, undefined],
    ['5 days from issued', 'date.unknown_form', 7, '5 days after issued'],
    ['5 days after', 'date.incomplete', 12, undefined],
    ['5 days after "issued"', 'date.malformed_name', 13, undefined],
    ['2018-12-31 to 2018-12-01', 'date.window_reversed', 0, '2018-12-01 to 2018-12-31'],
    ['2018-12-01 to', 'date.incomplete', 13, undefined],
    ['during 2017-13', 'date.malformed_day', 7, undefined],
    ['during 2017-3', 'date.malformed_day', 7, 'during 2017-03'],
    ['during 2017年', 'date.malformed_day', 7, 'during 2017'],
    ['by 02-30 each year from 2022', 'date.no_such_day', 3, undefined],
    ['by 11-30 every year from 2022', 'date.unknown_form', 9, 'by 11-30 each year from 2022'],
    ['set by local not after province_due', 'date.unknown_form', 13, 'set by PARTY, not after NAME'],
    ['set by province, not after 3 working days before to_ministry', 'date.malformed_name', 27, undefined],
    ['by 9999-12-31', 'date.year_out_of_range', 3, undefined],
    ['by 0216-03-14', 'date.year_out_of_range', 3, undefined],
    ['during 9999', 'date.year_out_of_range', 7, undefined],
    ['by 11-30 each year from 0022', 'date.year_out_of_range', 24, undefined],
    ['by 11-30 each year from now', 'date.malformed_day', 24, undefined],
    ['soon', 'date.unknown_form', 0, undefined],
  ])('“%s” is refused as %s at %i', (text, code, position, suggestion) => {
    const result = parseDateRule(text);
    expect(result).toMatchObject({ code, position });
    expect('suggestion' in result ? result.suggestion : undefined).toBe(suggestion);
  });

  it('is refused with words in Chinese and in English', () => {
    expect(parseDateRule('by tomorrow')).toMatchObject({ message: { zh: expect.stringContaining('不是日期') as string, en: expect.stringContaining('is not a date') as string } });
  });
});

describe('whatever is written', () => {
  const words = fc.constantFrom('by', 'before', 'after', 'on', 'during', 'to', 'set', 'not', ',', 'each', 'year', 'from', 'working', 'days', 'months', '5', '0', '2016-03-14', '2016-3-14', '2017', '11-30', '17:30', '24:00', 'province_due', '5个工作日', '2016年3月14日前', '"', '\0');
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(words, { maxLength: 9 }).map((list) => list.join(' ')));

  it('gives a rule that resolves, or an error inside the text whose suggestion is another text', () => {
    const calendar = new WorkingCalendar();
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseDateRule(text);
        if (isDateRuleError(result)) {
          expect(result.position).toBeGreaterThanOrEqual(0);
          expect(result.position).toBeLessThanOrEqual(text.length);
          expect(result.suggestion).not.toBe(text.trim());
        } else {
          expect(() => resolveDate(result, { zone: 'Asia/Shanghai', calendar, anchor: () => ({ at: 0 }) })).not.toThrow();
        }
        expect(() => [parseLength(text), parseOffset(text)]).not.toThrow();
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a length as written', () => {
  it('is read with its unit', () => {
    expect(parseLength('5 working days')).toEqual({ amount: 5, unit: 'working_days' });
    expect(parseLength('3 months')).toEqual({ amount: 3, unit: 'months' });
  });

  it('is refused when something follows it', () => {
    expect(parseLength('3 months after x')).toMatchObject({ code: 'date.trailing', position: 9, suggestion: '3 months' });
  });
});

describe('a rung’s offset as written', () => {
  it.each([
    ['3 working days before', { amount: -3, unit: 'working_days' }],
    ['on the day', { amount: 0, unit: 'days' }],
    ['at the close', { amount: 0, unit: 'minutes' }],
    ['1 working day after', { amount: 1, unit: 'working_days' }],
    ['2 hours before', { amount: -2, unit: 'hours' }],
    ['2 weeks after', { amount: 14, unit: 'days' }],
  ])('%s is understood', (text, offset) => {
    expect(parseOffset(text)).toEqual(offset);
  });

  it.each([
    ['', 'date.empty', undefined],
    ['on the dya', 'date.unknown_form', 'on the day'],
    ['3 working days', 'date.incomplete', undefined],
    ['3 working days befor', 'date.unknown_form', '3 working days before'],
    ['2 months before', 'date.unknown_unit', undefined],
    ['2 days before now', 'date.trailing', '2 days before'],
  ])('“%s” is refused as %s', (text, code, suggestion) => {
    const result = parseOffset(text);
    expect(result).toMatchObject({ code });
    expect('suggestion' in result ? result.suggestion : undefined).toBe(suggestion);
  });
});
