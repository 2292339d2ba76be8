import { describe, expect, it } from 'vitest';
import { holdsForRow } from './row-check.js';

describe('a check of a row', () => {
  it('compares the columns of the row', () => {
    expect(holdsForRow('row.ends >= row.starts', { starts: '2016-03-01', ends: '2016-03-01' })).toBe(true);
    expect(holdsForRow('row.ends >= row.starts', { starts: '2016-03-02', ends: '2016-03-01' })).toBe(false);
  });

  it('does not hold where it cannot be evaluated', () => {
    expect(holdsForRow('row.ends >= row.starts', {})).toBe(false);
    expect(holdsForRow('row.ends >=', { ends: 'x' })).toBe(false);
  });

  it('matches patterns in linear time', () => {
    const began = process.hrtime.bigint();
    expect(holdsForRow("row.a.matches('^(a+)+$')", { a: `${'a'.repeat(40)}!` })).toBe(false);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(2_000);
  });
});
