import { z } from 'zod';
import type { Route } from './route.js';

const Day = z.iso.date();

/** Which days of a year are worked, why, and how far that is known. */
export const HolidayCalendar = z.object({
  year: z.number().int(),
  version: z.string(),
  /** What is arranged; every day outside is provisional. Null where nothing is. */
  coverage: z.object({ from: Day, to: Day }).nullable(),
  days: z.array(
    z.object({
      date: Day,
      working: z.boolean(),
      /** `exchange`: a weekend day that is worked for a holiday (调休). */
      kind: z.enum(['working', 'weekend', 'holiday', 'exchange']),
      name: z.string().nullable(),
      /** Entered by the installation, published, assumed by law, or by the weekday alone. */
      source: z.enum(['own', 'published', 'statutory', 'weekday']),
      /** 暂定: the arrangement of its year is not known yet. */
      provisional: z.boolean(),
    }),
  ),
});

export const holidayRoutes = {
  holidays: {
    method: 'GET',
    path: '/api/calendar/:year',
    tag: 'calendar',
    summary: { zh: '一年的放假与调休安排，以及已知到哪一天', en: 'The days of a year: worked or not, why, and how far that is known' },
    access: 'signed_in',
    params: z.strictObject({ year: z.string().regex(/^(19[5-9]\d|20\d\d|21[0-4]\d)$/) }),
    headers: z.object({ 'if-none-match': z.string().max(1000).exactOptional() }),
    answers: {
      200: { words: { zh: '这一年的日历', en: 'The calendar of the year' }, schema: HolidayCalendar, headers: ['ETag'] },
      304: { words: { zh: '与 If-None-Match 相同', en: 'It is what If-None-Match names' } },
    },
    problems: [],
  },
} as const satisfies Record<string, Route>;
