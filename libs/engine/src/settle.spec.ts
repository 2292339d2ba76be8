import { chartOf, datesOf, factsOf, guardsOf, HOUR } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel } from './index.js';

describe('an instance at rest', () => {
  const chart = chartOf({
    states: [
      { id: 'a', tasks: { 'a/t': { decide: { ok: {} } } }, on: { 'a/t.ok': [{ to: 'b' }] } },
      { id: 'b', marks: ['b.in'], tasks: { 'b/t': { decide: { ok: {} } } }, always: [{ to: 'c', when: ['marked'] }] },
      { id: 'c', type: 'final', outcome: 'over' },
    ],
  });
  const kernel = createKernel(chart, guardsOf({ marked: ({ marks }) => 'b.in' in marks }));
  const dates = datesOf({});
  const facts = factsOf({}, { applicant: ['p'] });
  const act = { kind: 'act', task: 1, decision: 'ok', actor: { account: 'x', posts: ['p'] }, data: {} } as const;

  it('has followed what its own marks opened, within the same sub-step', () => {
    const { subSteps, view } = kernel.step(kernel.start(0, facts, dates).state, { ...act, at: HOUR }, facts, dates);
    expect(view.outcome).toBe('over');
    expect(subSteps).toHaveLength(1);
    expect(subSteps[0]).toMatchObject({ at: HOUR, trail: [['b'], ['c']] });
    expect(subSteps[0]?.effects).toEqual([
      { type: 'task.acted', number: 1, task: 'a/t', post: 'p', act: { decision: 'ok', account: 'x', at: HOUR } },
      { type: 'task.closed', number: 1, task: 'a/t', because: 'done', by: 'x' },
      { type: 'task.opened', number: 2, task: 'b/t', members: ['p'] },
      { type: 'task.closed', number: 2, task: 'b/t', because: 'left' },
      { type: 'ended', outcome: 'over' },
    ]);
  });
});

it('gives up on a chart that moves on whenever it is asked', () => {
  const chart = chartOf({
    states: [
      { id: 'a', always: [{ to: 'b', when: ['first_asked'] }] },
      { id: 'b', always: [{ to: 'a', when: ['first_asked'] }] },
    ],
  });
  const asked = new WeakSet<object>();
  const firstAsked = (scope: object): boolean => !asked.has(scope) && Boolean(asked.add(scope));
  const { refusal } = createKernel(chart, guardsOf({ first_asked: firstAsked })).start(0, factsOf(), datesOf({}));
  expect(refusal).toEqual({ code: 'instance.broken', details: { reason: 'The chart does not come to rest.' } });
});
