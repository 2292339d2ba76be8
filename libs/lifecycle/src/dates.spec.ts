import { describe, expect, it } from 'vitest';
import { bindingRow } from './dates.js';
import type { DateRow } from './ports.js';

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
