import { WorkingCalendar } from '@shidian/calendar';
import type { Artefact, DateDefinition } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import { bindingRow, InstanceDates } from './dates.js';
import type { DateRow } from './ports/rows.js';

const DAY = 24 * 3600 * 1000;
const PROGRAM = 'program';
const COUNTY = 'county';
const CITY = 'city';
const CASE = 'case';
const path = ['school', COUNTY, CITY, 'province'];

let serial = 0;
function row(scope: DateRow['scope'], scopeId: string, day: number, setAt: number): DateRow {
  serial += 1;
  return { id: String(serial).padStart(4, '0'), programId: PROGRAM, name: 'due', scope, scopeId, rule: '', opensAt: null, closesAt: day * DAY, provisional: false, zone: 'Asia/Shanghai', calendarVersion: '', reason: null, approver: null, documentNumber: null, setBy: null, setAt };
}

describe('which date row binds', () => {
  it('takes the program row when nothing else is set', () => {
    expect(bindingRow([row('program', PROGRAM, 14, 0)], 'due', path)?.closesAt).toBe(14 * DAY);
  });

  it('prefers the nearer organisation over the farther one, whichever was set first', () => {
    const city = row('organisation', CITY, 12, 1);
    const county = row('organisation', COUNTY, 10, 2);
    expect(bindingRow([row('program', PROGRAM, 14, 0), city, county], 'due', path)).toBe(county);
    const cityLater = row('organisation', CITY, 9, 3);
    expect(bindingRow([county, cityLater], 'due', path)).toBe(county);
  });

  it('does not bind a county by a row of another county', () => {
    const program = row('program', PROGRAM, 14, 0);
    expect(bindingRow([program, row('organisation', 'elsewhere', 10, 1)], 'due', path)).toBe(program);
  });

  it('gives everybody a broader extension that is later, and takes nothing from one who was granted more', () => {
    const program = row('program', PROGRAM, 14, 0);
    const county = row('organisation', COUNTY, 18, 1);
    const everybodyTo25 = row('program', PROGRAM, 25, 2);
    const everybodyTo16 = row('program', PROGRAM, 16, 2);
    expect(bindingRow([program, county, everybodyTo25], 'due', path)).toBe(everybodyTo25);
    expect(bindingRow([program, county, everybodyTo16], 'due', path)).toBe(county);
  });

  it('lets a case have its own, earlier or later', () => {
    const program = row('program', PROGRAM, 14, 0);
    const own = row('case', CASE, 13, 1);
    expect(bindingRow([program, own], 'due', path)).toBe(own);
  });

  it('lets the newest row of one scope bind', () => {
    const first = row('program', PROGRAM, 14, 0);
    const earlier = row('program', PROGRAM, 13, 1);
    expect(bindingRow([earlier, first], 'due', path)).toBe(earlier);
  });
});

describe('what a suspension puts off', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const [since, until] = [at('2016-03-10T10:00'), at('2016-03-20T10:00')];
  const date = (rule: DateDefinition['rule'], perCase: boolean): DateDefinition => ({ name: { zh: '' }, text: '', rule, perCase });
  const after = (amount: number, unit: 'days' | 'working_days') => ({ kind: 'relative', length: { amount, unit }, direction: 'after', anchor: 'here.marked' }) as const;
  const artefact = (deadlines: Artefact['deadlines'] = {}) =>
    ({
      zone: 'Asia/Shanghai',
      dates: { shared: date({ kind: 'by', date: '2016-03-14' }, false), own: date(after(9, 'days'), true), worked: date(after(5, 'working_days'), true), set: date({ kind: 'set', by: 'county', notAfter: 'shared' }, false) },
      deadlines,
    }) as unknown as Artefact;
  const defer = (name: string, deadlines?: Artefact['deadlines'], rows: readonly DateRow[] = []): number | undefined =>
    new InstanceDates({ artefact: artefact(deadlines), calendar: new WorkingCalendar(), rows, path, moves: [] }).defer(name, at('2016-03-15T00:00'), since, until);

  it('is what was reckoned from the case itself, in its own unit, and the time to correct', () => {
    expect(defer('own')).toBe(at('2016-03-25T00:00'));
    // 03-11 and 03-14 remained, and 03-20 is a Sunday: 03-21 and 03-22.
    expect(defer('worked')).toBe(at('2016-03-23T00:00'));
    expect(defer('worked.closes')).toBe(at('2016-03-23T00:00'));
    expect(defer('fix_by')).toBe(at('2016-03-25T00:00'));
  });

  it('is not a date shared by all, nor one that somebody set', () => {
    expect(defer('shared')).toBeUndefined();
    expect(defer('own', {}, [{ ...row('program', PROGRAM, 14, 0), name: 'own' }])).toBeUndefined();
    expect(defer('nowhere')).toBeUndefined();
  });

  it('is what the file says: on_suspend', () => {
    expect(defer('shared', { shared: { late: 'mark', onSuspend: 'stops' } })).toBe(at('2016-03-25T00:00'));
    expect(defer('set', { shared: { late: 'mark', onSuspend: 'stops' } })).toBe(at('2016-03-25T00:00'));
    expect(defer('own', { own: { late: 'mark', onSuspend: 'runs' } })).toBeUndefined();
  });
});

describe('a date that comes every year', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const yearly = { zone: 'Asia/Shanghai', deadlines: {}, dates: { report: { name: { zh: '年度评价' }, text: '', rule: { kind: 'yearly', month: 11, day: 30, fromYear: 2022 }, perCase: false } } } as unknown as Artefact;
  const set = (rule: string, closes: string, setAt: string): DateRow => ({ ...row('program', PROGRAM, 0, at(setAt)), name: 'report', rule, closesAt: at(closes) });
  const next = (since: string, rows: readonly DateRow[] = []): number | undefined => new InstanceDates({ artefact: yearly, calendar: new WorkingCalendar(), rows, path, moves: [] }).resolve('report', {}, at(since)).at;

  it('is the first that is still open when the deadline is armed', () => {
    expect(['2021-01-01T00:00', '2022-11-30T23:59', '2022-12-01T00:00'].map((since) => next(since))).toEqual(['2022-12-01T00:00', '2022-12-01T00:00', '2023-12-01T00:00'].map(at));
  });

  it('is moved for one year alone, also beyond the end of it', () => {
    const extended = [set('by 11-30 each year from 2022', '2022-12-01T00:00', '2022-01-01T00:00'), set('by 2024-01-10', '2024-01-11T00:00', '2023-11-20T09:00')];
    expect(['2022-03-01T00:00', '2023-03-01T00:00', '2023-12-20T00:00', '2024-02-01T00:00'].map((since) => next(since, extended))).toEqual(['2022-12-01T00:00', '2024-01-11T00:00', '2024-01-11T00:00', '2024-12-01T00:00'].map(at));
  });

  it('is another day of every year by a rule of its own kind', () => {
    expect(next('2024-02-01T00:00', [set('by 12-15 each year from 2023', '2023-12-16T00:00', '2023-01-01T00:00')])).toBe(at('2024-12-16T00:00'));
  });
});

describe('what a date counts from', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const after = (amount: number, unit: 'days' | 'working_days', anchor: string): DateDefinition => ({ name: { zh: '' }, text: '', rule: { kind: 'relative', length: { amount, unit }, direction: 'after', anchor }, perCase: false });
  const dated = { zone: 'Asia/Shanghai', deadlines: {}, dates: {
    check: { name: { zh: '' }, text: '', rule: { kind: 'window', from: '2017-05-08', to: '2017-06-30' }, perCase: false },
    begun: after(3, 'days', 'check.opens'),
    over: after(3, 'days', 'check.closes'),
    again: after(2, 'days', 'fix_by'),
    counted: after(5, 'working_days', 'check'),
  } } as unknown as Artefact;
  const dates = (rows: readonly DateRow[] = []): InstanceDates => new InstanceDates({ artefact: dated, calendar: new WorkingCalendar(), rows, path, moves: [] });

  it('is an edge of a window, or the time to correct', () => {
    expect(dates().resolve('begun', {}).at).toBe(at('2017-05-12T00:00'));
    expect(dates().resolve('over', {}).at).toBe(at('2017-07-04T00:00'));
    expect(dates().resolve('again', { fix_by: at('2016-03-21T00:00') }).at).toBe(at('2016-03-23T00:00'));
    expect(dates().resolve('again', {}).at).toBeUndefined();
  });

  it('is, for a row of another calendar, what it was when the row was set', () => {
    const check = (closes: string, setAt: number): DateRow => ({ ...row('program', PROGRAM, 0, setAt), name: 'check', rule: 'by 2017-06-30', closesAt: at(closes) });
    const old: DateRow = { ...row('program', PROGRAM, 0, 1), name: 'counted', rule: '5 working days after check', closesAt: 0, calendarVersion: 'another' };
    expect(dates([check('2017-07-01T00:00', 1), old, check('2017-08-01T00:00', 2)]).resolve('counted', {}).at).toBe(at('2017-07-08T00:00'));
    expect(dates([{ ...old, calendarVersion: new WorkingCalendar().version }]).resolve('counted', {}).at).toBe(0);
  });

  it('names the newest row behind it, the calendar’s only where working days are counted', () => {
    const calendarRow: DateRow = { ...row('program', PROGRAM, 0, 9), name: '@calendar', closesAt: null };
    const check: DateRow = { ...row('program', PROGRAM, 0, 3), name: 'check', rule: 'by 2017-06-30' };
    expect(dates([calendarRow, check]).rowOf('counted')).toBe(calendarRow);
    expect(dates([calendarRow, check]).rowOf('over')).toBe(check);
  });
});

describe('who moved a date', () => {
  const artefact = { zone: 'Asia/Shanghai', deadlines: {}, dates: {
    bound: { name: { zh: '' }, text: '', rule: { kind: 'by', date: '2016-03-14' }, perCase: false },
    due: { name: { zh: '' }, text: '', rule: { kind: 'set', by: 'county', notAfter: 'bound' }, perCase: false },
  } } as unknown as Artefact;
  const dates = (rows: readonly DateRow[], of: readonly string[] = path): InstanceDates => new InstanceDates({ artefact, calendar: new WorkingCalendar(), rows, path: of, moves: [] });
  const bound = (day: number, setAt: number): DateRow => ({ ...row('program', PROGRAM, day, setAt), name: 'bound' });

  it('is the row that changed it, not a newer one of its bound that did not', () => {
    const [first, tightened, later] = [bound(15, 1), row('organisation', COUNTY, 10, 2), bound(20, 3)];
    const rows = [later, tightened, first];
    expect(dates(rows).resolve('due', {}).at).toBe(10 * DAY);
    expect(dates(rows).rowOf('due')).toBe(tightened);
    expect(dates(rows).said('due', {})).toEqual({ at: 2, before: [Date.parse('2016-03-15T00:00+08:00'), 15 * DAY] });
    expect(dates(rows).rowOf('bound')).toBe(later);
    // Of a county elsewhere it is none.
    expect(dates(rows, ['school', 'elsewhere', CITY]).rowOf('due')).toBe(later);
  });

  it('is, of what was set at one instant, the row of the date itself', () => {
    const own = row('program', PROGRAM, 12, 1);
    const calendar: DateRow = { ...row('program', PROGRAM, 0, 1), name: '@calendar', closesAt: null };
    const another: DateRow = { ...row('program', PROGRAM, 9, 1), name: 'another' };
    expect(dates([calendar, another, bound(15, 1), own]).rowOf('due')).toBe(own);
  });

  it('is nobody where the file says it still', () => {
    expect(dates([]).said('due', {})).toEqual({ before: [] });
    expect(dates([row('organisation', 'elsewhere', 10, 2)]).said('due', {})).toEqual({ before: [] });
  });
});
