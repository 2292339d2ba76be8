import { check, type Artefact } from '@shidian/definition';
import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import { planCalendarFile } from './plan-calendar-file.js';
import { calendarAsOf, planOf } from './plan-of.js';

const january = Date.parse('2016-01-20T00:00:00+08:00');
const artefact = check('workflows/programs/liaoning-integration-2016').artefact as Artefact;
const plan = planOf({ artefact, calendar: calendarAsOf(january, artefact.zone) });
const file = planCalendarFile(plan, 'zh', january);

/** Another library than the one that wrote it. */
function read(text: string): { readonly calendar: ICAL.Component; readonly event: (key: string) => ICAL.Event } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return {
    calendar,
    event: (key) => {
      const found = calendar.getAllSubcomponents('vevent').find((one) => one.getFirstPropertyValue('uid') === `liaoning-integration-2016/${key}@shidian`);
      if (found === undefined) throw new Error(`no event ${key}`);
      return new ICAL.Event(found);
    },
  };
}

const zoneOfHost = process.env['TZ'];
afterEach(() => {
  if (zoneOfHost === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneOfHost;
});

describe('the calendar file of a plan', () => {
  it('is read back by another library with one event for every entry and every window', () => {
    const { calendar } = read(file);
    const windows = plan.dates.filter(({ opens }) => opens !== undefined);
    expect(windows.map(({ name }) => name)).toEqual(['midterm', 'acceptance']);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(plan.entries.length + windows.length);
    expect(new Set(calendar.getAllSubcomponents('vevent').map((one) => one.getFirstPropertyValue('uid'))).size).toBe(plan.entries.length + windows.length);
  });

  it('has a deadline at midnight as the whole last day in time, its end being the day after', () => {
    const { startDate, endDate } = read(file).event('case/receive/due/due');
    expect([startDate.isDate, startDate.toString(), endDate.toString()]).toEqual([true, '2016-03-14', '2016-03-15']);
  });

  it('has a window as all its days, its end being the day after the last', () => {
    const midterm = read(file).event('date/midterm');
    expect([midterm.startDate.isDate, midterm.startDate.toString(), midterm.endDate.toString()]).toEqual([true, '2017-01-01', '2018-01-01']);
    expect(read(file).event('case/implement/until/opens').startDate.toString()).toBe('2018-12-01');
  });

  it('has a reminder as an instant in the zone of the program', () => {
    const reminder = read(file).event('case/receive/due/remind-3wd');
    expect(reminder.startDate.isDate).toBe(false);
    expect(reminder.startDate.zone.tzid).toBe('Asia/Shanghai');
    expect(reminder.startDate.toJSDate().toISOString()).toBe('2016-03-09T01:00:00.000Z');
    expect(reminder.endDate.compare(reminder.startDate)).toBe(0);
  });

  it('calls tentative what is provisional or still to be set, and confirmed what is neither', () => {
    const status = (key: string): unknown => read(file).event(key).component.getFirstPropertyValue('status');
    expect([status('case/receive/due/due'), status('case/apply/due/basic/due'), status('case/accept/due/overdue-members'), status('case/accept/due/due')]).toEqual(['CONFIRMED', 'TENTATIVE', 'TENTATIVE', 'CONFIRMED']);
  });

  it('says in Chinese and in English who has to do what and who is told', () => {
    expect(read(file).event('case/gather_county/due/remind-1wd').summary).toBe('【待定】提醒 · 县级教育行政部门（基础教育申报单位） · 审核申报件、上报汇总表（市级收件截止前1个工作日）');
    expect(read(file).event('case/gather_county/due/remind-1wd').description).toContain('县级教育行政部门 ← 站内通知、邮件');
    expect(read(planCalendarFile(plan, 'en', january)).event('case/accept/due/remind-1wd').summary).toContain('1 working day before End of the pilot');
  });

  it('keeps the UID and raises SEQUENCE where a date is set anew', () => {
    const rowOf = (closes: string, setAt: number) => ({ id: closes, programId: 'p', name: 'province_due', scope: 'program' as const, scopeId: 'p', rule: '', opensAt: null, closesAt: Date.parse(closes), provisional: false, zone: artefact.zone, calendarVersion: '', reason: null, approver: null, documentNumber: null, setBy: null, setAt });
    const rows = [rowOf('2016-03-15T00:00:00+08:00', 1), rowOf('2016-03-19T00:00:00+08:00', 2)];
    const of = (count: number): readonly unknown[] => {
      const round = { id: 'p', name: '第二批', rows: rows.slice(0, count) };
      const calendar = new ICAL.Component(ICAL.parse(planCalendarFile(planOf({ artefact, calendar: calendarAsOf(january, artefact.zone), round }), 'zh', january)) as unknown[]);
      const found = calendar.getAllSubcomponents('vevent').find((one) => one.getFirstPropertyValue('uid') === 'p/case/receive/due/due@shidian');
      return [found?.getFirstPropertyValue('sequence'), String(found?.getFirstPropertyValue('dtstart'))];
    };
    expect(of(1)).toEqual([0, '2016-03-14']);
    expect(of(2)).toEqual([1, '2016-03-18']);
  });

  it('keeps to lines of 75 octets that end in CRLF', () => {
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is the same file on a host in another zone', () => {
    for (const zone of ['America/New_York', 'Pacific/Kiritimati', 'UTC']) {
      process.env['TZ'] = zone;
      expect(planCalendarFile(plan, 'zh', january)).toBe(file);
    }
  });
});
