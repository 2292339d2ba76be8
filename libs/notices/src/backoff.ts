const minute = 60_000;
const hour = 60 * minute;

/** Rests after the first, second … failed attempt. In all a little more than three days: a mailbox full over a weekend is reached. */
const rests: readonly number[] = [minute, 5 * minute, 30 * minute, 2 * hour, 4 * hour, 8 * hour, 12 * hour, 24 * hour, 24 * hour];

/**
 * When to try again after the `attempts`-th attempt (from 1) failed for now; null where it was the last.
 * Milliseconds since the epoch.
 */
export function nextAttempt(attempts: number, now: number): number | null {
  const rest = rests[attempts - 1];
  return rest === undefined ? null : now + rest;
}
