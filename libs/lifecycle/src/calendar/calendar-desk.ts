/** The installation's calendar as its administrators keep it: days entered by hand, and what is in force. */
import { addDays, parseCivilDate, type CalendarDay, type CivilDate, type Coverage, type DaySource } from '@shidian/calendar';
import type { BusinessClock } from '../ports/identity.js';
import type { CalendarStore, OwnDay } from '../ports/calendar-store.js';
import type { CalendarSource } from './calendars.js';

export interface CalendarBook {
  readonly year: number;
  readonly version: string;
  /** What is arranged; beyond it every day is provisional. */
  readonly coverage: Coverage | null;
  readonly days: readonly (CalendarDay & { readonly source: DaySource; readonly weekend: boolean })[];
}

export class CalendarDesk {
  constructor(
    private readonly store: CalendarStore,
    private readonly calendars: CalendarSource,
    private readonly clock: BusinessClock,
  ) {}

  /** The days of a year by the calendar in force. */
  async year(year: number): Promise<CalendarBook> {
    return await bookOf(this.calendars, year);
  }

  /** Takes effect with the next calendar update. */
  async enter(days: readonly { readonly date: CivilDate; readonly working: boolean; readonly name: string | null }[], by: string): Promise<void> {
    const at = this.clock.now();
    await this.store.enterDays(days.map((day) => ({ ...day, enteredBy: by, enteredAt: at })));
  }

  /** How many of them had been entered. */
  async remove(dates: readonly CivilDate[]): Promise<number> {
    return await this.store.removeDays(dates);
  }

  async own(): Promise<readonly OwnDay[]> {
    return await this.store.ownDays();
  }
}

/** Every day of a year by the calendar in force: what it is, why, and whether it may still change. */
export async function bookOf(calendars: CalendarSource, year: number): Promise<CalendarBook> {
  const calendar = await calendars.inForce();
  const days: CalendarBook['days'][number][] = [];
  for (let date = `${year}-01-01`; parseCivilDate(date)?.year === year; date = addDays(date, 1)) {
    const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
    days.push({ ...calendar.day(date), source: calendar.sourceOf(date), weekend });
  }
  return { year, version: calendar.version, coverage: calendar.coverage ?? null, days };
}
