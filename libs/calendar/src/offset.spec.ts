import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './civil-date.js';
import { offsetInstant } from './offset.js';
import type { Offset } from './parse-offset.js';
import { WorkingCalendar } from './working-calendar.js';
import { instantAt, wallClock } from './zone.js';

const context = { zone: 'Asia/Shanghai', calendar: new WorkingCalendar() };
const at = (iso: string): number => Date.parse(`${iso}+08:00`);
const close = at('2016-03-15T00:00:00');

describe('a rung of a ladder', () => {
  it.each([
    [-3, 'working_days', '2016-03-09T09:00:00'],
    [-1, 'working_days', '2016-03-11T09:00:00'],
    [-1, 'days', '2016-03-13T09:00:00'],
    [0, 'days', '2016-03-14T09:00:00'],
    [0, 'working_days', '2016-03-14T09:00:00'],
    [1, 'working_days', '2016-03-15T09:00:00'],
    [5, 'working_days', '2016-03-21T09:00:00'],
    [7, 'days', '2016-03-21T09:00:00'],
    [-2, 'hours', '2016-03-14T22:00:00'],
    [-30, 'minutes', '2016-03-14T23:30:00'],
    [0, 'minutes', '2016-03-15T00:00:00'],
  ] as const)('%i %s from a close at 24:00 on 14 March is at %s', (amount, unit, iso) => {
    expect(offsetInstant(close, { amount, unit }, context)).toBe(at(iso));
  });

  it('on the day of a close that is no working day comes on the last working day before it', () => {
    const sunday = at('2016-03-14T00:00:00');
    expect(offsetInstant(sunday, { amount: 0, unit: 'working_days' }, context)).toBe(at('2016-03-11T09:00:00'));
    expect(offsetInstant(sunday, { amount: 0, unit: 'days' }, context)).toBe(at('2016-03-13T09:00:00'));
  });

  it('on the day of a close before working hours comes the day before, not after the close', () => {
    const early = at('2016-03-14T08:30:00');
    expect(offsetInstant(early, { amount: 0, unit: 'days' }, context)).toBe(at('2016-03-13T09:00:00'));
    expect(offsetInstant(early, { amount: 0, unit: 'working_days' }, context)).toBe(at('2016-03-11T09:00:00'));
    expect(offsetInstant(early, { amount: 1, unit: 'working_days' }, context)).toBe(at('2016-03-15T09:00:00'));
  });

  const instants = fc.record({ day: fc.integer({ min: 0, max: 8000 }), minute: fc.integer({ min: 0, max: 1439 }) }).map(({ day, minute }) => instantAt(addDays('2005-01-01', day), minute, 'Asia/Shanghai'));
  const offsets: fc.Arbitrary<Offset> = fc.record({ amount: fc.integer({ min: -30, max: 30 }), unit: fc.constantFrom('minutes', 'hours', 'days', 'working_days') });

  it('lies before the close where it is meant to, and after it where it is meant to', () => {
    fc.assert(
      fc.property(instants, offsets, (from, offset) => {
        const instant = offsetInstant(from, offset, context);
        const exact = offset.unit === 'minutes' || offset.unit === 'hours';
        if (offset.amount < 0 || (offset.amount === 0 && !exact)) expect(instant).toBeLessThan(from);
        else if (offset.amount > 0) expect(instant).toBeGreaterThan(from);
        else expect(instant).toBe(from);
      }),
    );
  });

  it('in days comes at nine in the morning, in working days on a working day', () => {
    fc.assert(
      fc.property(instants, offsets, (from, offset) => {
        fc.pre(offset.unit === 'days' || offset.unit === 'working_days');
        const { date, minutes } = wallClock(offsetInstant(from, offset, context), context.zone);
        expect(minutes).toBe(540);
        if (offset.unit === 'working_days') expect(context.calendar.isWorkingDay(date)).toBe(true);
      }),
    );
  });

  it('keeps the order of the ladder', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -20, max: 19 }), fc.constantFrom('days', 'working_days'), (from, amount, unit) => {
        expect(offsetInstant(from, { amount, unit }, context)).toBeLessThanOrEqual(offsetInstant(from, { amount: amount + 1, unit }, context));
      }),
    );
  });
});
