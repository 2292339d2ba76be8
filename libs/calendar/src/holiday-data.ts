/**
 * The State Council's yearly arrangements as published in `chinese-days`. That package answers for every date, also where
 * no arrangement exists yet, and does not say so: only what it names as a holiday or as worked in exchange is taken, and
 * coverage is reckoned from that.
 */
import chineseDays from 'chinese-days';
import { addDays, civilDate } from './civil-date.js';
import type { CivilDate } from './model.js';

/** Date → name of the holiday: the days off, and the weekend days worked in exchange (调休). */
export interface HolidayData {
  readonly off: ReadonlyMap<CivilDate, string>;
  readonly worked: ReadonlyMap<CivilDate, string>;
}

/** Years in which the package is asked for National Day, to find those that it knows. */
const FIRST_YEAR_ASKED = 2000;
const LAST_YEAR_ASKED = 2100;

/** What the package says of a day: `National Day,国庆节,3` for a named one, `Monday` for an ordinary one. */
export type DayDetail = (date: CivilDate) => { readonly work: boolean; readonly name: string };

let read: HolidayData | undefined;

/** Read on first use (some 50 ms): a door must not do work when it is imported. */
export function publishedHolidays(): HolidayData {
  read ??= readPublished((date) => chineseDays.getDayDetail(date));
  return read;
}

/**
 * Asks by text only: the package files its own tables by the same reading of the same text, in whatever zone the host is.
 * West of Greenwich that reading is a day off, so that a `Date` would find the wrong day, and the weekdays it names are wrong.
 */
export function readPublished(dayDetail: DayDetail): HolidayData {
  const off = new Map<CivilDate, string>();
  const worked = new Map<CivilDate, string>();
  for (let year = FIRST_YEAR_ASKED; year <= LAST_YEAR_ASKED; year += 1) {
    if (chineseName(dayDetail(civilDate(year, 10, 1)).name) === undefined) continue;
    for (let date = civilDate(year, 1, 1); date <= civilDate(year, 12, 31); date = addDays(date, 1)) {
      const { work, name } = dayDetail(date);
      const chinese = chineseName(name);
      if (chinese !== undefined) (work ? worked : off).set(date, chinese);
    }
  }
  return { off, worked };
}

function chineseName(name: string): string | undefined {
  return name.split(',')[1];
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
