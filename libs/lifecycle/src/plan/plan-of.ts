import { calendarKnownIn, wallClock, type WorkingCalendar } from '@shidian/calendar';
import type { Artefact } from '@shidian/definition';
import type { Instant } from '@shidian/engine';
import type { DateRow } from '../ports/rows.js';
import type { Plan } from './plan.js';
import { PlanDates } from './plan-dates.js';
import { PlanEntries } from './plan-entries.js';
import { PlanParties } from './plan-parties.js';

export interface PlanInput {
  readonly artefact: Artefact;
  readonly calendar: WorkingCalendar;
  /** A round and its dates; without it the plan is that of the file. */
  readonly round?: { readonly id: string; readonly name: string; readonly rows: readonly DateRow[] };
}

/**
 * The dated calendar of a program before it starts: who must do what by when and who is told what, over all its years.
 * Pure; it goes by the same date rules, rows, ladders and charts as the kernel does later.
 */
export function planOf({ artefact, calendar, round }: PlanInput): Plan {
  const parties = new PlanParties(artefact);
  const rows = (round?.rows ?? []).filter(({ scope }) => scope === 'program');
  const dates = new PlanDates(artefact, calendar, rows, parties);
  const entries = new PlanEntries(artefact, dates, parties);
  return {
    definition: { id: artefact.id, hash: artefact.hash, name: artefact.name, issuer: artefact.issuer },
    ...(round === undefined ? {} : { program: { id: round.id, name: round.name } }),
    zone: artefact.zone,
    calendar: { version: calendar.version, from: calendar.coverage?.from ?? null, to: calendar.coverage?.to ?? null },
    dates: dates.all(),
    entries: entries.dated(),
    relative: entries.relative(),
    undated: entries.undated(),
    whenItHappens: entries.whenItHappens(),
    questions: Object.entries(artefact.settings).map(([number, { ask, answer, basis }]) => ({ number, ask, ...(answer === undefined ? {} : { answer }), basis })),
  };
}

/** The calendar as an official could know it on a day. */
export function calendarAsOf(at: Instant, zone: string): WorkingCalendar {
  return calendarKnownIn(Number(wallClock(at, zone).date.slice(0, 4)));
}
