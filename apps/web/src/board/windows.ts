import type { PlanDate } from '../generated/api.js';

/** One bar of the timeline; places are shares of its width, from 0 to 1. */
export interface WindowBar {
  readonly date: PlanDate;
  readonly from: number;
  readonly to: number;
  /** It has an end alone: shown as a mark. */
  readonly mark: boolean;
  readonly past: boolean;
}

export interface Windows {
  readonly bars: readonly WindowBar[];
  /** Undefined where today lies outside. */
  readonly today: number | undefined;
  readonly begins: string;
  readonly ends: string;
}

const dayMs = 24 * 3_600_000;

/** Every date that has an end, by its end, over the time from the first of them (or today) to the last. Undefined where there is none. */
export function windowsOf(dates: readonly PlanDate[], opened: string, now: number): Windows | undefined {
  const set = dates.filter((date): date is PlanDate & { readonly closes: string } => date.closes !== null);
  if (set.length === 0) return undefined;
  const instants = [Date.parse(opened), ...set.flatMap(({ opens, closes }) => [closes, ...(opens === null ? [] : [opens])].map((at) => Date.parse(at)))];
  const [first, last] = [Math.min(...instants) - dayMs, Math.max(...instants) + dayMs];
  const place = (at: number): number => (at - first) / (last - first);
  const bars = set
    .map((date) => {
      const to = Date.parse(date.closes);
      return { date, from: place(date.opens === null ? to : Date.parse(date.opens)), to: place(to), mark: date.opens === null, past: to <= now };
    })
    .sort((a, b) => a.to - b.to || a.from - b.from);
  return { bars, today: now >= first && now <= last ? place(now) : undefined, begins: new Date(first).toISOString(), ends: new Date(last).toISOString() };
}
