import { describe, expect, it } from 'vitest';
import type { Action, ActPreview } from '../generated/api.js';
import { counted, sharedOffers, stillToDo, toPreview, type Outcome } from './offers.js';

const words = { zh: '', en: '' };
const action = (more: Partial<Action>): Action => ({
  task: 3, key: 'receive/check', name: words, decision: 'pass', decisionName: words, needs: [], opinion: null, allowed: true, reason: null, returnTo: [], then: [], happenedOn: false, form: null, optional: false, ...more,
});
const refused = (code: string) => ({ allowed: false, reason: { code, words, details: {} } });

describe('what many cases allow together', () => {
  it('is what some of them allow, most first, without what takes a form', () => {
    const offers = sharedOffers([
      { actions: [action({}), action({ decision: 'decline', ...refused('right.not_member') })] },
      { actions: [action({ task: 9 }), action({ key: 'apply/submit', decision: 'submitted', form: 'application' })] },
      { actions: [action({ decision: 'approved', key: 'decide/decide' })] },
    ]);
    expect(offers.map(({ id, ready, other }) => [id, ready, other])).toEqual([['receive/check pass', 2, 1], ['decide/decide approved', 1, 2]]);
  });

  it('counts a case whose act only lacks what is filled in', () => {
    const offers = sharedOffers([{ actions: [action({ needs: ['copies'], ...refused('guard.refused') })] }]);
    expect(offers[0]?.ready).toBe(1);
  });

  it('returns only to where every case has been', () => {
    const places = (...ids: string[]) => ids.map((id) => ({ id, name: words }));
    const [back] = sharedOffers([{ actions: [action({ decision: 'back', returnTo: places('apply', 'gather_city') })] }, { actions: [action({ decision: 'back', returnTo: places('apply') })] }]);
    expect(back?.action.returnTo.map(({ id }) => id)).toEqual(['apply']);
  });
});

describe('what is asked for a preview', () => {
  it('is the act with its task by name, without a scan that belongs to one case', () => {
    expect(toPreview({ decision: 'approved', opinion: { text: '同意', sealAttachment: 'x' } }, { key: 'decide/decide' }, ['a'])).toEqual({ cases: ['a'], task: 'decide/decide', decision: 'approved', opinion: { text: '同意' } });
    expect(toPreview({ decision: 'pass' }, { key: 'receive/check' }, ['a'])).toEqual({ cases: ['a'], task: 'receive/check', decision: 'pass' });
  });
});

describe('doing it to many', () => {
  const preview = (caseId: string, more: Partial<ActPreview> = {}): ActPreview => ({ caseId, number: '', applicantName: '', version: 1, states: [], task: 1, allowed: true, reason: null, next: [], outcome: null, ...more });

  it('tries again what was not done, never what was, and never what is not allowed', () => {
    const outcomes = new Map<string, Outcome>([['a', { is: 'done' }], ['b', { is: 'lost' }], ['c', { is: 'failed', error: new Error('x') }]]);
    expect(stillToDo([preview('a'), preview('b'), preview('c'), preview('d', { allowed: false }), preview('e')], outcomes).map(({ caseId }) => caseId)).toEqual(['b', 'c', 'e']);
    expect(counted(outcomes)).toEqual({ done: 1, failed: 2 });
  });
});
