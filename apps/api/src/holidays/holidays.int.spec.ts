import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';
import type { Reply } from '../spec-client.js';

let there: OwnInstallation;

beforeAll(async () => {
  there = await ownInstallation();
});
afterAll(async () => {
  await there.close();
});

interface Day {
  readonly date: string;
  readonly working: boolean;
  readonly kind: string;
  readonly name: string | null;
  readonly source: string;
  readonly provisional: boolean;
}
const daysOf = ({ body }: Reply): readonly Day[] => (body as { readonly days: readonly Day[] }).days;

describe('the calendar of a year', () => {
  it('has every day of it, the days around National Day 2026 as they were arranged', async () => {
    const school = await there.as('school');
    const answer = await school.call('holidays', { params: { year: '2026' } });
    expect(answer.body).toMatchObject({ year: 2026, coverage: { to: '2026-12-28' } });
    const days = daysOf(answer);
    expect(days).toHaveLength(365);
    const kinds = days.filter(({ date }) => date >= '2026-09-19' && date <= '2026-10-11').map(({ date, kind }) => `${date.slice(5)} ${kind}`);
    expect(kinds).toEqual([
      ...['09-19 weekend', '09-20 exchange', '09-21 working', '09-22 working', '09-23 working', '09-24 working', '09-25 holiday', '09-26 holiday', '09-27 holiday', '09-28 working', '09-29 working', '09-30 working'],
      ...['10-01 holiday', '10-02 holiday', '10-03 holiday', '10-04 holiday', '10-05 holiday', '10-06 holiday', '10-07 holiday', '10-08 working', '10-09 working', '10-10 exchange', '10-11 weekend'],
    ]);
    expect(days.find(({ date }) => date === '2026-10-10')).toEqual({ date: '2026-10-10', working: true, kind: 'exchange', name: '国庆节调休', source: 'published', provisional: false });
    expect((await school.call('holidays', { params: { year: '2026' }, headers: { 'if-none-match': String(answer.headers['etag']) } })).status).toBe(304);
  });

  it('beyond what is arranged assumes the statutory holidays and says so', async () => {
    const days = daysOf(await (await there.as('school')).call('holidays', { params: { year: '2028' } }));
    expect(days).toHaveLength(366);
    expect(days.every(({ provisional }) => provisional)).toBe(true);
    expect(days.find(({ date }) => date === '2028-10-02')).toMatchObject({ working: false, kind: 'holiday', name: '国庆节', source: 'statutory' });
  });

  it('is of a year that can be reckoned', async () => {
    const school = await there.as('school');
    for (const year of ['1949', '2150', '26', 'next']) expect(await school.call('holidays', { params: { year } })).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });
});
