import { chartOf } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { enter, nextRound, seatOf } from './ledger.js';
import type { Completion, TaskDefinition } from './model/chart-definition.js';
import type { Member } from './model/instance-state.js';

const DECISIONS = { pass: {}, revise: {}, fail: {} };

function task(special: Partial<Omit<TaskDefinition, 'decisions'>> = {}, decide: Record<string, object> = DECISIONS): TaskDefinition {
  return chartOf({ states: [{ id: 'a', tasks: { 'a/t': { decide, ...special } } }] }).tasks['a/t']!;
}

const seats = (count: number): readonly Member[] => Array.from({ length: count }, (_, index) => ({ post: `p${index + 1}` }));

/** The outcome after each act, given in the order of the seats. */
function outcomes(definition: TaskDefinition, count: number, decisions: readonly string[]): (string | undefined)[] {
  let members = seats(count);
  return decisions.map((decision, index) => {
    const entry = enter(definition, members, `p${index + 1}`, { decision, account: 'x', at: index });
    ({ members } = entry);
    return entry.outcome;
  });
}

const vote = (special: Partial<Extract<Completion, { mode: 'vote' }>> = {}): TaskDefinition =>
  task({ complete: { mode: 'vote', pass: { compare: '>', numerator: 1, denominator: 2 }, of: 'members', close: 'all', ...special } }, { ...DECISIONS, abstain: {} });

describe('the ledger', () => {
  it('takes the first act of any member as the outcome', () => {
    expect(outcomes(task(), 3, ['revise'])).toEqual(['revise']);
  });

  it('waits for all and takes the gravest decision', () => {
    expect(outcomes(task({ complete: { mode: 'all' } }), 3, ['pass', 'revise', 'pass'])).toEqual([undefined, undefined, 'revise']);
  });

  it('ends for everybody at a decision that breaks', () => {
    expect(outcomes(task({ complete: { mode: 'all' }, breaks: ['fail'] }), 3, ['pass', 'fail'])).toEqual([undefined, 'fail']);
  });

  it('needs more than half where the bar is >, and half where it is >=', () => {
    expect(outcomes(vote(), 2, ['pass', 'fail'])).toEqual([undefined, 'fail']);
    expect(outcomes(vote({ pass: { compare: '>=', numerator: 1, denominator: 2 } }), 2, ['pass', 'fail'])).toEqual([undefined, 'pass']);
  });

  it('compares thirds exactly', () => {
    const twoThirds = vote({ pass: { compare: '>=', numerator: 2, denominator: 3 } });
    expect(outcomes(twoThirds, 3, ['pass', 'pass', 'fail']).at(-1)).toBe('pass');
    expect(outcomes(twoThirds, 6, ['pass', 'pass', 'pass', 'fail', 'fail', 'pass']).at(-1)).toBe('pass');
    expect(outcomes(twoThirds, 4, ['pass', 'pass', 'fail', 'fail']).at(-1)).toBe('fail');
  });

  it('counts an abstention for the members but not among the votes cast', () => {
    expect(outcomes(vote({ of: 'cast' }), 3, ['pass', 'abstain', 'abstain']).at(-1)).toBe('pass');
    expect(outcomes(vote({ of: 'members' }), 3, ['pass', 'abstain', 'abstain']).at(-1)).toBe('fail');
  });

  it('passes nothing when nobody has cast a vote', () => {
    expect(outcomes(vote({ of: 'cast', pass: { compare: '>=', numerator: 0, denominator: 1 } }), 1, ['abstain'])).toEqual(['fail']);
  });

  it('gives the outcome for want of a quorum', () => {
    const quorum = vote({ of: 'cast', quorum: { numerator: 2, denominator: 3 }, noQuorum: 'revise' });
    expect(outcomes(quorum, 3, ['pass', 'abstain', 'abstain']).at(-1)).toBe('revise');
    expect(outcomes(quorum, 3, ['pass', 'pass', 'abstain']).at(-1)).toBe('pass');
  });

  it('takes the strongest of the other decisions, and the gravest of equals', () => {
    expect(outcomes(vote(), 5, ['pass', 'pass', 'revise', 'revise', 'fail']).at(-1)).toBe('revise');
    expect(outcomes(vote(), 4, ['pass', 'pass', 'revise', 'fail']).at(-1)).toBe('fail');
  });

  it('closes early only when no vote to come could change it', () => {
    const early = vote({ close: 'early' });
    expect(outcomes(early, 5, ['pass', 'pass', 'pass'])).toEqual([undefined, undefined, 'pass']);
    // Three against: it cannot pass any more, but whether it fails or is to be revised is still open.
    expect(outcomes(early, 5, ['fail', 'fail', 'revise', 'fail'])).toEqual([undefined, undefined, undefined, 'fail']);
    expect(outcomes(vote({ close: 'early', quorum: { numerator: 1, denominator: 1 }, noQuorum: 'revise' }), 3, ['pass', 'pass'])).toEqual([undefined, undefined]);
  });

  it('keeps no act where every act is its own outcome', () => {
    const entry = enter(task({ times: 'many' }), seats(2), 'p1', { decision: 'pass', account: 'x', at: 0 });
    expect(entry).toEqual({ members: seats(2), outcome: 'pass' });
  });

  it('begins the next round with nobody having acted', () => {
    expect(nextRound([{ post: 'p1', act: { decision: 'pass', account: 'x', at: 0 } }])).toEqual([{ post: 'p1' }]);
  });
});

describe('a seat at a task', () => {
  const acted: Member = { post: 'p1', act: { decision: 'pass', account: 'x', at: 0 } };
  const actor = (...posts: string[]) => ({ account: 'x', posts });

  it('belongs to posts, each for one act', () => {
    expect(seatOf(task(), seats(2), actor('p2'))).toEqual({ post: 'p2' });
    expect(seatOf(task(), seats(2), actor('other'))).toEqual({ refused: 'right.not_member' });
    expect(seatOf(task(), [acted, { post: 'p2' }], actor('p1'))).toEqual({ refused: 'right.already_acted' });
    expect(seatOf(task(), [acted, { post: 'p2' }], actor('p1', 'p2'))).toEqual({ post: 'p2' });
  });

  it('comes in its turn where signatures stand in order', () => {
    const inOrder = task({ complete: { mode: 'in_order' } });
    expect(seatOf(inOrder, seats(2), actor('p2'))).toEqual({ refused: 'right.not_your_turn' });
    expect(seatOf(inOrder, [acted, { post: 'p2' }], actor('p2'))).toEqual({ post: 'p2' });
  });

  it('is open to anyone where the file says so, and to nobody where a party has no posts', () => {
    expect(seatOf(task({ by: 'anyone' }), [], actor())).toEqual({ post: '' });
    expect(seatOf(task(), [], actor('p1'))).toEqual({ refused: 'right.not_member' });
  });
});
