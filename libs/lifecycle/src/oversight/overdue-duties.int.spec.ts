import { PostgresOversightStore } from '@shidian/persistence';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DAY = 24 * 3_600_000;
const START = Date.parse('2016-03-01T01:00:00Z');
const LATE = Date.parse('2016-03-20T01:00:00Z');

describe('duties past their time', () => {
  let at: LiaoningWorld;
  let cases: string[];
  let store: PostgresOversightStore;
  let below: string;
  beforeEach(async () => {
    at = await liaoningWorld(START, 3);
    cases = [];
    for (const [index] of at.universities.entries()) {
      const { caseId, principal } = await at.start(index);
      await at.submit(caseId, principal, START + 1_000 * (index + 1));
      cases.push(caseId);
    }
    // Late in the order in which they were begun.
    await at.scratch.sql(`UPDATE shidian.task SET due_at = shidian.instant($1) + number * interval '1 second' WHERE case_id IS NOT NULL AND closed_at IS NULL`, [LATE - DAY]);
    for (const [index, id] of cases.entries()) await at.scratch.sql(`UPDATE shidian.task SET due_at = due_at + $2 * interval '1 minute' WHERE case_id = $1 AND closed_at IS NULL`, [id, index]);
    store = new PostgresOversightStore(at.scratch.database.pools.engine);
    const [issuer] = await at.scratch.sql<{ id: string }>('SELECT id FROM shidian.organisation WHERE parent_id IS NULL');
    below = issuer?.id ?? '';
    at.world.clock.moveTo(LATE);
  });
  afterEach(async () => {
    await at.close();
  });

  const overdue = async (limit: number, when = LATE) => (await store.overdue(at.programId, below, when, limit)).map(({ caseId }) => cases.indexOf(caseId));
  const nudged = async (index: number, when = LATE) => {
    await at.scratch.sql(`UPDATE shidian.case_file SET state = jsonb_set(state::jsonb, '{nudged}', jsonb_build_object((SELECT number::text FROM shidian.task WHERE case_id = $1 AND closed_at IS NULL), $2::bigint))::text WHERE id = $1`, [cases[index], when]);
  };

  it('come the oldest first, those that were nudged within a day after all others', async () => {
    expect(await overdue(10)).toEqual([0, 1, 2]);
    await nudged(0);
    expect(await overdue(10)).toEqual([1, 2, 0]);
    expect(await overdue(10, LATE + DAY)).toEqual([0, 1, 2]);
  });

  it('let whoever asks again get further: the ones that were nudged fill no full answer', async () => {
    expect(await overdue(2)).toEqual([0, 1]);
    await nudged(0);
    await nudged(1);
    expect(await overdue(2)).toEqual([2]);
    await nudged(2);
    expect(await overdue(2)).toEqual([0]);
  });
});
