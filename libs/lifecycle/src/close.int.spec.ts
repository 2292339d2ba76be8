import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const START = Date.parse('2016-03-01T01:00:00Z');
/** 2016-03-15T00:00 in China: the first instant outside. */
const CLOSE = Date.parse('2016-03-14T16:00:00Z');
const GRACE = 60_000;

describe('an act at the hard close (R-0-15)', () => {
  let at: LiaoningWorld;
  beforeEach(async () => {
    at = await liaoningWorld(START, 2);
  });
  afterEach(async () => {
    await at.close();
  });

  const outcome = async (caseId: string): Promise<string | null | undefined> => (await at.world.reader.case(at.world.narrator, caseId))?.item.outcome;

  it('is accepted one millisecond before and refused at the close, with the worker down', async () => {
    const early = await at.start(0);
    const late = await at.start(1);
    at.world.clock.moveTo(CLOSE);
    await expect(at.submit(early.caseId, early.principal, CLOSE - 1)).resolves.toMatchObject({ states: ['receive/awaiting'] });
    await expect(at.submit(late.caseId, late.principal, CLOSE)).rejects.toMatchObject({ code: 'deadline.closed', words: { zh: '逾期不再受理' } });
  });

  it('counts by its receipt when it is worked off long after, nothing having fired in between', async () => {
    const early = await at.start(0);
    const late = await at.start(1);
    at.world.clock.moveTo(CLOSE + 3_600_000);
    await expect(at.submit(early.caseId, early.principal, CLOSE - 1)).resolves.toMatchObject({ states: ['receive/awaiting'] });
    await expect(at.submit(late.caseId, late.principal, CLOSE + 3_600_000)).rejects.toMatchObject({ code: 'deadline.closed' });
    // The refused act caught the case up: it lapsed at the close, by the system, and the record says when.
    expect(await outcome(late.caseId)).toBe('逾期未报');
    const [entry] = (await journal(late.caseId)).filter((row) => row.kind === 'deadline');
    expect(entry?.at).toBe(CLOSE);
  });

  it('is not beaten by a worker that is ahead: the close fires only after the grace', async () => {
    const early = await at.start(0);
    while ((await at.world.drains.due(CLOSE + GRACE - 1)) > 0);
    expect(await outcome(early.caseId)).toBeNull();
    await expect(at.submit(early.caseId, early.principal, CLOSE - 1)).resolves.toMatchObject({ states: ['receive/awaiting'] });
  });

  it('within the grace is refused for that reason while the case stands where it stood', async () => {
    const late = await at.start(0);
    await expect(at.submit(late.caseId, late.principal, CLOSE + GRACE - 1)).rejects.toMatchObject({ code: 'deadline.closed' });
    expect(await outcome(late.caseId)).toBeNull();
    while ((await at.world.drains.due(CLOSE + GRACE)) > 0);
    expect(await outcome(late.caseId)).toBe('逾期未报');
  });

  it('after the close has fired is told so, not that its task is gone', async () => {
    const late = await at.start(0);
    while ((await at.world.drains.due(CLOSE + GRACE)) > 0);
    await expect(at.submit(late.caseId, late.principal, CLOSE + GRACE)).rejects.toMatchObject({ code: 'deadline.closed' });
  });

  it('leaves the same record whether hourly ticks ran or none at all', async () => {
    const one = await at.start(0);
    const other = await at.start(1);
    const kinds = async (caseId: string) => (await journal(caseId)).map((row) => [row.kind, row.at]);
    for (let hour = START; hour < CLOSE + 2 * 3_600_000; hour += 3_600_000) await at.world.drains.due(hour);
    const hourly = await kinds(one.caseId);
    await expect(at.submit(other.caseId, other.principal, CLOSE + 2 * 3_600_000)).rejects.toMatchObject({ code: 'deadline.closed' });
    expect(await kinds(other.caseId)).toEqual(hourly);
  });

  async function journal(caseId: string) {
    const rows = [];
    for await (const row of at.world.reader.journalAll(at.world.narrator, caseId)) rows.push(row);
    return rows;
  }
});
