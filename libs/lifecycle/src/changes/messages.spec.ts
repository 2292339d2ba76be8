import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeRow } from './change.js';
import { messagesOf, positionsIn, type Message } from './messages.js';
import { type Position, readPosition, seen, writtenPosition } from './position.js';

const row = (transaction: number, id: string, members: readonly string[] = []): ChangeRow => ({
  transaction: BigInt(transaction),
  change: { kind: 'case', id, programId: 'p', version: 1, readers: ['school'], members },
});

/** A database in which transactions begin in the order of their numbers and commit in any other. */
interface History {
  readonly commits: readonly number[];
  readonly rows: ReadonlyMap<number, readonly ChangeRow[]>;
  readonly looks: readonly number[];
}

const history: fc.Arbitrary<History> = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    commits: fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index + 1), { minLength: count, maxLength: count }),
    rows: fc
      .array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 }), { minLength: count, maxLength: count })
      .map((touched) => new Map(touched.map((ids, index) => [index + 1, [...new Set(ids)].map((id) => row(index + 1, id, id < 'c' ? ['desk'] : []))] as const))),
    looks: fc.array(fc.integer({ min: 0, max: count }), { minLength: 1, maxLength: 6 }).map((looks) => [...looks, count].sort((a, b) => a - b)),
  }),
);

const start: Position = { history: 'h', next: 1n, running: [] };

/** What a snapshot after the first `done` commits says. */
function after({ commits, rows }: History, done: number): { readonly to: Position; readonly committed: readonly number[] } {
  const committed = commits.slice(0, done);
  const all = [...rows.keys()];
  const next = Math.max(0, ...committed) + 1;
  return { to: { history: 'h', next: BigInt(next), running: all.filter((one) => one < next && !committed.includes(one)).map(BigInt) }, committed };
}

/** The rows between two positions, as the store finds them. */
const between = (one: History, from: Position, committed: readonly number[]): ChangeRow[] =>
  committed.filter((transaction) => !seen(from, BigInt(transaction))).flatMap((transaction) => one.rows.get(transaction) ?? []);

const named = ({ transaction, key }: Message): string => `${transaction} ${key}`;

/** Follows the history; after each message `breaks` says whether the connection breaks there, and a new one resumes from the text of its id. */
function follow(one: History, breaks: () => boolean, atBreak: (position: Position) => Position = (position) => position): { readonly got: string[]; readonly told: Map<string, number> } {
  let from = start;
  const got: string[] = [];
  /** How many had committed when the thing was last told of. */
  const told = new Map<string, number>();
  for (const look of one.looks) {
    const { to, committed } = after(one, look);
    for (let broken = true; broken; ) {
      broken = false;
      const messages = messagesOf(from, between(one, from, committed));
      const position = positionsIn(from, to, messages);
      let at = to;
      for (const [index, message] of messages.entries()) {
        got.push(named(message));
        told.set(message.key, look);
        if (!breaks()) continue;
        at = readPosition(writtenPosition(atBreak(position(index)))) ?? start;
        broken = index < messages.length - 1;
        break;
      }
      from = at;
    }
  }
  return { got, told };
}

/** Things that were not told of after the last commit that touched them. */
function untold(one: History, told: ReadonlyMap<string, number>): string[] {
  const last = new Map<string, number>();
  for (const [index, transaction] of one.commits.entries()) {
    for (const touched of one.rows.get(transaction) ?? []) for (const { key } of messagesOf(start, [touched])) last.set(key, index + 1);
  }
  return [...last].filter(([key, commit]) => (told.get(key) ?? 0) < commit).map(([key]) => key);
}

describe('messages', () => {
  it('tell of each thing after its last change, whatever the order of commits, the looks and the breaks', () => {
    fc.assert(
      fc.property(history, fc.array(fc.boolean(), { maxLength: 40 }), (one, breaks) => {
        const plan = [...breaks];
        const { got, told } = follow(one, () => plan.shift() ?? false);
        expect(new Set(got).size, 'nothing twice').toBe(got.length);
        expect(untold(one, told), 'nothing lost').toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('would be lost, and the property would see it, were a place only the highest number seen', () => {
    const naive = (position: Position): Position => ({ ...position, running: [] });
    const lost = fc.check(
      fc.property(history, fc.array(fc.boolean(), { maxLength: 40 }), (one, breaks) => {
        const plan = [...breaks];
        return untold(one, follow(one, () => plan.shift() ?? false, naive).told).length === 0;
      }),
      { numRuns: 2_000 },
    );
    expect(lost.failed).toBe(true);
  });

  it('say what changed in two transactions once', () => {
    const messages = messagesOf(start, [row(1, 'a'), row(2, 'a'), row(2, 'b')]);
    expect(messages.map(named)).toEqual(['2 ac', '2 bc']);
  });

  it('go to those who may read the case, to the posts that have a task in it, and of a program to everybody', () => {
    const messages = messagesOf(start, [
      row(1, 'a', ['desk']),
      { transaction: 2n, change: { kind: 'program', id: 'p', version: 3, members: [] } },
      { transaction: 3n, change: { kind: 'notice', id: 'n', programId: 'p', caseId: null, post: 'desk' } },
    ]);
    expect(messages.map(({ audience, content }) => [content.kind, audience])).toEqual([['case', ['school']], ['task', ['desk']], ['program', 'everybody'], ['notice', ['desk']]]);
  });
});
