/** Chance that can be had again: the same seed gives the same draws on every machine. */
export interface Chance {
  /** An integer from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  /** True in `share` of the draws. */
  readonly hit: (share: number) => boolean;
  readonly one: <T>(of: readonly T[]) => T;
}

/** A small generator (mulberry32), good enough to spread tests and short enough to read. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    hit: (share) => next() < share,
    one: (of) => {
      const drawn = of[whole(0, of.length - 1)];
      if (drawn === undefined) throw new RangeError('Nothing to draw from.');
      return drawn;
    },
  };
}
