import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';

const START = Date.parse('2016-03-01T01:00:00Z');
/** No clock is ahead of the database's, and each is behind by what an answer took. */
const BEHIND_MS = 40;

let at: LiaoningWorld;
beforeEach(async () => {
  at = await liaoningWorld(START, 1);
});
afterEach(async () => {
  await at.close();
});

it('an act is taken at a process whose clock is behind the one that opened the task', async () => {
  const { caseId, principal } = await at.start(0);
  await expect(at.submit(caseId, principal, START - BEHIND_MS)).resolves.toMatchObject({ states: ['receive/awaiting'], replayed: false });
  // The record says when it was received there; no task is closed before it was opened.
  expect(await at.scratch.sql('SELECT kind, shidian.ms(at)::float8 AS at FROM shidian.journal WHERE owner_id = $1 ORDER BY seq', [caseId])).toEqual([{ kind: 'started', at: START }, { kind: 'act', at: START - BEHIND_MS }]);
  expect(await at.scratch.sql('SELECT shidian.ms(opened_at)::float8 AS opened, shidian.ms(closed_at)::float8 AS closed FROM shidian.task WHERE owner_id = $1 ORDER BY number LIMIT 1', [caseId])).toEqual([{ opened: START, closed: START }]);
});
