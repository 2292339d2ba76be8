import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, civilParts, dateOfDayNumber, dayNumber, parseCivilDate } from './civil-date.js';
import { dateAt, endOfDay, instantAt, startOfDay, UnknownZoneError, wallClock, zoneOffset } from './zone.js';

const utc = Date.parse;

describe('a civil date', () => {
  it('exists or does not', () => {
    expect(['2016-02-29', '2000-02-29', '0001-01-01'].map((date) => parseCivilDate(date) !== undefined)).toEqual([true, true, true]);
    expect(['2015-02-29', '1900-02-29', '2016-04-31', '2016-00-10', '2016-1-1', '0000-01-01', ' 2016-01-01'].map(parseCivilDate)).toEqual(Array(7).fill(undefined));
  });

  it('plus months clamps to the end of the month', () => {
    expect([addMonths('2016-01-31', 1), addMonths('2015-01-31', 1), addMonths('2016-03-31', -1), addMonths('2016-12-15', 1), addMonths('2016-01-15', -13)]).toEqual(['2016-02-29', '2015-02-28', '2016-02-29', '2017-01-15', '2014-12-15']);
  });

  it('and its day number are the same thing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (n) => {
        expect(dayNumber(dateOfDayNumber(n))).toBe(n);
      }),
    );
  });
});

describe('wall clock and instant', () => {
  it('agree in Shanghai today', () => {
    expect(startOfDay('2016-03-15', 'Asia/Shanghai')).toBe(utc('2016-03-14T16:00:00Z'));
    expect(wallClock(utc('2016-03-14T15:59:59.999Z'), 'Asia/Shanghai')).toEqual({ date: '2016-03-14', minutes: 1439 });
  });

  it('agree in Shanghai in the summers of 1986–1991', () => {
    expect(startOfDay('1988-07-01', 'Asia/Shanghai')).toBe(utc('1988-06-30T15:00:00Z'));
    expect(startOfDay('1988-12-01', 'Asia/Shanghai')).toBe(utc('1988-11-30T16:00:00Z'));
    for (const day of ['1986-05-04', '1986-09-14', '1991-04-14', '1991-09-15']) {
      expect(dateAt(startOfDay(day, 'Asia/Shanghai'), 'Asia/Shanghai')).toBe(day);
      expect([23, 25]).toContain((endOfDay(day, 'Asia/Shanghai') - startOfDay(day, 'Asia/Shanghai')) / 3_600_000);
    }
  });

  it('a skipped wall time is the first instant after the gap, a repeated one the earlier', () => {
    expect(instantAt('2024-03-10', 150, 'America/New_York')).toBe(utc('2024-03-10T07:00:00Z'));
    expect(instantAt('2024-11-03', 90, 'America/New_York')).toBe(utc('2024-11-03T05:30:00Z'));
    // Midnight itself is skipped, and a whole day is.
    expect(startOfDay('2024-04-26', 'Africa/Cairo')).toBe(utc('2024-04-25T22:00:00Z'));
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
  });

  it('knows offsets that are no whole hours, and local mean time', () => {
    expect(zoneOffset(utc('2024-01-01T00:00:00Z'), 'Asia/Kathmandu')).toBe(20_700_000);
    expect(zoneOffset(utc('1900-12-31T15:54:17Z'), 'Asia/Shanghai') - zoneOffset(utc('1900-12-31T15:54:16Z'), 'Asia/Shanghai')).toBe(-343_000);
    expect(zoneOffset(utc('1890-01-01T00:00:00Z'), 'Asia/Shanghai')).toBe((8 * 3600 + 5 * 60 + 43) * 1000);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => zoneOffset(0, 'Asia/Shenyang')).toThrow(UnknownZoneError);
  });

  it('a day begins on itself, the instant before belongs to an earlier day, and days follow without a hole', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia');
    fc.assert(
      fc.property(zones, fc.integer({ min: -10_000, max: 25_000 }), (zone, n) => {
        const date = addDays('1970-01-01', n);
        fc.pre(!(zone === 'Pacific/Apia' && date === '2011-12-30'));
        const start = startOfDay(date, zone);
        expect(dateAt(start, zone)).toBe(date);
        expect(dateAt(start - 1, zone) < date).toBe(true);
        expect(endOfDay(date, zone)).toBe(startOfDay(addDays(date, 1), zone));
        expect(civilParts(date).day).toBe(Number(date.slice(8)));
      }),
      { numRuns: 500 },
    );
  });
});
