/**
 * An extension across the very instant of the old deadline, while workers fire: `npm run long:extension` does it with
 * 20,000 cases, the usual run with some hundred.
 */
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CASES = Number(process.env['EXTENDED_CASES'] ?? '200');
const LONG_MS = 3_600_000;
const GRACE_MS = 60_000;
const START = Date.parse('2016-03-01T01:00:00Z');
/** 2016-03-15T00:00 in China: the first instant outside. */
const CLOSE = Date.parse('2016-03-14T16:00:00Z');
const LATER = Date.parse('2016-03-20T16:00:00Z');
const WORKERS = 4;

describe.each([
  { when: 'at the instant of the close, committed within the grace', at: CLOSE, drainsAt: CLOSE + GRACE_MS - 1, lapses: false },
  { when: 'at the end of the grace, while the close fires', at: CLOSE + GRACE_MS, drainsAt: CLOSE + GRACE_MS, lapses: true },
])(`${CASES} cases extended $when`, ({ at: receipt, drainsAt, lapses }) => {
  let there: LiaoningWorld;
  beforeAll(async () => {
    there = await started();
  }, LONG_MS);
  afterAll(async () => {
    await there.close();
  });

  it('none fires under the old deadline once the row is committed, and each has one timer, one move and one word of it', async () => {
    const { world, scratch, programId, province } = there;
    world.clock.moveTo(drainsAt);
    let working = true;
    // Workers that never rest; what is due by now is fired as fast as it can be.
    const worker = async (): Promise<void> => {
      while (working) if ((await world.drains.due(drainsAt, 50)) === 0) await new Promise((resolve) => setImmediate(resolve));
    };
    const workers = Array.from({ length: WORKERS }, worker);
    await world.programs.setDate({ principal: province, at: receipt, programId, name: 'province_due', scope: 'program', scopeId: programId, rule: 'by 2016-03-20', reason: '断网' });
    while ((await world.drains.pokeCases(programId, receipt, 200)) > 0);
    working = false;
    await Promise.all(workers);
    // Long after the old deadline, and before any reminder of the new one.
    const probe = CLOSE + 3_600_000;
    world.clock.moveTo(probe);
    while ((await world.drains.due(probe, 200)) > 0);

    const [count] = await scratch.sql<Record<string, number>>(
      `WITH applied AS (
         SELECT owner_id, min(seq) AS seq FROM shidian.journal
          WHERE case_id IS NOT NULL AND body::json -> 'cause' ->> 'kind' IN ('moved', 'reopened') AND at >= shidian.instant($1) GROUP BY owner_id)
       SELECT (SELECT count(*) FROM shidian.case_file WHERE outcome IS NULL)::int AS open,
              (SELECT count(*) FROM applied)::int AS applied,
              (SELECT count(*) FROM shidian.journal j JOIN applied a ON a.owner_id = j.owner_id AND j.seq > a.seq WHERE j.kind = 'deadline')::int AS "firedAfterwards",
              (SELECT count(*) FROM shidian.journal j WHERE j.kind = 'deadline' AND j.case_id IS NOT NULL)::int AS fired,
              (SELECT count(*) FROM shidian.journal j WHERE j.kind = 'reopened')::int AS reopened,
              (SELECT count(*) FROM (SELECT owner_id FROM shidian.timer WHERE case_id IS NOT NULL GROUP BY owner_id HAVING count(*) = 1) t)::int AS "oneTimer",
              (SELECT count(*) FROM shidian.task WHERE case_id IS NOT NULL AND closed_at IS NULL AND due_at = shidian.instant($2))::int AS "dueLater",
              (SELECT count(*) FROM (SELECT case_id FROM shidian.notice WHERE kind = 'date' AND case_id IS NOT NULL GROUP BY case_id, post_id HAVING count(*) = 1) n)::int AS "toldOnce",
              (SELECT count(*) FROM shidian.notice WHERE kind = 'date' AND case_id IS NOT NULL)::int AS told`,
      [receipt, LATER],
    );
    expect(count).toMatchObject({ open: CASES, applied: CASES, firedAfterwards: 0, oneTimer: CASES, dueLater: CASES, toldOnce: CASES, told: CASES });
    expect(count?.['fired']).toBe(count?.['reopened']);
    if (!lapses) expect(count?.['fired']).toBe(0);
    for await (const report of world.auditing.verify()) expect(report.whole).toBe(true);
    for await (const fault of world.auditing.examine(false)) throw new Error(JSON.stringify(fault));
  }, LONG_MS);
});

async function started(): Promise<LiaoningWorld> {
  const topics = 20;
  const there = await liaoningWorld(START, Math.ceil(CASES / topics));
  const codes = there.artefact.topics.filter(({ open }) => !open).slice(0, topics).map(({ code }) => code);
  const all = Array.from({ length: CASES }, (_, index) => index);
  const clerk = async (): Promise<void> => {
    for (let next = all.pop(); next !== undefined; next = all.pop()) await there.start(Math.floor(next / topics), codes[next % topics] ?? '');
  };
  await Promise.all(Array.from({ length: 4 }, clerk));
  // Whatever reminders come before, so that the close alone is what is due.
  there.world.clock.moveTo(CLOSE - 1);
  while ((await there.world.drains.due(CLOSE - 1, 200)) > 0);
  return there;
}
