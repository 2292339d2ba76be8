import { liaoningWorld } from '@shidian/testing';
import { expect, it } from 'vitest';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const START = at('2016-03-01T09:00');

it('a date that is moved while every worker is away loses no reminder: each is climbed at the first look', async () => {
  const there = await liaoningWorld(START, 1);
  try {
    const { world, scratch, programId, province } = there;
    await there.start(0);
    const set = at('2016-03-02T09:00');
    world.clock.moveTo(set);
    await world.programs.setDate({ principal: province, at: set, programId, name: 'province_due', scope: 'program', scopeId: programId, rule: 'by 2016-03-30', reason: '断网' });
    // Nobody looks until the day of the close.
    const look = at('2016-03-30T12:00');
    world.clock.moveTo(look);
    while ((await world.drains.due(look, 50)) + (await world.drains.pokeCases(programId, set, 50)) > 0);
    const rows = await scratch.sql<{ kind: string; rung: string | null; late: boolean }>(
      `SELECT kind, body::json -> 'cause' ->> 'rung' AS rung, at = shidian.instant($1) AS late FROM shidian.journal WHERE case_id IS NOT NULL AND kind IN ('moved', 'rung', 'deadline') ORDER BY seq`,
      [look],
    );
    expect(rows.map(({ kind, rung, late }) => [kind, rung?.includes('remind') ?? false, late])).toEqual([
      ['moved', false, true],
      ['rung', true, true],
      ['rung', true, true],
      ['rung', true, true],
    ]);
    expect(new Set(rows.map(({ rung }) => rung)).size).toBe(4);
  } finally {
    await there.close();
  }
});
