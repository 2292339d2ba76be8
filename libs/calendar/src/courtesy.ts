/** When people may be reminded: within hours of the day, on working days, not on days that are to be quiet. */
import { addDays } from './civil-date.js';
import type { CivilDate } from './model.js';
import type { OffsetContext } from './offset.js';
import { dateAt, instantAt } from './zone.js';

export interface Courtesy {
  /** Minutes since midnight, `from` inclusive, `to` exclusive. */
  readonly hours: { readonly from: number; readonly to: number };
  readonly days: 'working' | 'all';
  /** Both days inclusive. */
  readonly quiet: readonly { readonly from: CivilDate; readonly to: CivilDate }[];
}

/** Longer than any holiday; whoever keeps more days quiet than that is not kept waiting for ever. */
const MOST_DAYS = 60;

/**
 * The instant itself where people may be reminded then, or else the first after it at which they may; but never at or
 * past `before`: a reminder that would come too late comes when it was to come.
 */
export function courteousInstant(at: number, before: number, { hours, days, quiet }: Courtesy, { zone, calendar }: OffsetContext): number {
  const first = dateAt(at, zone);
  for (let offset = 0; offset <= MOST_DAYS; offset += 1) {
    const day = addDays(first, offset);
    if (days === 'working' && !calendar.isWorkingDay(day)) continue;
    if (quiet.some(({ from, to }) => day >= from && day <= to)) continue;
    const opens = Math.max(at, instantAt(day, hours.from, zone));
    if (opens >= instantAt(day, hours.to, zone)) continue;
    return opens < before ? opens : at;
  }
  return at;
}
