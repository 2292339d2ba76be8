import { describe, expect, it } from 'vitest';
import { names } from './unchanged.js';

describe('If-None-Match', () => {
  it.each([
    ['"a"', '"a"', true],
    ['"b"', '"a"', false],
    ['"b", "a"', '"a"', true],
    ['W/"a"', '"a"', true],
    ['"a"', 'W/"a"', true],
    ['*', '"a"', true],
    ['', '"a"', false],
    ['a', '"a"', false],
  ])('%s names %s: %s', (header, etag, named) => {
    expect(names(header, etag)).toBe(named);
  });
});
