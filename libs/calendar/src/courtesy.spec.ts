import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courteousInstant, type Courtesy } from './courtesy.js';
import { WorkingCalendar } from './working-calendar.js';
import { wallClock } from './zone.js';

const calendar = new WorkingCalendar();
const zone = 'Asia/Shanghai';
const hours = { from: 8 * 60 + 30, to: 17 * 60 + 30 };
const office: Courtesy = { hours, days: 'working', quiet: [] };
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const said = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16);
const late = at('2030-01-01T00:00');
const courteous = (text: string, before = late, courtesy = office): string => said(courteousInstant(at(text), before, courtesy, { zone, calendar }));

describe('a reminder that keeps to working hours', () => {
  it('stands where it is within them, and moves to the next one else', () => {
    expect(courteous('2016-03-10T10:00')).toBe('2016-03-10T10:00');
    expect(courteous('2016-03-10T08:30')).toBe('2016-03-10T08:30');
    expect(courteous('2016-03-10T07:59')).toBe('2016-03-10T08:30');
    expect(courteous('2016-03-10T17:30')).toBe('2016-03-11T08:30');
    expect(courteous('2016-03-11T18:00')).toBe('2016-03-14T08:30');
  });

  it('knows holidays and the days worked in their place', () => {
    // National Day 2026: 10-01 to 10-07 off, 09-20 (Sunday) and 10-10 (Saturday) worked.
    expect(courteous('2026-09-30T20:00')).toBe('2026-10-08T08:30');
    expect(courteous('2026-10-10T06:00')).toBe('2026-10-10T08:30');
  });

  it('passes over days that are to be quiet, also where every day counts', () => {
    const quiet = [{ from: '2016-03-10', to: '2016-03-12' }];
    expect(courteous('2016-03-10T10:00', late, { hours, days: 'all', quiet })).toBe('2016-03-13T08:30');
    expect(courteous('2016-03-09T10:00', late, { hours, days: 'all', quiet })).toBe('2016-03-09T10:00');
  });

  it('never comes past the deadline: then it comes when it was to come', () => {
    expect(courteous('2016-03-11T20:00', at('2016-03-13T00:00'))).toBe('2016-03-11T20:00');
    expect(courteous('2016-03-14T06:00', at('2016-03-14T08:30'))).toBe('2016-03-14T06:00');
    expect(courteous('2016-03-14T06:00', at('2016-03-14T08:31'))).toBe('2016-03-14T08:30');
    // A year of quiet is not waited for.
    expect(courteous('2016-03-10T06:00', late, { hours, days: 'all', quiet: [{ from: '2016-01-01', to: '2017-12-31' }] })).toBe('2016-03-10T06:00');
  });

  it('is never earlier than it was to be, keeps to the hours or to its place, and moves no second time', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2016-01-01T00:00'), max: at('2016-12-31T00:00') }), fc.integer({ min: 1, max: 20 * 86_400_000 }), (instant, ahead) => {
        const before = instant + ahead;
        const moved = courteousInstant(instant, before, office, { zone, calendar });
        expect(moved).toBeGreaterThanOrEqual(instant);
        expect(moved).toBeLessThan(before);
        const { date, minutes } = wallClock(moved, zone);
        expect(moved === instant || (calendar.isWorkingDay(date) && minutes >= hours.from && minutes < hours.to)).toBe(true);
        expect(courteousInstant(moved, before, office, { zone, calendar })).toBe(moved);
      }),
    );
  });
});
