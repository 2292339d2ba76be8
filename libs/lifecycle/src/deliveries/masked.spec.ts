import { describe, expect, it } from 'vitest';
import { masked } from './masked.js';

describe('a masked address', () => {
  it.each([
    ['office@school.example.org', 'o***@school.example.org'],
    ['校办@school.example.org', '校***@school.example.org'],
    ['13812345678', '138****5678'],
    ['+8613812345678', '+86*******5678'],
    ['12345', '*****'],
    ['', ''],
  ])('of %s is %s', (address, shown) => {
    expect(masked(address)).toBe(shown);
  });
});
