import { recordingLog } from '@shidian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseSteps } from '../spec-case.js';
import { beforeTheClose, type OwnInstallation, ownInstallation } from '../spec-installation.js';

let there: OwnInstallation;
const log = recordingLog();
const { start, submit } = caseSteps(() => there);

beforeAll(async () => {
  there = await ownInstallation(log);
});

afterAll(async () => {
  await there.close();
});

beforeEach(() => {
  there.clock.at = beforeTheClose;
});

describe('tasks and notices over HTTP', () => {
  it('lists tasks and notices, open and done, read and unread', async () => {
    const school = await there.as('school');
    const county = await there.as('county');
    const { id } = await start(school);
    const mine = (await school.call('tasks', { query: { limit: '200' } })).body as { items: { caseId: string }[] };
    expect(mine.items.map(({ caseId }) => caseId)).toContain(id);
    await submit(school, id);
    const done = (await school.call('tasks', { query: { state: 'done', limit: '200' } })).body as { items: { caseId: string }[] };
    expect(done.items.map(({ caseId }) => caseId)).toContain(id);
    const notices = (await county.call('notices', { query: { unread: 'true', limit: '200' } })).body as { items: { id: string; caseId: string; readAt: null }[] };
    const notice = notices.items.find(({ caseId }) => caseId === id)!;
    expect((await county.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 1 });
    expect((await county.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 0 });
    expect((await school.call('markNoticesRead', { body: { ids: [notice.id] } })).body).toEqual({ marked: 0 });
  });
});
