import { coverageOf, publishedHolidays, type HolidayData } from './holiday-data.js';
import type { CivilDate } from './model.js';
import { WorkingCalendar } from './working-calendar.js';

/**
 * The calendar as it could be known during a year: the arrangement of the next year is published in its last weeks and
 * counts as unknown until the next year begins, together with the December days that it touches. What rests on later
 * working days is provisional (暂定), as it was then.
 */
export function calendarKnownIn(year: number, data: HolidayData = publishedHolidays()): WorkingCalendar {
  const lastYear = `${String(year)}-12-31`;
  const known = upTo(data, lastYear);
  const coverage = coverageOf(known);
  if (coverage === undefined || coverage.to >= lastYear) return new WorkingCalendar({ data: known });
  // Coverage stops where the next arrangement may begin; its days in this December were not known yet.
  return new WorkingCalendar({ data: upTo(data, coverage.to) });
}

function upTo({ off, worked }: HolidayData, last: CivilDate): HolidayData {
  const kept = (days: ReadonlyMap<CivilDate, string>): ReadonlyMap<CivilDate, string> => new Map([...days].filter(([date]) => date <= last));
  return { off: kept(off), worked: kept(worked) };
}
