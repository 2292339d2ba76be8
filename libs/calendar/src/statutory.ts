/**
 * The statutory holidays of a year by the regulation in force since 2025-01-01 (《全国年节及纪念日放假办法》, 13 days),
 * without 调休, which nobody knows before the yearly arrangement: the provisional calendar beyond it.
 */
import { Lunar, Solar } from 'lunar-typescript';
import { addDays, civilDate } from './civil-date.js';
import type { CivilDate } from './model.js';

function lunarDay(year: number, month: number, day: number): CivilDate {
  const solar = Lunar.fromYmd(year, month, day).getSolar();
  return civilDate(solar.getYear(), solar.getMonth(), solar.getDay());
}

function pureBrightness(year: number): CivilDate {
  const term = Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()['清明'];
  if (term === undefined) return civilDate(year, 4, 5);
  return civilDate(term.getYear(), term.getMonth(), term.getDay());
}

/** Date → name. */
export function statutoryHolidays(year: number): ReadonlyMap<CivilDate, string> {
  const newYear = lunarDay(year, 1, 1);
  return new Map([
    [civilDate(year, 1, 1), '元旦'],
    ...[-1, 0, 1, 2].map((days): [CivilDate, string] => [addDays(newYear, days), '春节']),
    [pureBrightness(year), '清明'],
    [civilDate(year, 5, 1), '劳动节'],
    [civilDate(year, 5, 2), '劳动节'],
    [lunarDay(year, 5, 5), '端午'],
    [lunarDay(year, 8, 15), '中秋'],
    ...[1, 2, 3].map((day): [CivilDate, string] => [civilDate(year, 10, day), '国庆节']),
  ]);
}
