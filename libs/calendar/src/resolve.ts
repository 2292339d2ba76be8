/** From a rule to its instants. Pure: rule + zone + calendar + anchors give always the same answer. */
import { addDays, addMonths, civilDate, daysInMonth } from './civil-date.js';
import type { CivilDate, DateRule, Length, ResolvedRule } from './model.js';
import type { WorkingCalendar } from './working-calendar.js';
import { dateAt, endOfDay, instantAt, startOfDay } from './zone.js';

/** What a name stands for. A date gives `opens`/`closes` as it was resolved; a mark gives `at` (or both edges), the instant it happened. */
export interface Anchor {
  readonly opens?: number;
  /** First instant outside: a deadline of 03-15T00:00 belongs to 03-14. */
  readonly closes?: number;
  readonly at?: number;
  readonly provisional?: boolean;
}

export interface ResolveContext {
  /** IANA name. */
  readonly zone: string;
  readonly calendar: WorkingCalendar;
  /** Undefined while the mark has not happened or the date is not known yet. */
  anchor(name: string): Anchor | undefined;
  /** For `set by PARTY`: the instant that the party set (first instant outside), if it has. */
  setValue?(party: string): number | undefined;
  /** For `each year`: the first occurrence that closes after this instant is meant; without it the first of all. */
  readonly after?: number;
}

const UNKNOWN: ResolvedRule = { provisional: false };

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

export function resolveDate(rule: DateRule, context: ResolveContext): ResolvedRule {
  const { zone } = context;
  switch (rule.kind) {
    case 'by':
      return { closes: rule.time === undefined ? endOfDay(rule.date, zone) : instantAt(rule.date, minutesOf(rule.time) + 1, zone), provisional: false };
    case 'before':
      return { closes: instantAt(rule.date, rule.time === undefined ? 0 : minutesOf(rule.time), zone), provisional: false };
    case 'on':
      return days(rule.date, rule.date, zone);
    case 'end':
      return { closes: endOfDay(lastDayOf(rule.year, rule.month), zone), provisional: false };
    case 'during':
      return days(civilDate(rule.year, rule.month ?? (rule.end === true ? 12 : 1), 1), lastDayOf(rule.year, rule.month), zone);
    case 'window':
      return days(rule.from, rule.to, zone);
    case 'relative':
      return capped(relative(rule.length, rule.direction, context.anchor(rule.anchor), context), rule.notAfter === undefined ? undefined : context.anchor(rule.notAfter));
    case 'yearly':
      return yearly(rule, context);
    case 'set':
      return bounded(context.setValue?.(rule.by), context.anchor(rule.notAfter));
  }
}

function lastDayOf(year: number, month = 12): CivilDate {
  return civilDate(year, month, daysInMonth(year, month));
}

/** Whichever comes first; the bound alone is no date. */
function capped(reckoned: ResolvedRule, bound: Anchor | undefined): ResolvedRule {
  return reckoned.closes === undefined ? reckoned : bounded(reckoned.closes, bound, reckoned.provisional);
}

function days(from: CivilDate, to: CivilDate, zone: string): ResolvedRule {
  return { opens: startOfDay(from, zone), closes: endOfDay(to, zone), provisional: false };
}

/** What a party sets never goes beyond the bound, also where the bound was moved forward afterwards. */
function bounded(set: number | undefined, bound: Anchor | undefined, setProvisional = false): ResolvedRule {
  const limit = bound?.closes ?? bound?.at ?? bound?.opens;
  const provisional = bound?.provisional ?? false;
  if (limit === undefined) return set === undefined ? UNKNOWN : { closes: set, provisional: setProvisional };
  return set === undefined || set > limit ? { closes: limit, provisional } : { closes: set, provisional: setProvisional };
}

/** When `by MM-DD each year` closes in the year; a 29 February is the 28th in other years. */
export function yearlyOccurrence({ month, day }: Pick<Extract<DateRule, { kind: 'yearly' }>, 'month' | 'day'>, year: number, zone: string): number {
  return endOfDay(civilDate(year, month, Math.min(day, daysInMonth(year, month))), zone);
}

function yearly(rule: Extract<DateRule, { kind: 'yearly' }>, { zone, after }: ResolveContext): ResolvedRule {
  const closesIn = (year: number): number => yearlyOccurrence(rule, year, zone);
  if (after === undefined) return { closes: closesIn(rule.fromYear), provisional: false };
  let year = Math.max(rule.fromYear, Number(dateAt(after, zone).slice(0, 4)));
  while (closesIn(year) <= after) year += 1;
  return { closes: closesIn(year), provisional: false };
}

/** The day that counts as day 0, and the instant from which minutes and hours count exactly. */
function origin(anchor: Anchor, direction: 'after' | 'before', zone: string): { readonly day: CivilDate; readonly instant: number } | undefined {
  const { opens, closes, at } = anchor;
  if (at !== undefined) return { day: dateAt(at, zone), instant: at };
  // A window without length is a point.
  if (opens !== undefined && opens === closes) return { day: dateAt(opens, zone), instant: opens };
  if (direction === 'before' && opens !== undefined) return { day: dateAt(opens, zone), instant: opens };
  if (closes !== undefined) return { day: dateAt(closes - 1, zone), instant: closes };
  return opens === undefined ? undefined : { day: dateAt(opens, zone), instant: opens };
}

function relative({ amount, unit }: Length, direction: 'after' | 'before', anchor: Anchor | undefined, { zone, calendar }: ResolveContext): ResolvedRule {
  const start = anchor === undefined ? undefined : origin(anchor, direction, zone);
  if (start === undefined) return UNKNOWN;
  const n = direction === 'after' ? amount : -amount;
  const provisional = anchor?.provisional ?? false;
  switch (unit) {
    case 'minutes':
      return { closes: start.instant + n * 60_000, provisional };
    case 'hours':
      return { closes: start.instant + n * 3_600_000, provisional };
    case 'days':
      return { closes: endOfDay(addDays(start.day, n), zone), provisional };
    case 'weeks':
      return { closes: endOfDay(addDays(start.day, n * 7), zone), provisional };
    case 'months':
      return { closes: endOfDay(addMonths(start.day, n), zone), provisional };
    case 'years':
      return { closes: endOfDay(addMonths(start.day, n * 12), zone), provisional };
    case 'working_days': {
      const walked = calendar.walk(start.day, n);
      return { closes: endOfDay(walked.date, zone), provisional: provisional || walked.provisional };
    }
  }
}
