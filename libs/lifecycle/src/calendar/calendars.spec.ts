import { publishedHolidays, WorkingCalendar } from '@shidian/calendar';
import { describe, expect, it } from 'vitest';
import type { CalendarStore, StoredCalendar } from '../ports/calendar-store.js';
import type { DateRow } from '../ports/rows.js';
import { CALENDAR_ROW } from './calendar-row.js';
import { Calendars } from './calendars.js';

/** What a database would hold, in a list; the rules under test are those of {@link Calendars}. */
function holding(rows: StoredCalendar[]): CalendarStore {
  return {
    inForce: () => Promise.resolve(rows.at(-1)),
    oldest: () => Promise.resolve(rows[0]),
    version: (version: string) => Promise.resolve(rows.findLast((row) => row.version === version)),
    putInForce: (calendar: StoredCalendar) => Promise.resolve(rows.push(calendar) > 0),
  } as unknown as CalendarStore;
}

const clock = { now: () => 0 };
const stored = (version: string): StoredCalendar => ({ version, data: publishedHolidays(), own: [], appliedBy: null, documentNumber: null, appliedAt: 0 });
const naming = (version: string): readonly DateRow[] => [{ name: CALENDAR_ROW, scope: 'program', calendarVersion: version, setAt: 0, id: 'a' } as DateRow];

describe('the calendar that binds', () => {
  it('is the one that the newest calendar row names', async () => {
    const calendars = new Calendars(holding([stored('one'), stored('two')]), clock);
    expect((await calendars.of(naming('two'))).version).toBe('two');
    expect((await calendars.of([])).version).toBe('one');
    expect((await calendars.inForce()).version).toBe('two');
  });

  it('is the first of the installation where the named one was never stored', async () => {
    expect((await new Calendars(holding([stored('one')]), clock).of(naming('lost'))).version).toBe('one');
  });

  it('is found though nothing was ever stored and the name is that of this release', async () => {
    const rows: StoredCalendar[] = [];
    const { version } = new WorkingCalendar();
    const calendars = new Calendars(holding(rows), clock);
    const all = await Promise.all([calendars.of(naming(version)), calendars.of(naming(version)), calendars.of([]), calendars.inForce()]);
    expect(all.map((calendar) => calendar.version)).toEqual([version, version, version, version]);
    expect(rows.map((row) => row.version)).toContain(version);
  });
});
