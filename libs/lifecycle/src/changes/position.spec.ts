import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Position, readPosition, seen, writtenPosition } from './position.js';

const position: fc.Arbitrary<Position> = fc
  .record({ next: fc.bigInt(1n, 2n ** 62n), distances: fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 300 }), within: fc.option(fc.nat()) })
  .map(({ next, distances, within }) => {
    const running = [...distances].sort((a, b) => b - a).map((distance) => next - BigInt(distance)).filter((transaction) => transaction > 0n);
    const transaction = within === null ? undefined : (running[within] ?? next + BigInt(within));
    return { history: 'abc123', next, running, ...(transaction !== undefined && { within: { transaction, key: '0f'.repeat(16) } }) };
  });

describe('a position', () => {
  it('reads back as it was written', () => {
    const few = position.filter(({ running }) => running.length <= 256);
    fc.assert(
      fc.property(few, (one) => {
        expect(readPosition(writtenPosition(one))).toEqual(one);
      }),
    );
  });

  it('forgets, with too many transactions running, only from the end: what it says was seen has been seen', () => {
    const many: Position = { history: 'h', next: 10_000n, running: Array.from({ length: 300 }, (_, index) => BigInt(9_000 + index)) };
    const back = readPosition(writtenPosition(many));
    expect(back).toMatchObject({ next: 9_256n });
    expect(back?.running).toHaveLength(256);
    for (let transaction = 8_900n; transaction < 10_100n; transaction += 1n) {
      if (back !== undefined && seen(back, transaction)) expect(seen(many, transaction)).toBe(true);
    }
  });

  it('is not read from anything else', () => {
    const garbled = ['', 'x', 'h.1..', 'h.zzzzzzzzzzzzz..', 'h.5.9.', 'h.5.1-2.', 'h.5..1_', 'h.5..1_a', 'h.5.1.', 'h..1.', 'h.5.1-1.', `h.${'z'.repeat(14)}..`, 'H.5.1.', 'h.5.1.\n'];
    expect(garbled.filter((text) => readPosition(text) !== undefined)).toEqual(['h.1..', 'h.5.1.']);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readPosition(text) === undefined));
  });
});
