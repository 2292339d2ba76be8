/**
 * Which calendar binds a program is a committed row among its dates, so that a step reads it under the lock with
 * everything else: a calendar update is one such row, binds at once, and reaches the cases as every date row does.
 */
import type { Instant } from '@shidian/engine';
import { newId } from '../ids.js';
import type { DateRow } from '../ports/rows.js';

/** No date of a file can have this name. */
export const CALENDAR_ROW = '@calendar';

export interface CalendarChoice {
  readonly programId: string;
  readonly version: string;
  readonly zone: string;
  readonly at: Instant;
  /** Account that opened the program; null where the system or an administrator at the machine did it. */
  readonly setBy: string | null;
  /** Of an update: who applied it, and the notice that it follows. */
  readonly by?: string;
  readonly documentNumber?: string;
}

export function calendarRow({ programId, version, zone, at, setBy, by, documentNumber }: CalendarChoice): DateRow {
  return {
    id: newId(),
    programId,
    name: CALENDAR_ROW,
    scope: 'program',
    scopeId: programId,
    rule: version,
    opensAt: null,
    closesAt: null,
    provisional: false,
    zone,
    calendarVersion: version,
    reason: null,
    approver: by ?? null,
    documentNumber: documentNumber ?? null,
    setBy,
    setAt: at,
  };
}

/** In the order in which they were set; the last one binds. */
export function calendarRows(rows: readonly DateRow[]): readonly DateRow[] {
  return rows.filter(({ name }) => name === CALENDAR_ROW).sort((a, b) => a.setAt - b.setAt || (a.id < b.id ? -1 : 1));
}

/** Version of the calendar that binds; undefined for a program that was opened before there was such a row. */
export function calendarVersionOf(rows: readonly DateRow[]): string | undefined {
  return calendarRows(rows).at(-1)?.calendarVersion;
}
