import { describe, expect, it } from 'vitest';
import type { Action } from '../generated/api.js';
import { actBody, canOpen, emptyDraft, missing } from './act-body.js';

const words = { zh: '', en: '' };
const action = (more: Partial<Action>): Action => ({
  task: 3, key: 'a/b', name: words, decision: 'pass', decisionName: words, needs: [], opinion: null, allowed: true, reason: null, returnTo: [], then: [], happenedOn: false, form: null, optional: false, ...more,
});
const block = { form: 'application', block: 'province_opinion', title: words, signature: true, seal: true, date: true };

describe('an act that is not allowed yet', () => {
  it('can be opened where only what is said in it stands in its way', () => {
    const refused = (code: string, needs: readonly string[]) => canOpen(action({ allowed: false, needs, reason: { code, words, details: {} } }));
    expect([refused('guard.refused', ['copies']), refused('guard.refused', []), refused('right.not_member', ['copies']), refused('deadline.closed', ['reason'])]).toEqual([true, false, false, false]);
  });
});

describe('what an official has typed', () => {
  it('is asked for whole: the opinion as its block wants it, and every need', () => {
    const wanted = action({ opinion: block, needs: ['reason', 'copies'] });
    const empty = emptyDraft(wanted, '2016-03-01');
    expect(missing(wanted, empty)).toEqual(['opinion', 'signature', 'sealed', 'reason', 'copies']);
    const full = { ...empty, text: ' 同意 ', signature: '示例校长', sealed: true, data: { reason: '材料齐全', copies: '2' } };
    expect(missing(wanted, full)).toEqual([]);
    expect(actBody(wanted, full)).toEqual({ decision: 'pass', data: { reason: '材料齐全', copies: 2 }, opinion: { text: '同意', signature: '示例校长', seal: true, onDate: '2016-03-01' } });
  });

  it('lets a scan of the seal stand for the seal', () => {
    const wanted = action({ opinion: { ...block, signature: false, date: false } });
    const draft = { ...emptyDraft(wanted, '2016-03-01'), text: '同意', sealAttachment: 'x' };
    expect(missing(wanted, draft)).toEqual([]);
    expect(actBody(wanted, draft).opinion).toEqual({ text: '同意', sealAttachment: 'x' });
  });

  it('names where a return goes, by itself where there is one place alone', () => {
    const wanted = action({ decision: 'back', needs: ['reason'], returnTo: [{ id: 'apply', name: words }], then: ['onward', 'sender'] });
    const draft = { ...emptyDraft(wanted, '2016-03-01'), data: { reason: '缺页' } };
    expect(actBody(wanted, draft)).toEqual({ decision: 'back', data: { reason: '缺页', to: 'apply', then: 'onward' } });
    const two = action({ ...wanted, returnTo: [...wanted.returnTo, { id: 'gather_county', name: words }] });
    expect(missing(two, { ...emptyDraft(two, '2016-03-01'), data: { reason: '缺页' } })).toEqual(['to']);
  });

  it('takes a paper’s day for today until somebody says otherwise, and an unticked box for missing', () => {
    const wanted = action({ needs: ['happened_on', 'list'] });
    const draft = emptyDraft(wanted, '2016-03-01');
    expect(draft.data).toEqual({ happened_on: '2016-03-01' });
    expect(missing(wanted, { ...draft, data: { ...draft.data, list: false } })).toEqual(['list']);
  });
});
