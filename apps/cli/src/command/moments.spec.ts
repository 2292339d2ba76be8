import { describe, expect, it } from 'vitest';
import { withMoments } from './moments.js';

const now = Date.UTC(2016, 2, 13, 17, 30);

describe('moments in a date rule', () => {
  it.each([
    ['by {today}', 'by 2016-03-14'],
    ['{today-1d} to {today+30d}', '2016-03-13 to 2016-04-13'],
    ['by {now+5m}', 'by 2016-03-14 01:35'],
    ['before {now-2h}', 'before 2016-03-13 23:30'],
    ['by 2016-03-18', 'by 2016-03-18'],
  ])('%s is %s', (rule, meant) => {
    expect(withMoments(rule, now)).toBe(meant);
  });

  it.each(['by {tomorrow}', 'by {today+7}', 'by {now+5y}'])('%s is refused as it stands', (rule) => {
    expect(() => withMoments(rule, now)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
