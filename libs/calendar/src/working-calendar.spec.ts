import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './civil-date.js';
import { publishedHolidays } from './holiday-data.js';
import { statutoryHolidays } from './statutory.js';
import { WorkingCalendar } from './working-calendar.js';

const calendar = new WorkingCalendar();
const lastCovered = calendar.coverage!.to;
const firstUncovered = addDays(lastCovered, 1);

describe('the working calendar', () => {
  it('knows weekends, holidays and the weekend days worked in exchange', () => {
    expect(calendar.day('2022-10-09')).toEqual({ date: '2022-10-09', working: true, name: '国庆节调休', provisional: false });
    expect(calendar.day('2022-10-07')).toEqual({ date: '2022-10-07', working: false, name: '国庆节', provisional: false });
    expect(calendar.day('2022-10-11')).toEqual({ date: '2022-10-11', working: true, provisional: false });
    expect(calendar.day('2022-10-16')).toEqual({ date: '2022-10-16', working: false, provisional: false });
  });

  it('has seven days off for National Day 2026, between two worked weekend days', () => {
    const days = Array.from({ length: 21 }, (_, n) => addDays('2026-09-20', n));
    expect(days.filter((day) => !calendar.isWorkingDay(day))).toEqual([
      ...['2026-09-25', '2026-09-26', '2026-09-27'],
      ...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
    ]);
    expect([calendar.day('2026-09-20').name, calendar.day('2026-10-10').name]).toEqual(['国庆节调休', '国庆节调休']);
  });

  it('covers whole years of arrangements but not the last days of December, which the next arrangement may take', () => {
    const years = [...publishedHolidays().off.keys()].map((date) => date.slice(0, 4)).sort();
    expect(calendar.coverage!.from).toBe(`${years[0]!}-01-01`);
    expect(lastCovered).toBe(`${years.at(-1)!}-12-28`);
    expect(calendar.day(lastCovered).provisional).toBe(false);
    expect(calendar.day(firstUncovered).provisional).toBe(true);
    expect(calendar.day('2018-12-29')).toEqual({ date: '2018-12-29', working: true, name: '元旦调休', provisional: false });
  });

  it('answers beyond coverage with weekends and statutory holidays, and says that it is provisional', () => {
    expect(calendar.day('2031-10-02')).toEqual({ date: '2031-10-02', working: false, name: '国庆节', provisional: true });
    expect(calendar.day('2031-10-06')).toEqual({ date: '2031-10-06', working: true, provisional: true });
    expect(calendar.day('2031-10-11')).toEqual({ date: '2031-10-11', working: false, provisional: true });
    expect(calendar.day('1999-10-01').provisional).toBe(true);
  });

  it('lets overrides win, and changes its version with them', () => {
    const stormy = new WorkingCalendar({ overrides: [{ date: '2022-10-11', working: false, name: '台风停工', provisional: false }] });
    expect(stormy.isWorkingDay('2022-10-11')).toBe(false);
    expect(stormy.addWorkingDays('2022-09-28', 6)).toBe('2022-10-12');
    expect(stormy.version).not.toBe(calendar.version);
    expect(new WorkingCalendar().version).toBe(calendar.version);
    expect(stormy.coverage).toEqual(calendar.coverage);
  });

  it('has the same version whatever the order of its overrides', () => {
    const a = { date: '2027-01-01', working: false, provisional: false };
    const b = { date: '2027-01-04', working: false, provisional: true };
    expect(new WorkingCalendar({ overrides: [a, b] }).version).toBe(new WorkingCalendar({ overrides: [b, a] }).version);
    expect(new WorkingCalendar({ overrides: [a, b] }).version).not.toBe(new WorkingCalendar({ overrides: [a, { ...b, provisional: false }] }).version);
  });

  it('covers a further year when its arrangement is entered as overrides', () => {
    const year = Number(lastCovered.slice(0, 4)) + 1;
    const entered = (provisional: boolean): WorkingCalendar =>
      new WorkingCalendar({ overrides: [...statutoryHolidays(year)].map(([date, name]) => ({ date, name, working: false, provisional })) });
    expect(entered(false).coverage).toEqual({ from: calendar.coverage!.from, to: `${year}-12-28` });
    expect(entered(false).day(`${year}-03-10`).provisional).toBe(false);
    expect(entered(true).coverage).toEqual(calendar.coverage);
  });

  it('covers only the unbroken run of years up to the last', () => {
    const years = ['2010', '2012', '2013'].map((year): [string, string] => [`${year}-10-01`, '国庆节']);
    expect(new WorkingCalendar({ data: { off: new Map(years), worked: new Map() } }).coverage).toEqual({ from: '2012-01-01', to: '2013-12-31' });
  });

  it('is provisional throughout when nothing is arranged', () => {
    const empty = new WorkingCalendar({ data: { off: new Map(), worked: new Map() } });
    expect(empty.coverage).toBeUndefined();
    expect(empty.day('2022-10-03')).toMatchObject({ working: false, provisional: true });
  });

  it('refuses a date that does not exist', () => {
    expect(() => calendar.isWorkingDay('2022-02-30')).toThrow('2022-02-30');
    expect(() => new WorkingCalendar({ overrides: [{ date: '2022-13-01', working: true, provisional: false }] })).toThrow('2022-13-01');
    expect(() => calendar.addWorkingDays('2022-02-28', 1.5)).toThrow(RangeError);
  });
});

describe('statutory holidays', () => {
  it('agree with every published year since 2025 on the days that the regulation names', () => {
    const { off } = publishedHolidays();
    for (let year = 2025; year <= Number(lastCovered.slice(0, 4)); year += 1) {
      const days = [...statutoryHolidays(year)];
      expect(days.map(([date]) => [date, off.has(date)])).toEqual(days.map(([date]) => [date, true]));
    }
  });

  it('are thirteen a year, fewer only where two of them meet', () => {
    const named = (year: number): number => statutoryHolidays(year).size;
    expect([2025, 2026, 2027, 2029].map(named)).toEqual([13, 13, 13, 13]);
    // Mid-Autumn falls on 3 October 2028 and on 1 October 2031.
    expect([2028, 2031].map(named)).toEqual([12, 12]);
  });

  it('can be reckoned for every year that a rule may reach', () => {
    for (let year = 1900; year <= 2200; year += 1) expect(statutoryHolidays(year).size).toBeGreaterThanOrEqual(11);
  });

  it('know the lunar days', () => {
    const of = (year: number, name: string): string[] => [...statutoryHolidays(year)].filter(([, n]) => n === name).map(([date]) => date);
    expect(of(2027, '春节')).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']);
    expect(of(2027, '端午')).toEqual(['2027-06-09']);
    expect(of(2027, '中秋')).toEqual(['2027-09-15']);
    expect(of(2027, '清明')).toEqual(['2027-04-05']);
  });
});

describe('counting working days', () => {
  const day = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays('2003-06-01', n));

  it('forward and back again comes home to a working day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -60, max: 60 }), (date, n) => {
        fc.pre(calendar.isWorkingDay(date));
        const there = calendar.addWorkingDays(date, n);
        expect(calendar.addWorkingDays(there, -n)).toBe(date);
        expect(calendar.workingDaysBetween(date, there)).toBe(n);
      }),
    );
  });

  it('in two parts is the same as at once', () => {
    fc.assert(
      fc.property(day, fc.nat(40), fc.nat(40), (date, a, b) => {
        expect(calendar.addWorkingDays(calendar.addWorkingDays(date, a), b)).toBe(calendar.addWorkingDays(date, a + b));
      }),
    );
  });
});
