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
