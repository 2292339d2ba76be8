import { describe, expect, it } from 'vitest';
import { preferredLanguage } from './language.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['fr', 'zh'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['en;q=0.8, zh-CN', 'zh'],
    ['zh;q=0.1, en;q=0.2', 'en'],
    ['fr, en;q=0.5', 'en'],
    ['en;q=nonsense', 'zh'],
    ['enq', 'zh'],
    [','.repeat(5000), 'zh'],
  ])('is for %j: %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
