/** The same remainder, after something that was suspended goes on: in the unit in which the time was given. */
import { addDays, dayNumber } from './civil-date.js';
import type { LengthUnit } from './model.js';
import type { OffsetContext } from './offset.js';
import { dateAt, instantAt, wallClock } from './zone.js';

const DAY_MINUTES = 24 * 60;

/**
 * `due` is a stored instant (the first outside), still ahead at `since`; clocks stood still from `since` to `until`.
 * Minutes and hours are exact. Of days, weeks, months and years the remaining civil days are kept, of working days the
 * remaining working days, the day itself not counted, and the time of day at which it closes.
 */
export function deferInstant(due: number, since: number, until: number, unit: LengthUnit, { zone, calendar }: OffsetContext): number {
  if (unit === 'minutes' || unit === 'hours') return due + (until - since);
  const last = dateAt(due - 1, zone);
  const [stopped, resumed] = [dateAt(since, zone), dateAt(until, zone)];
  const day =
    unit === 'working_days'
      ? calendar.addWorkingDays(resumed, Math.max(0, calendar.workingDaysBetween(stopped, last)))
      : addDays(resumed, dayNumber(last) - dayNumber(stopped));
  const { minutes } = wallClock(due - 1, zone);
  const closes = minutes + 1 === DAY_MINUTES ? instantAt(addDays(day, 1), 0, zone) : instantAt(day, minutes + 1, zone);
  return Math.max(closes, due);
}
