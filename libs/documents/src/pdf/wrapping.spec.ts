import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapped } from './wrapping.js';

describe('a text that has to be wrapped', () => {
  it('is left as it is where its words are short', () => {
    for (const text of ['', '示例学校', '见 http 一节', '汉'.repeat(5_000)]) expect(wrapped(text, 6)).toBe(text);
  });

  it('may be broken between any two letters of a long run, and nowhere else', () => {
    expect(wrapped('见abcdefgh，1234567', 6)).toEqual(['见a', 'b', 'c', 'd', 'e', 'f', 'g', 'h，1', '2', '3', '4', '5', '6', '7']);
  });

  it('is the same text, put together', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '1', '/', '汉', '，', ' ', 'é') }), fc.integer({ min: 1, max: 30 }), (text, run) => { expect([wrapped(text, run)].flat().join('')).toBe(text); }));
  });

  it('has few parts even of an endless run', () => {
    const parts = wrapped('a'.repeat(100_000), 6);
    expect(typeof parts).toBe('string');
    expect(String(parts).replaceAll('\u200B', '')).toBe('a'.repeat(100_000));
  });
});
