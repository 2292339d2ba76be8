import type { PlanEntry } from '../generated/api.js';

export type PlanLine = { readonly kind: 'entry'; readonly entry: PlanEntry; readonly past: boolean } | { readonly kind: 'today' };

/** What begins and what is due, in order, with today in between; reminders and escalations where they are wanted. */
export function planLines(entries: readonly PlanEntry[], now: string, all: boolean): readonly PlanLine[] {
  const shown = entries.filter(({ kind }) => all || kind === 'opens' || kind === 'due').toSorted((a, b) => a.at.localeCompare(b.at));
  const lines = shown.map((entry): PlanLine => ({ kind: 'entry', entry, past: entry.at < now }));
  const next = shown.findIndex(({ at }) => at >= now);
  return lines.toSpliced(next < 0 ? lines.length : next, 0, { kind: 'today' });
}
