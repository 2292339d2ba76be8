import { chartOf, datesOf, factsOf, GATHER, guardsOf, HOUR, startGatherCase, type StateSpec } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel } from './index.js';

const started = (states: readonly StateSpec[], parallel = false) =>
  createKernel(chartOf({ states, parallel }), guardsOf({})).start(0, factsOf({}, { applicant: ['p1', 'p1', 'p2'] }), datesOf({}));

describe('effects', () => {
  it('open a task for each post of the party once, and tell them', () => {
    const { subSteps } = started([{ id: 'a', tasks: { 'a/t': { decide: { ok: {} } } } }]);
    expect(subSteps[0]?.effects).toEqual([
      { type: 'task.opened', number: 1, task: 'a/t', members: ['p1', 'p2'] },
      { type: 'notice', cause: { kind: 'task', task: 'a/t', number: 1 }, posts: ['p1', 'p2'], data: {} },
    ]);
  });

  it('tell nobody of a right without a duty', () => {
    const { subSteps } = started([{ id: 'a', tasks: { 'a/t': { optional: true, decide: { ok: {} } } } }]);
    expect(subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.opened']);
  });

  it('tell nobody of a task that was passed through', () => {
    const { subSteps, state } = started([{ id: 'a', tasks: { 'a/t': { decide: { ok: {} } } }, always: [{ to: 'b' }] }, { id: 'b' }]);
    expect(subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.opened', 'task.closed']);
    expect(state).toMatchObject({ tasks: [], tasksOpened: 1, closed: { 1: 'left' }, visited: ['b'] });
  });

  it('close the task that moved the case as done and its siblings as left', () => {
    const { act } = startGatherCase();
    const { subSteps } = act(GATHER.start + HOUR, 'apply/submit.submitted', GATHER.school);
    expect(subSteps[0]?.effects.filter(({ type }) => type === 'task.closed')).toEqual([
      { type: 'task.closed', number: 1, task: 'apply/submit', because: 'done', by: 'li' },
      { type: 'task.closed', number: 2, task: 'apply/withdraw', because: 'left' },
    ]);
  });

  it('end with the outcome, leave no task open and no deadline armed', () => {
    const { act, state } = startGatherCase();
    const { subSteps } = act(GATHER.start + HOUR, 'apply/withdraw.withdrawn', GATHER.school, { reason: 'x' });
    expect(subSteps[0]?.effects.at(-1)).toEqual({ type: 'ended', outcome: '撤回' });
    expect(state()).toMatchObject({ tasks: [], clock: {} });
  });
});

it('leaves nothing open at an end, though the chart forgot to close it', () => {
  const chart = chartOf({ states: [{ id: 'a', tasks: { 'a/t': { decide: { ok: {} } } }, deadlines: { 'a/due': {} }, on: { 'a/t.ok': [{ to: 'b' }] } }, { id: 'b', type: 'final', outcome: 'over' }] });
  const machine = JSON.parse(JSON.stringify(chart.machine, (key, value: unknown) => (key === 'exit' ? undefined : value))) as typeof chart.machine;
  const kernel = createKernel({ ...chart, machine }, guardsOf({}));
  const facts = factsOf({}, { applicant: ['p'] });
  const { state } = kernel.start(0, facts, datesOf({ 'a/due': HOUR }));
  const ended = kernel.step(state, { kind: 'act', at: 1, task: 1, decision: 'ok', actor: { account: 'x', posts: ['p'] }, data: {} }, facts, datesOf({ 'a/due': HOUR }));
  expect(ended.state).toMatchObject({ tasks: [], clock: {}, closed: { 1: 'done' } });
  expect(ended.view.timers).toEqual([]);
});

it('is broken by a chart that opens a task which is not defined', () => {
  const chart = chartOf({ states: [{ id: 'a', tasks: { 'a/t': { decide: { ok: {} } } } }] });
  const { refusal } = createKernel({ ...chart, tasks: {} }, guardsOf({})).start(0, factsOf(), datesOf({}));
  expect(refusal).toEqual({ code: 'instance.broken', details: { reason: 'The chart opens a task that is not defined: a/t' } });
});
