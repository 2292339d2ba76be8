import { WorkingCalendar, wallClock } from '@shidian/calendar';
import { check, type Artefact } from '@shidian/definition';
import { describe, expect, it } from 'vitest';
import type { DateRow } from '../ports/rows.js';
import type { Plan, PlanEntry } from './plan.js';
import { calendarAsOf, planOf } from './plan-of.js';

const ZONE = 'Asia/Shanghai';
const january = Date.parse('2016-01-20T00:00:00+08:00');

function liaoning(): Artefact {
  const { artefact } = check('workflows/programs/liaoning-integration-2016');
  if (artefact === undefined) throw new Error('the Liaoning program does not compile');
  return artefact;
}

const artefact = liaoning();
const plan = planOf({ artefact, calendar: calendarAsOf(january, ZONE) });
const entry = (key: string, of: Plan = plan): PlanEntry => {
  const found = of.entries.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no entry ${key}`);
  return found;
};
const at = (text: string): number => Date.parse(`${text}+08:00`);
const names = (parties: readonly { readonly name: { readonly zh: string } }[]): readonly string[] => parties.map(({ name }) => name.zh);

function row(name: string, closes: string, setAt: string, scope: DateRow['scope'] = 'program'): DateRow {
  return { id: `${name} ${setAt}`, programId: 'p', name, scope, scopeId: 'p', rule: `by ${closes}`, opensAt: null, closesAt: at(`${closes}T24:00:00`), provisional: false, zone: ZONE, calendarVersion: '', reason: null, approver: null, documentNumber: null, setBy: null, setAt: at(`${setAt}T09:00:00`) };
}

describe('the plan of Liaoning as it could be made in January 2016', () => {
  it('closes at the end of 14 March 2016 for everybody, later copies being refused (R-0-14, R-0-15, A-0-1)', () => {
    for (const key of ['case/apply/due/basic/due', 'case/apply/due/other/due', 'case/gather_county/due/due', 'case/gather_city/due/due', 'case/receive/due/due', 'program/call/due/due']) {
      expect(entry(key).at, key).toBe(at('2016-03-15T00:00:00'));
      expect(entry(key).then?.zh, key).toContain('逾期不再受理');
    }
  });

  it('has the basic schools go by county and city, the others straight to the province (R-0-11 … R-0-13)', () => {
    expect(names(entry('case/gather_county/due/due').duties.map(({ by }) => by))).toEqual(['县级教育行政部门', '县级教育行政部门']);
    expect(entry('case/gather_county/due/due').duties.map(({ name }) => name.zh)).toEqual(['审核申报件', '上报汇总表']);
    expect(entry('case/gather_city/due/due').applicants.map(({ zh }) => zh)).toEqual(['基础教育申报单位']);
    expect(entry('case/receive/due/due').applicants).toEqual([]);
  });

  it('marks the dates of the lower tiers and of the unit as still to be set, no later than the one above (R-0-17)', () => {
    const open = Object.fromEntries(plan.dates.flatMap(({ name, open: one }) => (one === undefined ? [] : [[name, [one.kind, one.by.name.zh, one.bound]]])));
    expect(open).toEqual({
      city_due: ['tier', '市级教育行政部门', 'province_due'],
      county_due: ['tier', '县级教育行政部门', 'city_due'],
      unit_due: ['tier', '申报单位科技处', 'province_due'],
      midterm: ['day', '辽宁省教育厅信息化处', undefined],
    });
  });

  it('checks at mid-term within 2017 (R-0-19), accepts in December 2018 (R-0-20) and ends with 2018 (R-0-18)', () => {
    expect(entry('case/midterm/opens/opens')).toMatchObject({ at: at('2017-01-01T00:00:00'), kind: 'opens', open: { kind: 'day' } });
    expect(entry('case/midterm/opens/opens').begins.map(({ name }) => name.zh)).toEqual(['中期检查', '提交进展报告']);
    expect(entry('case/midterm/closes/due').at).toBe(at('2018-01-01T00:00:00'));
    expect(entry('case/implement/until/opens')).toMatchObject({ at: at('2018-12-01T00:00:00'), then: { zh: '到期转为“阶段性验收”' } });
    expect(entry('case/accept/due/due').at).toBe(at('2019-01-01T00:00:00'));
  });

  it('shows a yearly date once a year, with its reminders, until the last other date of the program', () => {
    const { midterm } = artefact.dates;
    if (midterm === undefined) throw new Error('no midterm');
    const yearly = planOf({ artefact: { ...artefact, dates: { ...artefact.dates, midterm: { ...midterm, rule: { kind: 'yearly', month: 11, day: 30, fromYear: 2016 } } } }, calendar: calendarAsOf(january, ZONE) });
    const closes = yearly.entries.filter(({ deadline }) => deadline === 'midterm/closes');
    expect(closes.filter(({ kind }) => kind === 'due').map(({ key, at: when }) => [key, when])).toEqual([
      ['case/midterm/closes/due', at('2016-12-01T00:00:00')],
      ['case/midterm/closes/2017/due', at('2017-12-01T00:00:00')],
      ['case/midterm/closes/2018/due', at('2018-12-01T00:00:00')],
    ]);
    expect(new Set(closes.filter(({ kind }) => kind === 'reminder').map(({ due }) => due)).size).toBe(3);
    expect(new Set(yearly.entries.map(({ key }) => key)).size).toBe(yearly.entries.length);
  });

  it('tells every reminder and every rung with its instant and its receivers', () => {
    const rungs = plan.entries.filter(({ deadline, kind }) => deadline === 'accept/due' && kind !== 'due').map(({ at: when, kind, told }) => [wallClock(when, ZONE).date, wallClock(when, ZONE).minutes / 60, kind, names(told)]);
    expect(rungs).toEqual([
      ['2018-12-26', 9, 'reminder', ['申报单位', '辽宁省教育厅信息化处']],
      ['2018-12-28', 9, 'reminder', ['申报单位', '辽宁省教育厅信息化处']],
      ['2018-12-31', 8, 'reminder', ['申报单位', '辽宁省教育厅信息化处']],
      ['2019-01-02', 9, 'overdue', ['申报单位', '辽宁省教育厅信息化处']],
      ['2019-01-02', 9, 'overdue', ['申报单位的上级', '辽宁省教育厅信息化处的上级']],
      ['2019-01-04', 9, 'escalation', ['申报单位的再上一级', '辽宁省教育厅信息化处的再上一级']],
      ['2019-01-08', 9, 'escalation', ['辽宁省教育厅收文岗']],
    ]);
    // After a hard close there is nothing left to remind of.
    expect(plan.entries.filter(({ deadline, kind }) => deadline === 'apply/due' && (kind === 'overdue' || kind === 'escalation'))).toEqual([]);
  });

  it('calls provisional what rests on working days that were not published then, and nothing else', () => {
    const provisional = plan.entries.filter((one) => one.provisional);
    expect(provisional.length).toBeGreaterThan(10);
    // The day for naming the mid-term counts back from the first day of 2017, and the arrangement of 2017 may take or give days before it.
    for (const one of plan.entries) expect(one.provisional, one.key).toBe(one.date === 'midterm_day' || (one.at > at('2017-01-01T00:00:00') && one.offset?.unit === 'working_days'));
    expect(planOf({ artefact, calendar: new WorkingCalendar() }).entries.filter((one) => one.provisional)).toEqual([]);
  });

  it('lists what each case has for itself as rules, and what has no deadline at all (R-0-21, R-0-23)', () => {
    expect(plan.relative.map(({ key, rule }) => [key, rule.zh])).toEqual([
      ['case/apply/fix', '由退回的一方在退回时定'],
      ['case/rectify_mid/mended', '“中期整改·整改中”之后3个月（当日不计，至24时）'],
      ['case/rectify_mid/reviewed', '“中期整改·复核中”之后20个工作日（当日不计，至24时）'],
      ['case/rectify_end/mended', '“验收整改·整改中”之后3个月（当日不计，至24时）'],
      ['case/rectify_end/reviewed', '“验收整改·复核中”之后20个工作日（当日不计，至24时）'],
    ]);
    const undated = plan.undated.map(({ duty }) => duty.key);
    expect(undated).toEqual(expect.arrayContaining(['decide/decide', 'announce/publish', 'guidance/record', 'receive/check']));
    const dated = plan.entries.flatMap(({ duties }) => duties.map(({ key }) => key));
    expect(undated.filter((key) => dated.includes(key))).toEqual([]);
  });

  it('leaves out no task and no roll of the charts', () => {
    const told = new Set([...plan.entries, ...plan.relative].flatMap(({ duties }) => duties.map(({ key }) => key)).concat(plan.undated.map(({ duty }) => duty.key)));
    const all = [...Object.keys(artefact.caseChart.tasks), ...Object.keys(artefact.programChart.tasks), ...Object.keys(artefact.rolls)];
    expect(all.filter((key) => !told.has(key))).toEqual([]);
  });

  it('has every entry once, in the order of time', () => {
    expect(new Set(plan.entries.map(({ key }) => key)).size).toBe(plan.entries.length);
    expect(plan.entries.map(({ at: when }) => when)).toEqual(plan.entries.map(({ at: when }) => when).sort((a, b) => a - b));
  });
});

describe('the plan of a round', () => {
  const extended = planOf({ artefact, calendar: new WorkingCalendar(), round: { id: 'p', name: '2016年第二批', rows: [row('province_due', '2016-03-14', '2016-01-20'), row('province_due', '2016-03-18', '2016-03-10'), row('province_due', '2016-03-25', '2016-03-11', 'case')] } });

  it('goes by the dates of the round, and what hangs on them moves along', () => {
    expect(entry('case/receive/due/due', extended).at).toBe(at('2016-03-19T00:00:00'));
    expect(entry('case/apply/due/basic/due', extended).at).toBe(at('2016-03-19T00:00:00'));
    expect(entry('case/receive/due/remind-3wd', extended).at).toBe(at('2016-03-15T09:00:00'));
  });

  it('counts how often a date was set anew; what one case was granted is not the round’s', () => {
    expect(entry('case/receive/due/due', extended).revision).toBe(1);
    expect(entry('case/midterm/closes/due', extended).revision).toBe(0);
    expect(entry('case/receive/due/due').revision).toBe(0);
  });
});
