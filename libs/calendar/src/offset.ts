/** When the rungs of a deadline's ladder are climbed: whole days land in working hours, minutes and hours are exact. */
import { addDays } from './civil-date.js';
import type { CivilDate } from './model.js';
import type { Offset } from './parse-offset.js';
import type { WorkingCalendar } from './working-calendar.js';
import { dateAt, instantAt } from './zone.js';

/** 09:00. */
const MORNING = 9 * 60;

export interface OffsetContext {
  readonly zone: string;
  readonly calendar: WorkingCalendar;
}

/**
 * `from` is a deadline's stored instant, the first outside; day 0 is the last day in time (03-14 for 03-15T00:00).
 * A rung on or before day 0 is never climbed after the close: where 09:00 is too late (a close at 08:30), it is the day before.
 */
export function offsetInstant(from: number, { amount, unit }: Offset, { zone, calendar }: OffsetContext): number {
  if (unit === 'minutes') return from + amount * 60_000;
  if (unit === 'hours') return from + amount * 3_600_000;
  const last = dateAt(from - 1, zone);
  const back = (date: CivilDate): CivilDate => (unit === 'days' ? addDays(date, -1) : calendar.addWorkingDays(date, -1));
  let day = unit === 'days' ? addDays(last, amount) : calendar.addWorkingDays(last, amount);
  if (unit === 'working_days' && amount === 0 && !calendar.isWorkingDay(day)) day = back(day);
  const instant = instantAt(day, MORNING, zone);
  return amount <= 0 && instant >= from ? instantAt(back(day), MORNING, zone) : instant;
}
