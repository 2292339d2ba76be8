import { describe as group, expect, it } from 'vitest';
import { parseDateRule } from './parse-rule.js';
import { isDateRuleError } from './rule-error.js';
import { describe, describeDeadline, describeInstant, describeLength, describeRemaining, describeRule } from './words.js';
import { WorkingCalendar } from './working-calendar.js';

const ZONE = 'Asia/Shanghai';
const context = { zone: ZONE, calendar: new WorkingCalendar() };
const at = (iso: string): number => Date.parse(`${iso}+08:00`);

group('in words', () => {
  it('a deadline names its last day in time, not the first instant outside', () => {
    expect(describeDeadline(at('2016-03-15T00:00:00'), ZONE, 'zh')).toBe('2016年3月14日（含）24时前');
    expect(describeDeadline(at('2016-03-15T00:00:00'), ZONE, 'en')).toBe('by the end of 14 March 2016 (24:00)');
    expect(describe(at('2016-03-14T17:30:00'), ZONE, 'zh')).toBe('2016年3月14日17:30前');
    expect(describeDeadline(at('2016-03-14T17:30:00'), ZONE, 'en')).toBe('before 17:30 on 14 March 2016');
  });

  it('the year is left out where it is this one', () => {
    expect(describeDeadline(at('2016-03-15T00:00:00'), ZONE, 'zh', at('2016-02-01T10:00:00'))).toBe('3月14日（含）24时前');
    expect(describeDeadline(at('2016-03-15T00:00:00'), ZONE, 'en', at('2015-12-31T23:59:59'))).toBe('by the end of 14 March 2016 (24:00)');
    // New Year's Eve in Shanghai while it is still the old year in UTC.
    expect(describeDeadline(at('2017-01-01T00:00:00'), ZONE, 'zh', at('2016-01-01T00:30:00'))).toBe('12月31日（含）24时前');
  });

  it('a point in time has its clock', () => {
    expect(describeInstant(at('2016-03-14T09:05:00'), ZONE, 'zh')).toBe('2016年3月14日09:05');
    expect(describeInstant(at('2016-03-14T09:05:00'), ZONE, 'en')).toBe('14 March 2016, 09:05');
  });

  it.each([
    ['by 2016-03-14', '2016年3月14日（含）24时前', 'by the end of 14 March 2016 (24:00)'],
    ['by 2016-03-14 17:30', '2016年3月14日17:30（含）前', 'by 17:30 on 14 March 2016, that minute included'],
    ['before 2016-03-14', '2016年3月14日（不含）前', 'before 14 March 2016 begins'],
    ['before 2016-03-14 09:00', '2016年3月14日09:00前', 'before 09:00 on 14 March 2016'],
    ['on 2016-03-14', '2016年3月14日当日', 'on 14 March 2016'],
    ['during 2017', '2017年内', 'during 2017'],
    ['during 2017-03', '2017年3月内', 'during March 2017'],
    ['2018-12-01 to 2018-12-31', '2018年12月1日至2018年12月31日（含）', 'from 1 December 2018 to 31 December 2018, both included'],
    ['5 working days after published', '“公布”之后5个工作日（当日不计，至24时）', '5 working days after “公布” (its own day not counted, until 24:00)'],
    ['1 month before published', '“公布”之前1个月（当日不计，至24时）', '1 month before “公布” (its own day not counted, until 24:00)'],
    ['48 hours after published', '“公布”之后48小时', '48 hours after “公布”'],
    ['by end of 2018', '2018年底（12月31日，含）24时前', 'by the end of 2018 (31 December, 24:00)'],
    ['by end of 2018-06', '2018年6月底（含最后一日）24时前', 'by the end of June 2018 (its last day, 24:00)'],
    ['during end of 2018', '2018年底（12月内）', 'at the end of 2018 (in December)'],
    ['during 2017, set by province', '2017年内，具体日子由“province”确定', 'during 2017, the day to be set by “province”'],
    ['3 years after published, not after ends', '“公布”之后3年（当日不计，至24时），且不晚于“ends”', '3 years after “公布” (its own day not counted, until 24:00), and not after “ends”'],
    ['by 11-30 each year from 2022', '自2022年起每年11月30日（含）24时前', 'each year from 2022 by the end of 30 November'],
    ['set by local, not after province_due', '由“local”确定，不晚于“province_due”', 'set by “local”, not after “province_due”'],
  ])('%s is %s', (text, zh, en) => {
    const rule = parseDateRule(text);
    if (isDateRuleError(rule)) throw new Error(rule.message.en);
    const nameOf = (key: string): string => (key === 'published' ? '公布' : key);
    expect(describeRule(rule, 'zh', nameOf)).toBe(zh);
    expect(describeRule(rule, 'en', nameOf)).toBe(en);
  });

  it('a rule without names keeps its keys', () => {
    expect(describe({ kind: 'set', by: 'local', notAfter: 'due' }, ZONE, 'zh')).toBe('由“local”确定，不晚于“due”');
    expect(describeLength({ amount: 1, unit: 'working_days' }, 'en')).toBe('1 working day');
  });

  it.each([
    ['2016-03-10T10:00:00', '还剩2个工作日', '2 working days left'],
    ['2016-03-11T23:59:59', '还剩1个工作日', '1 working day left'],
    ['2016-03-14T00:00:00', '今天截止，还剩24小时', 'closes today, 24 hours left'],
    ['2016-03-14T22:30:00', '今天截止，还剩1小时', 'closes today, 1 hour left'],
    ['2016-03-14T23:59:30', '今天截止，还剩1分钟', 'closes today, 1 minute left'],
    ['2016-03-15T00:00:00', '已逾期1个工作日', '1 working day overdue'],
    ['2016-03-21T08:00:00', '已逾期5个工作日', '5 working days overdue'],
  ])('at %s, due by 14 March: %s', (now, zh, en) => {
    expect(describeRemaining(at(now), at('2016-03-15T00:00:00'), context, 'zh')).toBe(zh);
    expect(describeRemaining(at(now), at('2016-03-15T00:00:00'), context, 'en')).toBe(en);
  });

  it('what is left over a holiday is said in days, and what has just closed is not overdue yet', () => {
    expect(describeRemaining(at('2022-10-01T09:00:00'), at('2022-10-06T00:00:00'), context, 'zh')).toBe('还剩4天（其间无工作日）');
    expect(describeRemaining(at('2016-03-14T17:31:00'), at('2016-03-14T17:31:00'), context, 'zh')).toBe('已截止');
  });
});
