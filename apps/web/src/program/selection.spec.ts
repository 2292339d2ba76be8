import { describe, expect, it } from 'vitest';
import { choose, mostChosen } from './selection.js';

describe('what is chosen', () => {
  it('holds each case once, in the order in which it was put in', () => {
    expect(choose(['b'], ['a', 'b', 'c'], true)).toEqual(['b', 'a', 'c']);
    expect(choose(['b', 'a'], ['b', 'x'], false)).toEqual(['a']);
  });

  it('never holds more than one preview takes', () => {
    const many = Array.from({ length: 150 }, (_, index) => String(index));
    expect(choose(['first'], many, true)).toHaveLength(mostChosen);
    expect(choose(['first'], many, true)[0]).toBe('first');
  });
});
