import { decision } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { missingFields, offeredReturns, withReturn } from './return-choice.js';

const back = decision({ returns: ['apply', 'gather', 'review'], then: ['onward', 'sender'], needs: ['reason'] });
const visited = ['apply', 'gather', 'gather/checking'];

describe('the choice of a return', () => {
  it('offers, in road order, the steps that were visited', () => {
    expect(offeredReturns(back, visited)).toEqual(['apply', 'gather']);
    expect(offeredReturns(back, ['gather/checking'])).toEqual(['gather']);
    expect(offeredReturns(decision(), visited)).toEqual([]);
  });

  it('must be made where there are several steps', () => {
    expect(missingFields(back, { reason: 'x' })).toEqual(['to']);
    expect(missingFields(decision({ returns: ['apply'] }), {})).toEqual([]);
  });

  it('refuses a step that is not offered, and one that was not visited', () => {
    expect(withReturn(back, { to: 'end' }, visited)).toMatchObject({ refused: { code: 'return.not_offered' } });
    expect(withReturn(back, { to: 'review' }, visited)).toMatchObject({ refused: { code: 'return.not_visited', details: { visited: ['apply', 'gather'] } } });
    expect(withReturn(back, { to: 7 }, visited)).toMatchObject({ refused: { code: 'return.not_offered' } });
  });

  it('refuses a way back that is not offered, and takes the only one there is', () => {
    const straight = decision({ returns: ['apply'], then: ['sender'] });
    expect(withReturn(straight, { then: 'onward' }, visited)).toMatchObject({ refused: { code: 'return.not_offered' } });
    expect(withReturn(straight, {}, visited)).toEqual({ data: { to: 'apply', then: 'sender' } });
    expect(withReturn(back, { to: 'gather' }, visited)).toEqual({ data: { to: 'gather', then: 'onward' } });
  });

  it('leaves every other decision as it is', () => {
    expect(withReturn(decision(), { to: 'anywhere' }, visited)).toEqual({ data: { to: 'anywhere' } });
  });
});
