import { describe, expect, it } from 'vitest';
import { dayOf, lastDayOf, minuteOf, today } from './moment.js';

describe('moments in words', () => {
  it('are reckoned in Beijing time', () => {
    expect(minuteOf('2016-03-14T16:30:00.000Z', 'zh')).toBe('2016年3月15日 00:30');
    expect(minuteOf('2016-03-14T09:30:00.000Z', 'en')).toBe('14 March 2016 at 17:30');
    expect(dayOf('2016-03-14T16:00:00.000Z', 'zh')).toBe('2016年3月15日');
    expect(today(new Date('2016-03-14T16:00:00.000Z'))).toBe('2016-03-15');
  });

  it('name the last day that a close leaves open', () => {
    expect(lastDayOf('2016-03-14T16:00:00.000Z', 'zh')).toBe('2016年3月14日');
  });
});
