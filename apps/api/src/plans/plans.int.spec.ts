import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnInstallation, ownInstallation } from '../spec-installation.js';
import type { Reply } from '../spec-client.js';

let there: OwnInstallation;
let hash: string;

beforeAll(async () => {
  there = await ownInstallation();
  hash = (await there.parts.definitions.list())[0]?.hash ?? '';
});

afterAll(async () => {
  await there.close();
});

interface PlanBody {
  readonly calendar: { readonly to: string | null };
  readonly entries: readonly { readonly key: string; readonly at: string; readonly provisional: boolean; readonly revision: number; readonly told: readonly { readonly name: { readonly zh: string } }[] }[];
}

const planOf = ({ body }: Reply): PlanBody => body;
const etagOf = ({ headers }: Reply): string => String(headers['etag']);
const entry = (plan: PlanBody, key: string) => plan.entries.find((one) => one.key === key);

describe('the plan of a definition', () => {
  it('is that of the file, as of today or of a day', async () => {
    const school = await there.as('school');
    const now = planOf(await school.call('definitionPlan', { params: { hash } }));
    const then = planOf(await school.call('definitionPlan', { params: { hash }, query: { asOf: '2016-01-20' } }));
    expect(entry(now, 'case/receive/due/due')).toMatchObject({ at: '2016-03-14T16:00:00.000Z' });
    expect([entry(now, 'case/accept/due/remind-1wd')?.provisional, entry(then, 'case/accept/due/remind-1wd')?.provisional]).toEqual([false, true]);
    expect(then.calendar.to).toMatch(/^2016-12-/);
    expect(await school.call('definitionPlan', { params: { hash }, query: { asOf: '2016-13-45' } })).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });

  it('is a calendar file that another library reads, the same each time', async () => {
    const school = await there.as('school');
    const file = await school.call('definitionPlanCalendar', { params: { hash } });
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const events = new ICAL.Component(ICAL.parse(file.body) as unknown[]).getAllSubcomponents('vevent');
    expect(events.length).toBeGreaterThan(40);
    const again = await school.call('definitionPlanCalendar', { params: { hash }, headers: { 'if-none-match': etagOf(file) } });
    expect([again.status, again.body]).toEqual([304, '']);
    expect((await school.call('definitionPlanCalendar', { params: { hash }, query: { lang: 'en' }, headers: { 'if-none-match': etagOf(file) } })).status).toBe(200);
  });

  it('is refused where nothing is published', async () => {
    expect(await (await there.as('school')).call('definitionPlan', { params: { hash: `sha256:${'0'.repeat(64)}` } })).toMatchObject({ status: 404, body: { code: 'definition.unknown' } });
  });
});

describe('the plan of a round', () => {
  it('goes by the dates of the round: an extension moves what hangs on it and is seen by who asks again', async () => {
    const province = await there.as('province');
    const params = { programId: there.programId };
    const [before, file] = [await province.call('programPlan', { params }), await province.call('programPlanCalendar', { params })];
    expect(entry(planOf(before), 'case/receive/due/due')).toMatchObject({ at: '2016-03-14T16:00:00.000Z', revision: 0 });
    expect((await province.call('programPlan', { params, headers: { 'if-none-match': etagOf(before) } })).status).toBe(304);
    const set = await province.call('setDate', { params, body: { name: 'province_due', scope: 'program', scopeId: there.programId, rule: 'by 2016-03-18', reason: '大雪', approver: '示例处长' } });
    expect(set.status).toBe(201);
    const after = await province.call('programPlan', { params, headers: { 'if-none-match': etagOf(before) } });
    expect(after.status).toBe(200);
    expect(entry(planOf(after), 'case/receive/due/due')).toMatchObject({ at: '2016-03-18T16:00:00.000Z', revision: 1 });
    expect((await province.call('programPlanCalendar', { params, headers: { 'if-none-match': etagOf(file) } })).body).toContain('SEQUENCE:1');
  });

  it('is for those who see the program', async () => {
    expect(await (await there.as('school')).call('programPlan', { params: { programId: there.schoolId } })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
