import { dateAt, instantAt, type WorkingCalendar } from '@shidian/calendar';

export type WorkingDays = Pick<WorkingCalendar, 'isWorkingDay'>;

interface DigestSettings {
  /** Minutes after midnight. */
  readonly minutes: number;
  /** Zone of the installation, an IANA name. */
  readonly zone: string;
  readonly calendar: WorkingDays;
}

/**
 * The digest that is to be out at an instant: of which day, and of what was written before when. Undefined before the hour
 * and on days that are not worked; later on the same day it is the same one, so that a worker that was away makes up for it.
 */
export function digestDue(now: number, { minutes, zone, calendar }: DigestSettings): { readonly day: string; readonly before: number } | undefined {
  const day = dateAt(now, zone);
  const before = instantAt(day, minutes, zone);
  return now >= before && calendar.isWorkingDay(day) ? { day, before } : undefined;
}
