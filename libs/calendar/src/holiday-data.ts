/**
 * The State Council's yearly arrangements as published in `chinese-days`. That package answers for every date, also where
 * no arrangement exists yet, and does not say so; therefore only its raw tables are read, and coverage is reckoned from them.
 */
import { createRequire } from 'node:module';
import type { CivilDate } from './model.js';

/** Date → name of the holiday: the days off, and the weekend days worked in exchange (调休). */
export interface HolidayData {
  readonly off: ReadonlyMap<CivilDate, string>;
  readonly worked: ReadonlyMap<CivilDate, string>;
}

interface RawTables {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** The tables say `National Day,国庆节,3`. */
function names(table: Readonly<Record<string, string>>): ReadonlyMap<CivilDate, string> {
  return new Map(Object.entries(table).map(([date, text]) => [date, text.split(',')[1] ?? text]));
}

let loaded: HolidayData | undefined;

/** Read on first use: a door must not do work when it is imported. */
export function publishedHolidays(): HolidayData {
  if (loaded === undefined) {
    const raw = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as RawTables;
    loaded = { off: names(raw.holidays), worked: names(raw.workdays) };
  }
  return loaded;
}

export interface Coverage {
  /** First day of the first year with an arrangement. */
  readonly from: CivilDate;
  /** Last day that no later arrangement can touch any more. */
  readonly to: CivilDate;
}

/**
 * A year is arranged when its National Day is in the tables. The last days of December belong to the *next* year's
 * arrangement (2018-12-29 was worked and 12-31 off by that of 2019), so coverage ends before the earliest December day
 * that any arrangement in the tables ever touched.
 */
export function coverageOf(data: HolidayData): Coverage | undefined {
  const arranged = new Set([...data.off.keys()].filter((date) => date.endsWith('-10-01')).map((date) => Number(date.slice(0, 4))));
  if (arranged.size === 0) return undefined;
  const last = Math.max(...arranged);
  let first = last;
  while (arranged.has(first - 1)) first -= 1;
  const touched = [...data.off.keys(), ...data.worked.keys()].map((date) => date.slice(5)).filter((day) => day >= '12-16');
  const open = touched.reduce((least, day) => (day < least ? day : least), '12-32');
  const lastDay = open === '12-32' ? 31 : Number(open.slice(3)) - 1;
  return { from: `${String(first)}-01-01`, to: `${String(last)}-12-${String(lastDay)}` };
}
