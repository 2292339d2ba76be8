/** Arithmetic on civil dates (`YYYY-MM-DD`, proleptic Gregorian, years 1–9999); no zone and no clock in here. */
import type { CivilDate } from './model.js';

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface CivilParts {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

/** Days in the month, `month` 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Undefined where the text is not `YYYY-MM-DD` or no such day exists (2015-02-29). */
export function parseCivilDate(text: string): CivilParts | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (parts.year < 1 || parts.month < 1 || parts.month > 12 || parts.day < 1) return undefined;
  return parts.day > daysInMonth(parts.year, parts.month) ? undefined : parts;
}

export class InvalidCivilDateError extends Error {
  readonly code = 'calendar.invalid_date';

  constructor(readonly text: string) {
    super(`Not a date of the form YYYY-MM-DD that exists: ${text}`);
    this.name = 'InvalidCivilDateError';
  }
}

/** @throws InvalidCivilDateError */
export function civilParts(date: CivilDate): CivilParts {
  const parts = parseCivilDate(date);
  if (parts === undefined) throw new InvalidCivilDateError(date);
  return parts;
}

/** @throws InvalidCivilDateError where the parts name no day of the years 1–9999. */
export function civilDate(year: number, month: number, day: number): CivilDate {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  civilParts(date);
  return date;
}

/** Midnight UTC of a civil date as if it were UTC; `Date.UTC` alone would read years 0–99 as 1900–1999. */
export function utcMidnight({ year, month, day }: CivilParts): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return utcMidnight(civilParts(date)) / DAY_MS;
}

/** The inverse of {@link dayNumber}. */
export function dateOfDayNumber(day: number): CivilDate {
  const date = new Date(day * DAY_MS);
  return civilDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** A day that the target month lacks becomes its last: 2021-11-30 + 3 months = 2022-02-28. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = civilParts(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return civilDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
