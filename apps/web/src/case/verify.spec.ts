import { createHash } from 'node:crypto';
import { canonicalJson } from '@shidian/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../generated/api.js';
import { canonical, firstFault } from './verify.js';

const hashOf = (previous: string, entry: JsonValue): string => `sha256:${createHash('sha256').update(`${previous}\n${canonicalJson(entry)}`).digest('hex')}`;

function chain(entries: readonly JsonValue[]) {
  let previous = `sha256:${'0'.repeat(64)}`;
  return entries.map((entry, index) => {
    const link = { seq: index + 1, entry, previous, hash: hashOf(previous, entry) };
    previous = link.hash;
    return link;
  });
}

const entries = [{ kind: 'start', at: '2016-03-01T00:00:00.000Z', n: 1 }, { kind: 'act', decision: '通过', nested: { b: [1, 2.5, null], a: true } }, { kind: 'act', decision: 'x' }];

describe('verifying the record in the browser', () => {
  it('finds a whole chain whole', async () => {
    expect(await firstFault(chain(entries))).toBeUndefined();
    expect(await firstFault([])).toBeUndefined();
  });

  it('names the first entry that was changed, taken out, or put elsewhere', async () => {
    const links = chain(entries);
    const changed = links.map((link) => (link.seq === 2 ? { ...link, entry: { kind: 'act', decision: '不通过' } } : link));
    expect(await firstFault(changed)).toBe(2);
    expect(await firstFault(links.filter(({ seq }) => seq !== 1))).toBe(2);
    expect(await firstFault([links[0]!, links[2]!, links[1]!])).toBe(3);
  });

  it('writes JSON as the service does, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(value as JsonValue)).toBe(canonicalJson(value as Parameters<typeof canonicalJson>[0]));
      }),
    );
  });
});
