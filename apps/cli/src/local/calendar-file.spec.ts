import { describe, expect, it } from 'vitest';
import { CommandFailed } from '../failure.js';
import { readCalendarFile } from './calendar-file.js';

const failing = (file: string, content: string): { readonly where: string | undefined; readonly what: string | undefined } => {
  try {
    readCalendarFile(file, content);
  } catch (error) {
    if (error instanceof CommandFailed) return { where: error.text.where, what: error.text.what.en };
    throw error;
  }
  throw new Error('it was taken');
};

describe('a calendar file', () => {
  it('in YAML names the days of each holiday, spans and single ones', () => {
    expect(readCalendarFile('2027.yaml', 'holidays:\n  元旦: { off: 2027-01-01 to 2027-01-03, work: [2027-01-09] }\n  国庆节:\n    off: 2027-10-01\n')).toEqual([
      { date: '2027-01-01', working: false, name: '元旦' },
      { date: '2027-01-02', working: false, name: '元旦' },
      { date: '2027-01-03', working: false, name: '元旦' },
      { date: '2027-01-09', working: true, name: '元旦' },
      { date: '2027-10-01', working: false, name: '国庆节' },
    ]);
  });

  it('in CSV names a day a line, with or without a heading and a BOM', () => {
    expect(readCalendarFile('2027.csv', '\uFEFF日期,安排,名称\r\n2027-01-01,off,元旦\r\n# 调休\r\n2027-01-09,上班,\r\n\r\n')).toEqual([
      { date: '2027-01-01', working: false, name: '元旦' },
      { date: '2027-01-09', working: true, name: null },
    ]);
  });

  it.each([
    ['a.yaml', 'holidays:\n  元旦: { off: 2027-02-30 }\n', 'a.yaml:2', /no day/],
    ['a.yaml', 'holidays:\n  元旦:\n    off: 2027-01-01\n    free: 2027-01-02\n', 'a.yaml:4', /off and work/],
    ['a.yaml', 'holidays:\n  元旦: { off: 2027-01-03 to 2027-01-01 }\n', 'a.yaml:2', /ends .* before it begins/],
    ['a.yaml', 'holidays:\n  元旦: { off: 2027-01-01 }\n  春节: { work: 2027-01-01 }\n', 'a.yaml:3', /already/],
    ['a.yaml', 'days: 1\n', 'a.yaml:1', /holidays is missing/],
    ['a.yaml', 'holidays: {a: [}\n', 'a.yaml:1', /no YAML/],
    ['a.csv', '2027-01-01,free,\n', 'a.csv:1', /off or work/],
    ['a.csv', '', 'a.csv:1', /names no day/],
    ['a.csv', 'x'.repeat(1_000_001), 'a.csv:1', /larger than/],
    ['a.yaml', 'holidays:\n  a: { off: 2027-01-01 to 2031-01-01 }\n', 'a.yaml:1', /at most 1000 days/],
  ])('%s %j is refused at %s', (file, content, where, what) => {
    const fault = failing(file, content);
    expect(fault.where).toBe(where);
    expect(fault.what).toMatch(what);
  });
});
