import { addDays, civilParts, dateOfDayNumber, dayNumber, weekday } from './civil-date.js';
import { fingerprint } from './fingerprint.js';
import { coverageOf, publishedHolidays, type Coverage, type HolidayData } from './holiday-data.js';
import type { CalendarDay, CivilDate } from './model.js';
import { statutoryHolidays } from './statutory.js';

/** Part of the version: what is beyond coverage changes with this rule too. */
const BEYOND_COVERAGE = 'statutory-2025';

export interface WorkingCalendarOptions {
  /** Days set by hand, e.g. a yearly arrangement entered before the package has it, or a local holiday. They win. */
  readonly overrides?: readonly CalendarDay[];
  /** Instead of the published tables. */
  readonly data?: HolidayData;
  /** The version under which it was stored, where it comes from there: what was reckoned with it must be known by it again. */
  readonly version?: string;
}

/** Why a day is what it is: entered by hand, arranged by the State Council, assumed by law beyond coverage, or by its weekday alone. */
export type DaySource = 'own' | 'published' | 'statutory' | 'weekday';

/**
 * Which days are worked in mainland China. Within coverage by the published arrangements; beyond it weekends and statutory
 * holidays off and every day `provisional`. A year entered wholly as overrides (each of its statutory holidays off, not
 * provisional) extends coverage; one entered in part does not: a forgotten Spring Festival must not become firm working days.
 */
export class WorkingCalendar {
  /** Undefined when no year is arranged: then every day is provisional. */
  readonly coverage: Coverage | undefined;
  /** Same data and overrides, same version; stored with every resolved deadline. */
  readonly version: string;
  /** Of years that were entered in part: their statutory holidays that nobody has entered, as date and name. */
  readonly missing: ReadonlyMap<number, readonly (readonly [CivilDate, string])[]>;
  private readonly data: HolidayData;
  private readonly overrides: ReadonlyMap<CivilDate, CalendarDay>;
  private readonly statutory = new Map<number, ReadonlyMap<CivilDate, string>>();
  private readonly days = new Map<CivilDate, CalendarDay>();

  constructor({ overrides = [], data = publishedHolidays(), version }: WorkingCalendarOptions = {}) {
    for (const { date } of overrides) civilParts(date);
    this.data = data;
    this.overrides = new Map(overrides.map((day) => [day.date, day]));
    this.missing = missingIn(data, overrides);
    this.coverage = coverageOf(merged(data, overrides.filter(({ date }) => !this.missing.has(Number(date.slice(0, 4))))));
    this.version = version ?? versionOf(data, this.overrides, this.coverage);
  }

  /** @throws InvalidCivilDateError */
  day(date: CivilDate): CalendarDay {
    let day = this.days.get(date);
    if (day === undefined) {
      day = this.overrides.get(date) ?? this.reckon(date);
      this.days.set(date, day);
    }
    return day;
  }

  sourceOf(date: CivilDate): DaySource {
    if (this.overrides.has(date)) return 'own';
    if (this.data.off.has(date) || this.data.worked.has(date)) return 'published';
    const { name, provisional } = this.day(date);
    return provisional && name !== undefined ? 'statutory' : 'weekday';
  }

  isWorkingDay(date: CivilDate): boolean {
    return this.day(date).working;
  }

  /** The n-th working day after the date (n > 0) or before it (n < 0), the date itself not counted; n = 0 gives the date. */
  addWorkingDays(date: CivilDate, n: number): CivilDate {
    return this.walk(date, n).date;
  }

  /** As {@link addWorkingDays}; `provisional` when any day passed on the way may still change. */
  walk(date: CivilDate, n: number): { readonly date: CivilDate; readonly provisional: boolean } {
    if (!Number.isInteger(n)) throw new RangeError(`Working days are whole: ${n}`);
    const step = Math.sign(n);
    let number = dayNumber(date);
    let left = Math.abs(n);
    let provisional = false;
    while (left > 0) {
      number += step;
      const day = this.day(dateOfDayNumber(number));
      provisional ||= day.provisional;
      if (day.working) left -= 1;
    }
    return { date: dateOfDayNumber(number), provisional };
  }

  /** Working days in (from, to]; negative where `to` lies before `from`. The inverse of {@link addWorkingDays} on working days. */
  workingDaysBetween(from: CivilDate, to: CivilDate): number {
    if (to < from) return -this.workingDaysBetween(to, from);
    let count = 0;
    for (let date = from; date < to; ) {
      date = addDays(date, 1);
      if (this.isWorkingDay(date)) count += 1;
    }
    return count;
  }

  private reckon(date: CivilDate): CalendarDay {
    const { year } = civilParts(date);
    const isWeekday = ![0, 6].includes(weekday(dayNumber(date)));
    const off = this.data.off.get(date);
    if (off !== undefined) return { date, working: false, name: off, provisional: false };
    const worked = this.data.worked.get(date);
    if (worked !== undefined) return { date, working: true, name: `${worked}调休`, provisional: false };
    if (this.coverage !== undefined && date >= this.coverage.from && date <= this.coverage.to) return { date, working: isWeekday, provisional: false };
    const name = this.statutoryOf(year).get(date);
    return name === undefined ? { date, working: isWeekday, provisional: true } : { date, working: false, name, provisional: true };
  }

  private statutoryOf(year: number): ReadonlyMap<CivilDate, string> {
    let days = this.statutory.get(year);
    if (days === undefined) {
      days = statutoryHolidays(year);
      this.statutory.set(year, days);
    }
    return days;
  }
}

function missingIn(data: HolidayData, overrides: readonly CalendarDay[]): ReadonlyMap<number, readonly (readonly [CivilDate, string])[]> {
  const firm = overrides.filter(({ provisional }) => !provisional);
  const entered = new Set(firm.map(({ date }) => date));
  const years = new Set(firm.map(({ date }) => Number(date.slice(0, 4))).filter((year) => !data.off.has(`${year}-10-01`)));
  const missing = [...years].map((year) => [year, [...statutoryHolidays(year)].filter(([date]) => !entered.has(date))] as const);
  return new Map(missing.filter(([, days]) => days.length > 0));
}

/** For coverage only: what is arranged, by the package or by hand. */
function merged(data: HolidayData, overrides: readonly CalendarDay[]): HolidayData {
  const off = new Map(data.off);
  const worked = new Map(data.worked);
  for (const { date, working, name, provisional } of overrides) {
    if (provisional) continue;
    (working ? worked : off).set(date, name ?? '');
  }
  return { off, worked };
}

function versionOf(data: HolidayData, overrides: ReadonlyMap<CivilDate, CalendarDay>, coverage: Coverage | undefined): string {
  const lines = [
    BEYOND_COVERAGE,
    ...[...data.off].map(([date, name]) => `off ${date} ${name}`).sort(),
    ...[...data.worked].map(([date, name]) => `worked ${date} ${name}`).sort(),
    ...[...overrides.values()].map((day) => `override ${JSON.stringify([day.date, day.working, day.name ?? null, day.provisional])}`).sort(),
  ];
  const hash = fingerprint(lines.join('\n'));
  return coverage === undefined ? `cn-${hash}` : `cn-${coverage.from.slice(0, 4)}-${coverage.to.slice(0, 4)}-${hash}`;
}
