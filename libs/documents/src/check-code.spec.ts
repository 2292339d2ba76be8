import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCode, hashPrefix, readCheckCode } from './check-code.js';

const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 }).map((hex) => `sha256:${hex}`);
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('the check code', () => {
  it('has three groups of four symbols and a check symbol', () => {
    expect(checkCode(`sha256:${'0'.repeat(64)}`)).toBe('0000-0000-0000-0');
    expect(checkCode(`sha256:${'f'.repeat(64)}`)).toMatch(/^ZZZZ-ZZZZ-ZZZZ-.$/);
    fc.assert(fc.property(hash, (one) => { expect(checkCode(one)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z*~$=U]$/); }));
  });

  it('leads back to the first 60 bits of the hash', () => {
    fc.assert(fc.property(hash, (one) => { expect(readCheckCode(checkCode(one))).toBe(hashPrefix(one)); }));
  });

  it('is read as people type it: lower case, spaces, no hyphens, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(hash, (one) => {
        const typed = checkCode(one).replaceAll('-', ' ').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readCheckCode(` ${typed} `)).toBe(hashPrefix(one));
        expect(readCheckCode(checkCode(one).replaceAll('-', ''))).toBe(hashPrefix(one));
      }),
    );
  });

  it('is refused with any one symbol wrong', () => {
    fc.assert(
      fc.property(hash, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 31 }), (one, place, by) => {
        const code = checkCode(one).replaceAll('-', '');
        const wrong = symbols.charAt((symbols.indexOf(code.charAt(place)) + by) % 32);
        expect(readCheckCode(code.slice(0, place) + wrong + code.slice(place + 1))).toBeUndefined();
      }),
    );
  });

  it('is refused with two neighbours swapped', () => {
    fc.assert(
      fc.property(hash, fc.integer({ min: 0, max: 10 }), (one, place) => {
        const code = checkCode(one).replaceAll('-', '');
        fc.pre(code.charAt(place) !== code.charAt(place + 1));
        expect(readCheckCode(code.slice(0, place) + code.charAt(place + 1) + code.charAt(place) + code.slice(place + 2))).toBeUndefined();
      }),
    );
  });

  it('is nothing where it is too short, too long or holds other symbols', () => {
    for (const typed of ['', '0000-0000-0000', '0000-0000-0000-0-0', '000U-0000-0000-0', '试点试点-0000-0', '0'.repeat(10_000)]) expect(readCheckCode(typed)).toBeUndefined();
  });
});
