import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';

it('a fingerprint is FNV-1a with 64 bits', () => {
  expect(fingerprint('')).toBe('cbf29ce484222325');
  expect(fingerprint('a')).toBe('af63dc4c8601ec8c');
  expect(fingerprint('foobar')).toBe('85944171f73967e8');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let hash = 0xcbf29ce484222325n;
      for (let index = 0; index < text.length; index += 1) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
      expect(fingerprint(text)).toBe(hash.toString(16).padStart(16, '0'));
    }),
  );
});
