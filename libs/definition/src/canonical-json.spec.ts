import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonicalizable, sha256 } from './canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('gives the example of the RFC, §3.2.4', () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '€$\u000F\nA\'B"\\\\"/', literals: [null, true, false] };
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it('sorts keys by UTF-16 code units, also those that look like numbers', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '10': 7, '9': 8 })).toBe('{"\\r":2,"1":4,"10":7,"9":8,"\u0080":6,"€":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  it('writes minus zero as zero and leaves undefined members out', () => {
    expect(canonicalJson({ b: -0, a: undefined })).toBe('{"b":0}');
  });

  it('refuses what has no canonical text, and says where', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const value of [NaN, Infinity, 1n, undefined, () => 1, '\ud800', { a: ['\udc00'] }, [undefined], new Date(0), new Map(), circle]) {
      expect(() => canonicalJson(value)).toThrow(NotCanonicalizable);
    }
    expect(() => canonicalJson({ a: [1, NaN] })).toThrow('/a/1');
  });

  it('hashes text as UTF-8 and names the algorithm', () => {
    expect(sha256('')).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
