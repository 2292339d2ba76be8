// Seeded chance: the same seed draws the same numbers.

/** @param seed a whole number @returns numbers in [0, 1), and draws made of them */
export function chanceOf(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    of: (list) => list[Math.floor(next() * list.length)],
    /** One of the names, by their weights. */
    weighted: (weights) => {
      const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries.at(-1)[0];
    },
  };
}
