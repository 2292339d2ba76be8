import fc from 'fast-check';
import { scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let scratch: ScratchDatabase;
beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());

const year = (n: number): number => Date.UTC(n, 0, 1);

async function roundTrip(instants: readonly number[]): Promise<readonly number[]> {
  const { rows } = await scratch.database.pools.engine.query<{ ms: number }>(
    'SELECT shidian.ms(shidian.instant(i)) AS ms FROM unnest($1::bigint[]) WITH ORDINALITY AS t(i, n) ORDER BY n',
    [instants],
  );
  return rows.map((row) => row.ms);
}

describe('instants in PostgreSQL', () => {
  it('come back to the millisecond, from 1900 to 9999', async () => {
    const instant = fc.integer({ min: year(1900), max: year(9999) });
    await fc.assert(
      fc.asyncProperty(fc.array(instant, { minLength: 500, maxLength: 500 }), async (instants) => {
        expect(await roundTrip(instants)).toEqual(instants);
      }),
      { numRuns: 20 },
    );
  });

  it('keep their order and lie exactly on the millisecond for two centuries', async () => {
    const instant = fc.integer({ min: year(1970), max: year(2200) });
    await fc.assert(
      fc.asyncProperty(fc.array(instant, { minLength: 300, maxLength: 300 }), async (instants) => {
        const { rows } = await scratch.database.pools.engine.query<{ wrong: number }>(
          `SELECT count(*) AS wrong FROM unnest($1::bigint[]) i
            WHERE extract(epoch FROM shidian.instant(i)) * 1000 <> i OR shidian.instant(i) >= shidian.instant(i + 1)`,
          [instants],
        );
        expect(rows).toEqual([{ wrong: 0 }]);
      }),
      { numRuns: 20 },
    );
  });

  it('have no value where there is none', async () => {
    const { rows } = await scratch.database.pools.engine.query('SELECT shidian.ms(shidian.instant(NULL)) AS ms');
    expect(rows).toEqual([{ ms: null }]);
  });

  it('are refused, not rounded, beyond what a number holds', async () => {
    await expect(scratch.database.pools.engine.query('SELECT 9007199254740993::bigint AS big')).rejects.toThrow(RangeError);
    await scratch.database.pools.engine.query('SELECT 1');
  });
});
