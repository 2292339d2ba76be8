import { describe, expect, it } from 'vitest';
import { nextAttempt } from './backoff.js';

describe('rests between attempts', () => {
  it('are one minute, five, thirty, then hours, and end after three days', () => {
    const minutes = [];
    let attempts = 1;
    for (let next = nextAttempt(attempts, 0); next !== null; next = nextAttempt((attempts += 1), 0)) minutes.push(next / 60_000);
    expect(minutes.slice(0, 4)).toEqual([1, 5, 30, 120]);
    expect(minutes.reduce((sum, rest) => sum + rest, 0)).toBeGreaterThan(3 * 24 * 60);
    expect(nextAttempt(attempts, 0)).toBeNull();
  });

  it('count from the attempt, not from the notice', () => {
    expect(nextAttempt(2, 1_000)).toBe(301_000);
  });
});
