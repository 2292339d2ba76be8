import { describe, expect, it } from 'vitest';
import { calendarKnownIn } from './known-in.js';
import { WorkingCalendar } from './working-calendar.js';

describe('the calendar as it could be known in a year', () => {
  it('has the arrangements up to that year and calls everything later provisional', () => {
    const then = calendarKnownIn(2016);
    expect(then.coverage?.to.slice(0, 7)).toBe('2016-12');
    expect(then.day('2016-10-08')).toMatchObject({ working: true, provisional: false });
    expect(then.day('2017-10-09')).toMatchObject({ provisional: true });
    expect(new WorkingCalendar().day('2017-10-09')).toMatchObject({ provisional: false });
  });

  it('does not know the December days that the next arrangement touched', () => {
    // 2018-12-29 was worked and 2018-12-31 off by the arrangement of 2019.
    expect(new WorkingCalendar().day('2018-12-29')).toMatchObject({ working: true, provisional: false });
    expect(calendarKnownIn(2018).day('2018-12-29')).toMatchObject({ working: false, provisional: true });
    expect(calendarKnownIn(2019).day('2018-12-29')).toMatchObject({ working: true, provisional: false });
  });

  it('knows nothing but weekends and statutory days before the first arrangement', () => {
    expect(calendarKnownIn(1999).coverage).toBeUndefined();
    expect(calendarKnownIn(1999).day('2016-03-14')).toMatchObject({ working: true, provisional: true });
  });
});
