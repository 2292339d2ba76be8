import { describe, expect, it } from 'vitest';
import type { AnswerOf } from './api-client.js';
import { actionOf, isUuid } from './places.js';

type Action = AnswerOf<'case'>['actions'][number];

function action(task: number, key: string, decision: string, allowed = true): Action {
  const words = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
  return { task, key, name: words('审核'), decision, decisionName: words(decision === 'accept' ? '列入汇总' : decision), needs: [], opinion: null, allowed, reason: null, returnTo: [], then: [], happenedOn: false, form: null, optional: false };
}

describe('the action that is meant', () => {
  const actions = [action(2, 'gather_county/check', 'accept'), action(2, 'gather_county/check', 'back'), action(3, 'midterm/check', 'pass', false), action(4, 'receive/check', 'pass')];

  it('is found by its decision, in code or in Chinese', () => {
    expect(actionOf(actions, 'accept', undefined).task).toBe(2);
    expect(actionOf(actions, '列入汇总', undefined).task).toBe(2);
  });

  it('is the allowed one where several tasks offer the decision, unless a task is named', () => {
    expect(actionOf(actions, 'pass', undefined).task).toBe(4);
    expect(actionOf(actions, 'pass', 'midterm/check').task).toBe(3);
    expect(actionOf(actions, 'pass', '3').task).toBe(3);
  });

  it('is asked for where two are allowed', () => {
    expect(() => actionOf([...actions, action(5, 'accept/check', 'pass')], 'pass', undefined)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(actionOf([...actions, action(5, 'accept/check', 'pass')], 'pass', 'accept/check').task).toBe(5);
  });

  it('that nobody offers names what there is and what was probably meant', () => {
    expect(() => actionOf(actions, 'acept', undefined)).toThrow(expect.objectContaining({ code: 'decision.unknown', text: expect.objectContaining({ mend: { zh: '是不是 accept？', en: 'Did you mean accept?' } }) as unknown }));
  });
});

describe('an id', () => {
  it('is told from a number and a name', () => {
    expect(['01a2005c-2f7f-73a1-8b2b-414075b94bf2', '000001', '示例第一小学'].map(isUuid)).toEqual([true, false, false]);
  });
});
