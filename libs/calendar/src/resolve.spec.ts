import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './civil-date.js';
import type { DateRule, ResolvedRule } from './model.js';
import { parseDateRule } from './parse-rule.js';
import { resolveDate, type Anchor, type ResolveContext } from './resolve.js';
import { isDateRuleError } from './rule-error.js';
import { WorkingCalendar } from './working-calendar.js';
import { dateAt, endOfDay, startOfDay } from './zone.js';

const ZONE = 'Asia/Shanghai';
const calendar = new WorkingCalendar();

function rule(text: string): DateRule {
  const parsed = parseDateRule(text);
  if (isDateRuleError(parsed)) throw new Error(`${text}: ${parsed.message.en}`);
  return parsed;
}
function resolve(text: string, anchors: Readonly<Record<string, Anchor>> = {}, more: Partial<ResolveContext> = {}): ResolvedRule {
  return resolveDate(rule(text), { zone: ZONE, calendar, anchor: (name) => anchors[name], ...more });
}
const at = (iso: string): number => Date.parse(`${iso}+08:00`);

describe('a date rule resolved', () => {
  it.each([
    ['by 2016-03-14', undefined, '2016-03-15T00:00:00'],
    ['by 2016-03-14 17:30', undefined, '2016-03-14T17:31:00'],
    ['by 2016-03-14 23:59', undefined, '2016-03-15T00:00:00'],
    ['before 2016-03-14', undefined, '2016-03-14T00:00:00'],
    ['before 2016-03-14 09:00', undefined, '2016-03-14T09:00:00'],
    ['on 2016-02-29', '2016-02-29T00:00:00', '2016-03-01T00:00:00'],
    ['during 2017', '2017-01-01T00:00:00', '2018-01-01T00:00:00'],
    ['during 2016-02', '2016-02-01T00:00:00', '2016-03-01T00:00:00'],
    ['during 2017-12', '2017-12-01T00:00:00', '2018-01-01T00:00:00'],
    ['2018-12-01 to 2018-12-31', '2018-12-01T00:00:00', '2019-01-01T00:00:00'],
    ['by 11-30 each year from 2022', undefined, '2022-12-01T00:00:00'],
  ])('%s opens %s and closes %s', (text, opens, closes) => {
    expect(resolve(text)).toEqual({ ...(opens === undefined ? {} : { opens: at(opens) }), closes: at(closes), provisional: false });
  });

  it('by is inclusive and before is not: they differ by a day', () => {
    expect(resolve('by 2016-03-14').closes! - resolve('before 2016-03-14').closes!).toBe(86_400_000);
  });

  it.each([
    // The intervals that the documents of Shenyang print only as dates (R-3-7, R-3-31, R-3-39, R-3-51).
    ['5 working days', '2021-11-30', '2021-12-07'],
    ['15 working days', '2022-10-09', '2022-10-28'],
    ['17 working days', '2022-10-18', '2022-11-10'],
    ['23 working days', '2022-12-19', '2023-01-20'],
    ['5 working days', '2022-09-28', '2022-10-10'],
    // National Day 2026: seven days off, 09-20 and 10-10 worked in exchange.
    ['1 working day', '2026-09-30', '2026-10-08'],
    ['3 working days', '2026-09-30', '2026-10-10'],
    ['1 working day', '2026-09-19', '2026-09-20'],
    ['2 weeks', '2016-03-01', '2016-03-15'],
    ['3 months', '2021-11-30', '2022-02-28'],
    ['1 year', '2016-02-29', '2017-02-28'],
    ['10 days', '2016-02-25', '2016-03-06'],
  ])('%s after %s is by %s', (length, issued, due) => {
    expect(resolve(`${length} after issued`, { issued: { at: at(`${issued}T10:20:30`) } })).toEqual({ closes: at(`${addDays(due, 1)}T00:00:00`), provisional: false });
    const midnight = at(`${issued}T00:00:00`);
    expect(resolve(`${length} after issued`, { issued: { opens: midnight, closes: midnight } }).closes).toBe(endOfDay(due, ZONE));
    expect(resolve(`by ${length} after issued`, { issued: resolve(`on ${issued}`) }).closes).toBe(endOfDay(due, ZONE));
  });

  it.each([
    ['3 working days before due', '2016-03-09'],
    ['1 day before due', '2016-03-13'],
    ['2 weeks before due', '2016-02-29'],
    ['1 month before due', '2016-02-14'],
  ])('%s, due by 2016-03-14, is by %s: the deadline belongs to its last day in time', (text, day) => {
    expect(resolve(text, { due: resolve('by 2016-03-14') }).closes).toBe(endOfDay(day, ZONE));
  });

  it('counts minutes and hours exactly', () => {
    expect(resolve('48 hours after raised', { raised: { at: at('2016-03-14T10:20:30') } }).closes).toBe(at('2016-03-16T10:20:30'));
    expect(resolve('90 minutes before due', { due: resolve('by 2016-03-14') }).closes).toBe(at('2016-03-14T22:30:00'));
  });

  it('takes a window’s opening for before and its closing for after', () => {
    const acceptance = resolve('2018-12-03 to 2018-12-14');
    expect(resolve('1 working day before acceptance', { acceptance }).closes).toBe(endOfDay('2018-11-30', ZONE));
    expect(resolve('1 working day after acceptance', { acceptance }).closes).toBe(endOfDay('2018-12-17', ZONE));
  });

  it('has no instant while its anchor has not happened', () => {
    expect(resolve('5 working days after announce.published')).toEqual({ provisional: false });
    expect(resolve('set by local, not after province_due')).toEqual({ provisional: false });
  });

  it('set by a party is the bound until set, and never goes beyond it', () => {
    const province = { province_due: resolve('by 2016-03-14') };
    const text = 'set by local, not after province_due';
    expect(resolve(text, province).closes).toBe(at('2016-03-15T00:00:00'));
    expect(resolve(text, province, { setValue: (party) => (party === 'local' ? at('2016-03-05T00:00:00') : undefined) }).closes).toBe(at('2016-03-05T00:00:00'));
    expect(resolve(text, province, { setValue: () => at('2016-03-20T00:00:00') }).closes).toBe(at('2016-03-15T00:00:00'));
  });

  it('each year gives the next occurrence that is still open, on the last day where February has no 29th', () => {
    const next = (text: string, after: string): number | undefined => resolve(text, {}, { after: at(after) }).closes;
    expect(next('by 11-30 each year from 2022', '2020-01-01T00:00:00')).toBe(at('2022-12-01T00:00:00'));
    expect(next('by 11-30 each year from 2022', '2023-11-30T23:59:59')).toBe(at('2023-12-01T00:00:00'));
    expect(next('by 11-30 each year from 2022', '2023-12-01T00:00:00')).toBe(at('2024-12-01T00:00:00'));
    expect(next('by 02-29 each year from 2022', '2022-01-01T00:00:00')).toBe(at('2022-03-01T00:00:00'));
  });

  it('is provisional where it rests on working days beyond the calendar, and so is what hangs on it', () => {
    const pinned = new WorkingCalendar({ data: { off: new Map([['2022-10-01', '国庆节']]), worked: new Map() } });
    const far = resolve('5 working days after issued', { issued: { at: at('2022-12-28T09:00:00') } }, { calendar: pinned });
    expect(far.provisional).toBe(true);
    expect(resolve('10 days after far', { far }, { calendar: pinned }).provisional).toBe(true);
    expect(resolve('5 working days after issued', { issued: { at: at('2022-12-01T09:00:00') } }, { calendar: pinned }).provisional).toBe(false);
    expect(resolve('1 working day after guess', { guess: { at: at('2022-12-01T09:00:00'), provisional: true } }, { calendar: pinned }).provisional).toBe(true);
    expect(resolve('by 2039-03-14').provisional).toBe(false);
  });
});

describe('every relative rule', () => {
  const day = fc.integer({ min: 0, max: 8000 }).map((n) => addDays('2004-02-01', n));
  const anchor = (date: string): Anchor => ({ opens: startOfDay(date, ZONE), closes: endOfDay(date, ZONE) });

  it('in working days ends on a working day, with exactly that many working days passed', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.constantFrom('after', 'before'), (date, n, direction) => {
        const { closes } = resolve(`${n} working days ${direction} x`, { x: anchor(date) });
        const last = dateAt(closes! - 1, ZONE);
        expect(calendar.isWorkingDay(last)).toBe(true);
        expect(Math.abs(calendar.workingDaysBetween(direction === 'after' ? date : last, direction === 'after' ? last : addDays(date, -1)) - (direction === 'after' ? n : n - 1))).toBe(0);
      }),
    );
  });

  it('moves with its anchor and never against it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), fc.constantFrom('days', 'working days', 'weeks', 'months'), (date, n, unit) => {
        const [a, b] = [date, addDays(date, 1)].map((d) => resolve(`${n} ${unit} after x`, { x: anchor(d) }).closes!);
        expect(b).toBeGreaterThanOrEqual(a!);
        expect(a).toBeGreaterThan(anchor(date).closes!);
        const before = resolve(`${n} ${unit} before x`, { x: anchor(date) }).closes!;
        expect(before).toBeLessThanOrEqual(anchor(date).opens!);
      }),
    );
  });

  it('does not care at which moment of the day its mark was entered', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 86_399_999 }), (date, ms) => {
        const open = startOfDay(date, ZONE);
        expect(resolve('5 working days after x', { x: { at: open + ms } })).toEqual(resolve('5 working days after x', { x: { at: open } }));
      }),
    );
  });
});
