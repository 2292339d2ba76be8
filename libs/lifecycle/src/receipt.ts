/** What comes in with an act, made ready for the kernel: dates in words become instants, nothing in the future is believed. */
import { endOfDay, instantAt, startOfDay } from '@shidian/calendar';
import type { Instant, JsonValue } from '@shidian/engine';
import { Refused } from './use-cases.js';

const DATE = /^(\d{4}-\d{2}-\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?$/;

/** `YYYY-MM-DD` (the day's end: the first instant outside), `YYYY-MM-DD HH:MM` in the zone, or an ISO instant with offset. */
export function parseInstant(text: string, zone: string, day: 'start' | 'end'): Instant | undefined {
  const date = DATE.exec(text)?.[1];
  if (date !== undefined) return attempt(() => (day === 'end' ? endOfDay(date, zone) : startOfDay(date, zone)));
  const [, onDate, time] = DATE_TIME.exec(text) ?? [];
  if (onDate !== undefined && time !== undefined) return attempt(() => instantAt(onDate, minutesOf(time), zone));
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function attempt(read: () => Instant): Instant | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * `fix_by` becomes the instant by which to come back; `happened_on` stays as written and gets `happened_at` beside it.
 * @throws Refused `data.missing` for a fix_by that is no future instant, `happened_on.invalid` for a day that is none or lies in the future
 */
export function readyData(data: Readonly<Record<string, JsonValue>>, at: Instant, zone: string): Readonly<Record<string, JsonValue>> {
  const ready: Record<string, JsonValue> = { ...data };
  const fixBy = data['fix_by'];
  if (fixBy !== undefined && fixBy !== null && fixBy !== '') {
    const instant = typeof fixBy === 'string' ? parseInstant(fixBy, zone, 'end') : undefined;
    if (instant === undefined || instant <= at) {
      throw new Refused('data.missing', { zh: '补正期限（fix_by）须是将来的日期，如 2016-03-20', en: 'fix_by must be a day to come, e.g. 2016-03-20' }, { fields: ['fix_by'] });
    }
    ready['fix_by'] = instant;
  }
  const happenedOn = data['happened_on'];
  if (happenedOn !== undefined && happenedOn !== null && happenedOn !== '') {
    const instant = typeof happenedOn === 'string' ? parseInstant(happenedOn, zone, 'start') : undefined;
    if (instant === undefined || instant > at) {
      throw new Refused('happened_on.invalid', { zh: '发生日期（happened_on）须是今天或以前的日期，如 2016-03-14', en: 'happened_on must be today or earlier, e.g. 2016-03-14' }, {});
    }
    ready['happened_at'] = instant;
  }
  return ready;
}
