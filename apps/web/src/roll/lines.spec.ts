import { describe, expect, it } from 'vitest';
import { firstLines, linesFor, rollBody, incomplete } from './lines.js';

const words = { zh: '', en: '' };
const receive = { decisions: [{ key: 'received', name: words, returns: false, reason: false, fixBy: false }, { key: 'returned', name: words, returns: true, reason: true, fixBy: true }] };
const one = (caseId: string) => ({ caseId, number: caseId, applicantName: '', topic: '', title: null });
const found = { cases: [one('a'), one('b')] };

describe('the lines of a roll', () => {
  it('begin with every case and the first decision', () => {
    expect(firstLines(receive, found)).toMatchObject([{ caseId: 'a', decision: 'received', included: true }, { caseId: 'b' }]);
  });

  it('keep their order and what was typed when other cases come and go', () => {
    const [a, b] = firstLines(receive, found);
    const typed = [{ ...b!, decision: 'returned', reason: '缺盖章' }, a!];
    expect(linesFor(typed, receive, { cases: [one('a'), one('b'), one('c')] }).map(({ caseId }) => caseId)).toEqual(['b', 'a', 'c']);
    expect(linesFor(typed, receive, { cases: [one('b')] })).toEqual([typed[0]]);
  });

  it('are sent with their reasons, which a return needs, and without those left out', () => {
    const [a, b] = firstLines(receive, found);
    const lines = [{ ...a!, decision: 'returned', fixBy: '2016-03-10' }, { ...b!, included: false }];
    expect(incomplete(lines, receive)).toEqual(['a']);
    const whole = [{ ...lines[0]!, reason: ' 缺盖章 ' }, lines[1]!];
    expect(incomplete(whole, receive)).toEqual([]);
    expect(incomplete([{ ...whole[0]!, fixBy: '' }], receive)).toEqual(['a']);
    expect(rollBody(whole, receive, { seal: true, letter: false }, 'r')).toEqual({ lines: [{ caseId: 'a', decision: 'returned', data: { reason: '缺盖章', fix_by: '2016-03-10' } }], data: { seal: true }, answers: 'r' });
  });
});
