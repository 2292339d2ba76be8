import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.js';
import { limits, readJson } from './json-body.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(body: Uint8Array): string {
  try {
    readJson(body);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'taken';
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const members = (count: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 0])));

describe('reading a JSON body', () => {
  it('gives back any sound JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\\u0000|\\ud[89a-f]|__proto__/i.test(text));
        expect(readJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes an empty body for none', () => {
    expect(readJson(bytes(''))).toBeUndefined();
    expect(readJson(bytes(' \n'))).toBeUndefined();
  });

  it('takes what is nested 32 deep and refuses 33, without parsing it', () => {
    expect(refusal(bytes(nested(limits.depth)))).toBe('taken');
    expect(refusal(bytes(nested(limits.depth + 1)))).toBe('request.too_deep');
    expect(refusal(bytes('['.repeat(500_000)))).toBe('request.too_deep');
    expect(refusal(bytes('{"a":'.repeat(100_000)))).toBe('request.too_deep');
  });

  it('does not count brackets inside of texts', () => {
    expect(refusal(bytes(JSON.stringify({ a: `\\"${'['.repeat(100)}` })))).toBe('taken');
  });

  it('bounds the members of an object and the elements of an array', () => {
    expect(refusal(bytes(members(limits.members)))).toBe('taken');
    expect(refusal(bytes(members(limits.members + 1)))).toBe('request.too_many_members');
    expect(refusal(bytes(JSON.stringify(Array(limits.elements + 1).fill(0))))).toBe('request.too_many_members');
  });

  it('refuses NUL and unpaired surrogates in texts and in names, wherever they stand', () => {
    for (const text of ['"\\u0000"', '{"a":[{"b":"x\\u0000"}]}', '{"\\u0000":1}', '"\\ud800"', '{"a":"\\udc00x"}', '{"\\ud83d":1}']) {
      expect(refusal(bytes(text)), text).toBe('request.text');
    }
    expect(refusal(bytes('"\\ud83d\\ude00"'))).toBe('taken');
  });

  it('names the place of a text that is not allowed', () => {
    try {
      readJson(bytes('{"a/b":[1,"\\u0000"]}'));
      expect.unreachable();
    } catch (error) {
      expect((error as Problem).errors[0]?.path).toBe('/body/a~1b/1');
    }
  });

  it('refuses what is no JSON, no UTF-8, or names a prototype', () => {
    expect(refusal(bytes('{"a":'))).toBe('request.malformed');
    expect(refusal(new Uint8Array([0x22, 0xff, 0x22]))).toBe('request.malformed');
    expect(refusal(bytes('{"__proto__":{"a":1}}'))).toBe('request.malformed');
  });
});
