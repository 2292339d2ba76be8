/**
 * Working days and date rules of mainland China's pilot programs.
 *
 *   text ──parseDateRule──▶ DateRule ──resolveDate(zone, calendar, anchors)──▶ ResolvedRule { opens?, closes?, provisional }
 *
 * Invariants
 * - Pure: nothing here reads a clock, a database or chance; the same rule, zone, calendar version and anchors give the same instants.
 * - `closes` is the first instant **outside**: in time is `t < closes`, always.
 * - The day of an anchor is day 0; a deadline at 03-15T00:00 belongs to 03-14.
 * - A calendar knows its coverage; whatever rests on working days beyond it is `provisional` (暂定).
 * - What is wrong with a text comes back as a value with its place ({@link DateRuleError}), never as an exception.
 */
export type { CalendarDay, CivilDate, DateRule, Length, LengthUnit, ParsedDateRule, ResolvedRule } from './model.js';
export { addDays, addMonths, InvalidCivilDateError, parseCivilDate } from './civil-date.js';
export { publishedHolidays, type Coverage, type HolidayData } from './holiday-data.js';
export { calendarKnownIn } from './known-in.js';
export { courteousInstant, type Courtesy } from './courtesy.js';
export { deferInstant } from './defer.js';
export { offsetInstant, type OffsetContext } from './offset.js';
export { parseOffset, type Offset } from './parse-offset.js';
export { parseDateRule, parseLength } from './parse-rule.js';
export { resolveDate, yearlyOccurrence, type Anchor, type ResolveContext } from './resolve.js';
export { isDateRuleError, type DateRuleError, type DateRuleErrorCode } from './rule-error.js';
export { describe, describeDate, describeDeadline, describeInstant, describeLength, describeRemaining, describeRule, type Language } from './words.js';
export { readWrittenDate, type WrittenDate } from './written-date.js';
export { nearestWord } from './spelling.js';
export { WorkingCalendar, type DaySource, type WorkingCalendarOptions } from './working-calendar.js';
export { dateAt, endOfDay, instantAt, startOfDay, UnknownZoneError, wallClock } from './zone.js';
