import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from './examination.js';

const HOUR = 3_600_000;
const START = Date.parse('2016-03-01T01:00:00Z');

describe('an examination', () => {
  let at: LiaoningWorld;
  let caseId: string;
  beforeEach(async () => {
    at = await liaoningWorld(START, 2);
    ({ caseId } = await at.start(0));
    at.world.clock.moveTo(START + HOUR);
  });
  afterEach(async () => {
    await at.close();
  });

  const examined = async (mend: boolean): Promise<Finding[]> => {
    const findings: Finding[] = [];
    for await (const finding of at.world.auditing.examine(mend)) findings.push(finding);
    return findings;
  };
  const timers = () => at.scratch.sql<{ key: string; epoch: number; due: string }>('SELECT key, epoch, due_at::text AS due FROM shidian.timer WHERE case_id = $1 ORDER BY key', [caseId]);

  it('finds nothing where every active state has the timers and tasks that its definition asks for', async () => {
    expect(await timers()).not.toEqual([]);
    expect(await examined(true)).toEqual([]);
  });

  it('names a missing timer, and puts it back on request', async () => {
    const before = await timers();
    await at.scratch.sql('DELETE FROM shidian.timer WHERE case_id = $1', [caseId]);
    expect(await examined(false)).toEqual(before.map(() => expect.objectContaining({ ownerId: caseId, fault: 'timer.missing', mended: false }) as unknown));
    expect(await timers()).toEqual([]);
    expect((await examined(true)).map(({ mended }) => mended)).toEqual(before.map(() => true));
    expect(await timers()).toEqual(before);
    expect(await examined(false)).toEqual([]);
  });

  it('tells a timer of another instant or an older epoch from the one that should stand there', async () => {
    const before = await timers();
    await at.scratch.sql(`UPDATE shidian.timer SET due_at = due_at + interval '1 day', epoch = epoch + 7 WHERE case_id = $1`, [caseId]);
    const [finding] = await examined(true);
    expect(finding).toMatchObject({ fault: 'timer.wrong', mended: true });
    expect(finding?.words.en).toMatch(/^timer .* stands at 2016-\S+ \(epoch 8\) and should stand at 2016-\S+ \(epoch 1\)$/);
    expect(await timers()).toEqual(before);
  });

  it('takes a timer away that nothing asks for', async () => {
    await at.scratch.sql(`INSERT INTO shidian.timer (program_id, case_id, key, epoch, due_at) VALUES ($1, $2, 'implement/until', 1, now())`, [at.programId, caseId]);
    expect(await examined(true)).toMatchObject([{ fault: 'timer.surplus', mended: true }]);
    expect((await timers()).map(({ key }) => key)).not.toContain('implement/until');
  });

  it('closes a task that the case has left, and only names one that is gone', async () => {
    await at.scratch.sql(
      `INSERT INTO shidian.task (program_id, case_id, number, key, name, optional, opened_at, provisional)
       SELECT program_id, case_id, 41, key, name, optional, opened_at, provisional FROM shidian.task WHERE case_id = $1 AND number = 1`,
      [caseId],
    );
    await at.scratch.sql(`UPDATE shidian.task SET closed_at = opened_at, closed_because = 'left' WHERE case_id = $1 AND number = 1`, [caseId]);
    expect((await examined(true)).map(({ fault, mended }) => ({ fault, mended }))).toEqual([{ fault: 'task.lingering', mended: true }, { fault: 'task.missing', mended: false }]);
    expect((await examined(true)).map(({ fault }) => fault)).toEqual(['task.missing']);
  });

  it('puts what it mended on the record, which stays whole', async () => {
    await at.scratch.sql('DELETE FROM shidian.timer WHERE case_id = $1', [caseId]);
    await examined(true);
    const [entry] = await at.scratch.sql<{ kind: string; body: string }>('SELECT kind, body FROM shidian.journal WHERE case_id = $1 ORDER BY seq DESC LIMIT 1', [caseId]);
    expect(entry?.kind).toBe('mended');
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ findings: [{ fault: 'timer.missing' }] });
    for await (const report of at.world.auditing.verify()) expect(report.whole).toBe(true);
  });

  it('leaves a case alone in which nothing is wrong', async () => {
    const version = () => at.scratch.sql('SELECT version, journal_count FROM shidian.case_file WHERE id = $1', [caseId]);
    const before = await version();
    await examined(true);
    expect(await version()).toEqual(before);
  });
});
