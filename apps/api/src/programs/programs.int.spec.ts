import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('a program over HTTP', () => {
  it('shows the dates with their zone and lets the party set what is its own', async () => {
    const county = await there.as('county');
    const params = { programId: there.programId };
    const { items } = (await county.call('dates', { params })).body as { items: { name: string; closesAt: string; zone: string }[] };
    expect(items.find(({ name }) => name === 'province_due')).toMatchObject({ closesAt: '2016-03-14T16:00:00.000Z', zone: 'Asia/Shanghai' });
    const set = (rule: string) => county.call('setDate', { params, body: { name: 'county_due', scope: 'organisation', scopeId: there.countyId, rule, reason: '示例' } });
    expect((await set('by 2016-03-20')).body).toMatchObject({ code: 'date.after_bound' });
    expect((await set('whenever')).body).toMatchObject({ code: 'date.invalid' });
    expect((await set('by 2016-03-13')).body).toMatchObject({ name: 'county_due', closesAt: '2016-03-13T16:00:00.000Z' });
  });

  it('shows programs and definitions', async () => {
    const school = await there.as('school');
    const { items } = (await school.call('programs')).body as { items: { id: string; definitionHash: string }[] };
    expect(items.map(({ id }) => id)).toEqual([there.programId]);
    const program = await school.call('program', { params: { programId: there.programId } });
    expect(program.headers['etag']).toMatch(/^"\d+"$/);
    const { definitionHash } = items[0]!;
    expect((await school.call('definitions')).body).toMatchObject({ items: [{ hash: definitionHash }] });
    expect((await school.call('definition', { params: { hash: definitionHash } })).body).toMatchObject({ hash: definitionHash });
    expect((await school.call('definition', { params: { hash: `sha256:${'0'.repeat(64)}` } })).status).toBe(404);
    expect((await school.call('programJournal', { params: { programId: there.programId } })).status).toBe(200);
  });
});
