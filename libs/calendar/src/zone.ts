/**
 * Wall clock ↔ instant for any IANA zone, by `Intl` alone. Zones that skip or repeat an hour have no wall time or two:
 * a skipped one becomes the first instant after the gap, of a repeated one the earlier is taken.
 */
import { addDays, civilParts, dateOfDayNumber, utcMidnight } from './civil-date.js';
import type { CivilDate } from './model.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Since 1970 offsets change only on quarters of an hour, so one answer serves the whole quarter. */
const QUARTER_MS = 15 * MINUTE_MS;
const CACHE_LIMIT = 10_000;

interface ZoneReader {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const readers = new Map<string, ZoneReader>();

export class UnknownZoneError extends Error {
  readonly code = 'calendar.unknown_zone';

  constructor(
    readonly zone: string,
    cause: unknown,
  ) {
    super(`Not an IANA time zone: ${zone}`, { cause });
    this.name = 'UnknownZoneError';
  }
}

function makeFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (error) {
    throw new UnknownZoneError(zone, error);
  }
}

function readerOf(zone: string): ZoneReader {
  let reader = readers.get(zone);
  if (reader === undefined) {
    reader = { format: makeFormat(zone), offsets: new Map() };
    readers.set(zone, reader);
  }
  return reader;
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const fields: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(instant)) fields[type] = value;
  const year = fields.era === 'BC' ? 1 - Number(fields.year) : Number(fields.year);
  const midnight = utcMidnight({ year, month: Number(fields.month), day: Number(fields.day) });
  const wall = midnight + (Number(fields.hour) * 3600 + Number(fields.minute) * 60 + Number(fields.second)) * 1000;
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * Wall clock minus UTC, in ms (Asia/Shanghai today: +28 800 000).
 * @throws UnknownZoneError
 */
export function zoneOffset(instant: number, zone: string): number {
  const reader = readerOf(zone);
  if (instant < 0) return readOffset(reader.format, instant);
  const quarter = Math.floor(instant / QUARTER_MS);
  const known = reader.offsets.get(quarter);
  if (known !== undefined) return known;
  if (reader.offsets.size >= CACHE_LIMIT) reader.offsets.clear();
  const offset = readOffset(reader.format, quarter * QUARTER_MS);
  reader.offsets.set(quarter, offset);
  return offset;
}

/** The wall clock at an instant: the civil date and the minutes since its midnight. */
export function wallClock(instant: number, zone: string): { readonly date: CivilDate; readonly minutes: number } {
  const wall = instant + zoneOffset(instant, zone);
  const day = Math.floor(wall / DAY_MS);
  return { date: dateOfDayNumber(day), minutes: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
}

export function dateAt(instant: number, zone: string): CivilDate {
  return wallClock(instant, zone).date;
}

/** The instant at which the zone's offset changes between `low` (old offset) and `high`. */
function transitionBetween(low: number, high: number, zone: string): number {
  const old = zoneOffset(low, zone);
  let before = low;
  let after = high;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffset(middle, zone) === old) before = middle;
    else after = middle;
  }
  return after;
}

/** The instant at which the wall clock shows `minutes` (0–1440) after the midnight of `date`. */
export function instantAt(date: CivilDate, minutes: number, zone: string): number {
  if (minutes >= 1440) return instantAt(addDays(date, 1), minutes - 1440, zone);
  const wall = utcMidnight(civilParts(date)) + minutes * MINUTE_MS;
  const earlier = zoneOffset(wall - DAY_MS, zone);
  const later = zoneOffset(wall + DAY_MS, zone);
  const candidates = [wall - earlier, wall - later].filter((instant) => instant + zoneOffset(instant, zone) === wall);
  if (candidates.length > 0) return Math.min(...candidates);
  return transitionBetween(wall - DAY_MS, wall + DAY_MS, zone);
}

/** The first instant of the day. */
export function startOfDay(date: CivilDate, zone: string): number {
  return instantAt(date, 0, zone);
}

/** The first instant after the day: 24:00. */
export function endOfDay(date: CivilDate, zone: string): number {
  return instantAt(addDays(date, 1), 0, zone);
}
