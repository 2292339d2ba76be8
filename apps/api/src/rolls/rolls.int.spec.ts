import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseSteps } from '../spec-case.js';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();
const { start, view, submit } = caseSteps(() => there);

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('a roll over HTTP', () => {
  it('draws the table from the covers, sends it up once, and shows mobiles only to those who work on the case', async () => {
    const [school, county, city, province] = await Promise.all(['school', 'county', 'city', 'province'].map((login) => there.as(login)));
    const { id } = await start(school!);
    await submit(school!, id);
    const { task } = (await view(county!, id)).actions.find(({ decision }) => decision === 'accept')!;
    expect((await county!.call('actOnCase', { params: { caseId: id, number: task }, body: { decision: 'accept' } })).status).toBe(200);

    const roll = { programId: there.programId, stage: 'gather_county', roll: 'report' };
    const candidates = (await county!.call('candidates', { params: roll })).body as { cases: { caseId: string }[]; table: { rows: string[][] } };
    expect(candidates.cases.map(({ caseId }) => caseId)).toContain(id);
    expect(JSON.stringify(candidates.table)).toContain('13800001234');
    expect((await school!.call('candidates', { params: roll })).body).toMatchObject({ code: 'right.missing' });
    expect((await county!.call('confirmRoll', { params: roll, body: { lines: [{ caseId: id, decision: 'sent' }] } })).body).toMatchObject({ code: 'data.missing' });
    const lines = candidates.cases.map(({ caseId }) => ({ caseId, decision: 'sent' }));
    const confirmed = await county!.call('confirmRoll', { params: roll, body: { lines, data: { seal: true } } });
    expect(confirmed.status).toBe(201);
    const { id: rollId } = confirmed.body as { id: string };
    expect((await county!.call('rolls', { params: { programId: there.programId } })).body).toMatchObject({ items: [{ id: rollId, lines: lines.length }] });
    expect((await county!.call('roll', { params: { rollId } })).body).toMatchObject({ masked: false, table: candidates.table });
    expect((await city!.call('roll', { params: { rollId } })).status).toBe(200);

    expect((await view(school!, id)).forms[0]).toMatchObject({ masked: false, values: { cover: { mobile: '13800001234' } } });
    expect((await view(county!, id)).forms[0]).toMatchObject({ masked: false });
    const strangers = (await view(province!, id)).forms[0];
    expect(strangers).toMatchObject({ masked: true, values: { cover: { mobile: '138****1234', email: 's***@example.org', unit: '示例第一小学' } } });
    expect(JSON.stringify(strangers)).not.toContain('13800001234');
  });
});
