import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2016-03-01T01:00:00Z');
/** 2016-03-15T00:00 in China: the first instant outside. */
const CLOSE = Date.parse('2016-03-14T16:00:00Z');
const AFTER = CLOSE + DAY;

describe('an extension granted after expiry', () => {
  let at: LiaoningWorld;
  let lapsed: Awaited<ReturnType<LiaoningWorld['start']>>;
  let other: Awaited<ReturnType<LiaoningWorld['start']>>;
  beforeEach(async () => {
    at = await liaoningWorld(START, 3);
    lapsed = await at.start(0);
    other = await at.start(1);
    at.world.clock.moveTo(CLOSE + HOUR);
    while ((await at.world.drains.due(CLOSE + HOUR)) > 0);
    at.world.clock.moveTo(AFTER);
  });
  afterEach(async () => {
    await at.close();
  });

  const page = async (caseId: string) => await at.world.reader.case(at.world.narrator, caseId);
  const extend = async (to: string, scope: 'program' | 'case' | 'organisation', scopeId: string, idempotency?: { readonly route: string; readonly key: string; readonly bodyHash: string }) =>
    await at.world.programs.setDate({ principal: at.province, at: AFTER, programId: at.programId, name: 'province_due', scope, scopeId, rule: to, reason: '断网', ...(idempotency && { idempotency }) });
  const sound = async (): Promise<void> => {
    for await (const report of at.world.auditing.verify()) expect(report.whole).toBe(true);
    for await (const fault of at.world.auditing.examine(false)) throw new Error(JSON.stringify(fault));
  };

  it('opens again what had lapsed, lists it, and tells whom it concerns', async () => {
    expect((await page(lapsed.caseId))?.item).toMatchObject({ outcome: '逾期未报', tags: ['lapsed'] });
    const set = await extend('by 2016-03-20', 'program', at.programId);
    expect(set.reopened.map(({ number, applicantName }) => `${number} ${applicantName}`)).toEqual(['000001 示例大学1', '000002 示例大学2']);
    expect((await page(lapsed.caseId))?.item).toMatchObject({ outcome: null, states: ['apply/drafting'] });
    expect((await at.world.notices()).filter(({ caseId }) => caseId === lapsed.caseId).map(({ text }) => text.zh)).toContainEqual(expect.stringMatching(/已恢复受理.*3月20日/));
    await sound();
  });

  it('lets the applicant hand in, by the new task and up to the new close', async () => {
    await extend('by 2016-03-20', 'program', at.programId);
    const [task] = (await page(lapsed.caseId))?.state.tasks ?? [];
    await expect(at.submit(lapsed.caseId, lapsed.principal, AFTER + HOUR)).rejects.toMatchObject({ code: 'deadline.closed' });
    await expect(at.submit(lapsed.caseId, lapsed.principal, AFTER + HOUR, task?.number)).resolves.toMatchObject({ states: ['receive/awaiting'] });
    while ((await at.world.drains.due(CLOSE + 9 * DAY)) > 0);
    expect((await page(other.caseId))?.item.outcome).toBe('逾期未报');
    await sound();
  });

  it('for one case opens that one alone', async () => {
    const set = await extend('by 2016-03-20', 'case', other.caseId);
    expect(set.reopened.map(({ caseId }) => caseId)).toEqual([other.caseId]);
    while ((await at.world.drains.pokeCases(at.programId, AFTER)) > 0);
    expect((await page(lapsed.caseId))?.item.outcome).toBe('逾期未报');
    expect((await page(other.caseId))?.item.outcome).toBeNull();
  });

  it('for one organisation opens what lies below it alone', async () => {
    const { applicantId = '' } = (await page(other.caseId))?.item ?? {};
    expect((await extend('by 2016-03-20', 'organisation', applicantId)).reopened.map(({ caseId }) => caseId)).toEqual([other.caseId]);
  });

  it('to an instant that has passed too is refused, and opens nothing', async () => {
    await expect(extend('by 2016-03-15', 'program', at.programId)).rejects.toMatchObject({ code: 'date.in_past' });
    expect((await page(lapsed.caseId))?.item.outcome).toBe('逾期未报');
  });

  it('reaches by poke what a row that was written otherwise leaves lapsed', async () => {
    await at.scratch.sql(
      `INSERT INTO shidian.program_date (id, program_id, name, scope, scope_id, rule, closes_at, provisional, zone, calendar_version, set_at)
       VALUES (gen_random_uuid(), $1, 'province_due', 'program', $1, 'by 2016-03-20', '2016-03-21 00:00+08', false, 'Asia/Shanghai', '', '2016-03-16 00:00+08')`,
      [at.programId],
    );
    while ((await at.world.drains.pokeCases(at.programId, AFTER)) > 0);
    expect((await page(lapsed.caseId))?.item.outcome).toBeNull();
    expect((await page(other.caseId))?.item.outcome).toBeNull();
  });

  it('asked for twice under one key opens once', async () => {
    const key = { route: 'setDate', key: 'the-same-request', bodyHash: 'x' };
    const first = await extend('by 2016-03-20', 'program', at.programId, key);
    expect((await extend('by 2016-03-20', 'program', at.programId, key)).reopened).toEqual(first.reopened);
    const rows = (await at.world.reader.journal(at.world.narrator, lapsed.caseId, { limit: 50 })).items.filter(({ kind }) => kind === 'reopened');
    expect(rows).toHaveLength(1);
  });
});
