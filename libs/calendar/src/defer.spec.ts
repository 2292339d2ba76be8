import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deferInstant } from './defer.js';
import type { LengthUnit } from './model.js';
import { WorkingCalendar } from './working-calendar.js';

const zone = 'Asia/Shanghai';
const context = { zone, calendar: new WorkingCalendar() };
const at = (text: string): number => Date.parse(`${text}+08:00`);
const deferred = (due: string, since: string, until: string, unit: LengthUnit): string =>
  new Date(deferInstant(at(due), at(since), at(until), unit, context) + 8 * 3_600_000).toISOString().slice(0, 16);

describe('what remained of a time', () => {
  it('is kept in civil days, to the end of the day', () => {
    // 03-10 to 03-14: four days remain, from 03-20 on.
    expect(deferred('2016-03-15T00:00', '2016-03-10T10:00', '2016-03-20T16:00', 'days')).toBe('2016-03-25T00:00');
    expect(deferred('2016-03-15T00:00', '2016-03-10T10:00', '2016-03-20T16:00', 'months')).toBe('2016-03-25T00:00');
  });

  it('is kept in working days over weekends and holidays', () => {
    // Friday 03-11 to Tuesday 03-15: two working days remain; from Friday 04-01 over Tomb-Sweeping (04-04 off): 04-05, 04-06.
    expect(deferred('2016-03-16T00:00', '2016-03-11T10:00', '2016-04-01T09:00', 'working_days')).toBe('2016-04-07T00:00');
  });

  it('keeps the hour at which it closes', () => {
    expect(deferred('2016-03-14T18:00', '2016-03-10T10:00', '2016-03-11T10:00', 'days')).toBe('2016-03-15T18:00');
    expect(deferred('2016-03-14T18:00', '2016-03-10T10:00', '2016-03-15T10:00', 'working_days')).toBe('2016-03-17T18:00');
  });

  it('is exact in hours and minutes', () => {
    expect(deferred('2016-03-14T18:07', '2016-03-14T10:00', '2016-03-14T11:30', 'hours')).toBe('2016-03-14T19:37');
  });

  it('is the same day where it was suspended and resumed on one day', () => {
    expect(deferred('2016-03-15T00:00', '2016-03-14T10:00', '2016-03-14T16:00', 'working_days')).toBe('2016-03-15T00:00');
  });

  it('never makes it due earlier, nor before it is resumed', () => {
    const minute = fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => at('2016-01-01T00:00') + minutes * 60_000);
    const units = fc.constantFrom<LengthUnit>('minutes', 'hours', 'days', 'working_days', 'weeks', 'months', 'years');
    fc.assert(
      fc.property(fc.tuple(minute, minute, minute).map((all) => all.toSorted((a, b) => a - b) as [number, number, number]), fc.boolean(), units, ([a, b, c], dueLast, unit) => {
        // Either due after the resume or while it is suspended, always ahead at the suspension.
        const [due, until] = dueLast ? [c, b] : [b, c];
        fc.pre(due > a);
        const to = deferInstant(due, a, until, unit, context);
        expect(to).toBeGreaterThanOrEqual(due);
        if (unit === 'minutes') expect(to - until).toBe(due - a);
        if (unit === 'days' && due % 86_400_000 === at('2016-01-01T00:00') % 86_400_000) expect(to).toBeGreaterThan(until);
      }),
      { numRuns: 300 },
    );
  });
});
