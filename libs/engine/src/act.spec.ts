import { chartOf, DAY, datesOf, factsOf, GATHER, guardsOf, HOUR, MINUTE, startGatherCase, type GatherCase, type StateSpec } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel, type InstanceState, type JsonValue } from './index.js';

const { start, school, county, countyDue, provinceDue, expert } = GATHER;
const otherCounty = { account: 'qian', posts: ['p-county-b'] };

function checking(): GatherCase {
  const it = startGatherCase();
  it.act(start + HOUR, 'apply/submit.submitted', school);
  return it;
}

describe('the right to act', () => {
  it('belongs to the members that the task had when it opened', () => {
    const { act, world } = checking();
    world({ parties: { county: ['p-other'] } });
    expect(act(start + 2 * HOUR, 'gather/check.accept', { account: 'x', posts: ['p-other'] }).refusal?.code).toBe('right.not_member');
    expect(act(start + 2 * HOUR, 'gather/check.accept', county).refusal).toBeUndefined();
  });

  it('is used up by an act', () => {
    const { act, roll, world } = checking();
    act(start + 2 * HOUR, 'gather/check.accept', county);
    roll(start + 3 * HOUR, 'gather/report.sent');
    world({ moves: [{ ...GATHER.reviewing, at: start }] });
    roll(start + 4 * HOUR, 'gather/receive.received');
    expect(act(start + 5 * HOUR, 'review/judge.pass', expert(1)).subSteps[0]?.cause).toMatchObject({ kind: 'act', post: 'e1', completes: false });
    expect(act(start + 6 * HOUR, 'review/judge.fail', expert(1)).refusal).toEqual({ code: 'right.already_acted', details: { number: 4, task: 'review/judge' } });
  });
});

describe('a task that is not open', () => {
  it('was done, was left, or never was', () => {
    const { act, run } = checking();
    expect(act(start + 2 * HOUR, 'apply/submit.submitted', school).refusal).toEqual({ code: 'task.not_open', details: { number: 1, done: true } });
    expect(act(start + 2 * HOUR, 'apply/withdraw.withdrawn', school, { reason: 'x' }).refusal).toEqual({ code: 'task.not_open', details: { number: 2, done: false } });
    expect(run({ kind: 'act', at: start + 2 * HOUR, task: 77, decision: 'x', actor: school, data: {} }).refusal?.code).toBe('task.unknown');
  });

  it('opens again under another number, and the old one stays closed', () => {
    const { act, run, state } = checking();
    act(start + 2 * HOUR, 'gather/check.back', county, { reason: '改' });
    expect(state().tasks.map(({ number, task }) => [number, task])).toEqual([
      [4, 'apply/submit'],
      [5, 'apply/withdraw'],
    ]);
    expect(run({ kind: 'act', at: start + 3 * HOUR, task: 1, decision: 'submitted', actor: school, data: {} }).refusal?.code).toBe('task.not_open');
  });
});

describe('what an act must bring', () => {
  it.each<[string, Record<string, JsonValue>]>([
    ['nothing', {}],
    ['an empty text', { reason: '' }],
    ['null', { reason: null }],
    ['a box that is not ticked', { reason: false }],
  ])('is missing if it is %s', (_name, data) => {
    expect(checking().act(start + 2 * HOUR, 'gather/check.decline', county, data).refusal).toEqual({ code: 'data.missing', details: { fields: ['reason'] } });
  });

  it('may be zero', () => {
    expect(checking().act(start + 2 * HOUR, 'gather/check.decline', county, { reason: 0 }).refusal).toBeUndefined();
  });
});

describe('an outcome that the chart does not take', () => {
  it('is refused in the words of the guard, and nothing of the act stays', () => {
    const { act, state, world } = startGatherCase({ values: { goals: 999 } });
    const before = state();
    const refused = act(start + HOUR, 'apply/submit.submitted', school);
    expect(refused.refusal).toEqual({
      code: 'guard.refused',
      words: { zh: '目标任务不足一千字', en: 'Goals too short' },
      details: { event: 'apply/submit.submitted', guards: ['goals_long_enough'] },
    });
    expect(refused.subSteps).toEqual([]);
    expect(state()).toEqual(before);
    world({ values: { goals: 1000 } });
    expect(act(start + HOUR + 1, 'apply/submit.submitted', school).refusal).toBeUndefined();
  });
});

describe('a hard close', () => {
  it('lets in what was received in time, down to the last millisecond', () => {
    expect(startGatherCase().act(countyDue - 1, 'apply/submit.submitted', school).refusal).toBeUndefined();
  });

  it('lets in what was received in time and is handled later, while the case has not moved', () => {
    const { act, tick } = startGatherCase();
    tick(countyDue + MINUTE - 1);
    expect(act(countyDue - 1, 'apply/submit.submitted', school).refusal).toBeUndefined();
  });

  it.each([
    ['within the grace', 0, []],
    ['at its end', MINUTE, ['deadline']],
  ])('refuses with its words %s', (_name, after, kinds) => {
    const { act, tick } = startGatherCase();
    tick(countyDue - 1);
    const late = act(countyDue + after, 'apply/submit.submitted', school);
    expect(late.refusal).toEqual({
      code: 'deadline.closed',
      words: { zh: '逾期不再受理', en: 'Too late' },
      details: { number: 1, deadline: 'apply/due', due: countyDue },
    });
    expect(late.subSteps.map(({ cause }) => cause.kind)).toEqual(kinds);
  });

  it('says the same long after, however many jobs ran in between', () => {
    const { act, tick } = startGatherCase();
    tick(countyDue + HOUR);
    tick(countyDue + DAY);
    expect(act(countyDue + 2 * DAY, 'apply/submit.submitted', school).refusal?.code).toBe('deadline.closed');
  });

  it('does not refuse where the deadline would only be marked', () => {
    const { act, world } = checking();
    world({ values: { late: 'mark' } });
    expect(act(provinceDue + 1000, 'gather/check.accept', county).refusal).toBeUndefined();
  });
});

describe('a right that stays open', () => {
  it('takes one act after the other, each its own outcome', () => {
    const { act, roll, world, state } = checking();
    act(start + 2 * HOUR, 'gather/check.accept', otherCounty);
    roll(start + 3 * HOUR, 'gather/report.sent');
    world({ moves: [{ ...GATHER.reviewing, at: start }] });
    roll(start + 4 * HOUR, 'gather/receive.received');
    act(start + 5 * HOUR, 'review/judge.pass', expert(1));
    act(start + 5 * HOUR, 'review/judge.pass', expert(2));
    const { number } = state().tasks[0]!;
    for (const account of ['first', 'second']) {
      const raised = act(start + 6 * HOUR, 'publish/object.raised', { account, posts: [] }, { reason: '异议' });
      expect(raised.subSteps[0]).toMatchObject({ cause: { kind: 'act', account, completes: true }, trail: [] });
    }
    expect(state().tasks).toEqual([{ number, task: 'publish/object', openedAt: start + 5 * HOUR, members: [] }]);
  });
});

it('lets the same post use a right again and again, if it stays open', () => {
  const chart = chartOf({ states: [{ id: 'a', tasks: { 'a/note': { optional: true, decide: { noted: {} } } }, on: { 'a/note.noted': [{}] } }] });
  const kernel = createKernel(chart, guardsOf({}));
  const facts = factsOf({}, { applicant: ['p1', 'p2'] });
  let { state } = kernel.start(0, facts, datesOf({}));
  for (const at of [HOUR, DAY]) {
    const noted = kernel.step(state, { kind: 'act', at, task: 1, decision: 'noted', actor: { account: 'x', posts: ['p1'] }, data: {} }, facts, datesOf({}));
    expect(noted.refusal).toBeUndefined();
    ({ state } = noted);
  }
  expect(state.tasks).toEqual([{ number: 1, task: 'a/note', openedAt: 0, members: [{ post: 'p1' }, { post: 'p2' }] }]);
});

describe('a return', () => {
  it('goes back to the only step offered, onward by default, and voids nothing that was visited', () => {
    const { act, state } = checking();
    const back = act(start + 2 * HOUR, 'gather/check.back', county, { reason: '改' });
    expect(back.subSteps[0]?.cause).toMatchObject({ data: { reason: '改', to: 'apply', then: 'onward' } });
    expect(state().outstanding).toEqual({ from: 'gather/here/checking', to: 'apply', then: 'onward', at: start + 2 * HOUR });
    expect(state().visited).toContain('gather/here/checking');
  });

  it('comes straight back to its sender, past the guard of the road', () => {
    const { act, view, state, world } = checking();
    act(start + 2 * HOUR, 'gather/check.back', county, { reason: '改', then: 'sender' });
    world({ values: { goals: 1 } });
    expect(act(start + 3 * HOUR, 'apply/submit.submitted', school).refusal).toBeUndefined();
    expect(view().states).toEqual(['gather/here/checking']);
    expect(state().outstanding).toBeUndefined();
  });

  it('keeps a passed deadline from closing the step returned to until it is to be fixed', () => {
    const { act, tick, view, state } = checking();
    const fixBy = countyDue + 6 * DAY;
    act(countyDue + DAY, 'gather/check.back', county, { reason: '改', fix_by: fixBy });
    expect(view().tasks[0]?.dueAt).toBe(fixBy);
    tick(fixBy - 1);
    expect(view().states).toEqual(['apply']);
    tick(fixBy + MINUTE);
    expect(view().outcome).toBe('逾期');
    expect(state().outstanding).toBeUndefined();
  });

  it('stays outstanding while the state that sent it back is never left', () => {
    const inner: StateSpec[] = [{ id: 'g/a', tasks: { 'g/a/go': { decide: { ok: {} } } }, on: { 'g/a/go.ok': [{ to: 'g/b' }] } }, { id: 'g/b' }];
    const chart = chartOf({
      states: [
        {
          id: 'g',
          tasks: { 'g/check': { optional: true, decide: { back: { returns: ['g/a'] } } } },
          on: { 'g/check.back': [{ to: 'g/a', guard: { type: 'returned_to', params: { step: 'g/a' } }, returnsFrom: 'g' }] },
          states: inner,
        },
      ],
    });
    const kernel = createKernel(chart, guardsOf({}));
    const facts = factsOf({}, { applicant: ['p'] });
    const run = (state: InstanceState, at: number, task: number, decision: string): InstanceState =>
      kernel.step(state, { kind: 'act', at, task, decision, actor: { account: 'x', posts: ['p'] }, data: {} }, facts, datesOf({})).state;
    const moved = run(kernel.start(0, facts, datesOf({})).state, 1, 2, 'ok');
    const back = run(moved, 2, 1, 'back');
    expect(back.outstanding).toMatchObject({ from: 'g', to: 'g/a' });
    expect(kernel.step(back, { kind: 'tick', at: 3 }, facts, datesOf({})).state.outstanding).toEqual(back.outstanding);
  });

  it('lapses as it arrives where no such day was set', () => {
    const { act } = checking();
    const back = act(countyDue + DAY, 'gather/check.back', county, { reason: '改' });
    expect(back.subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [countyDue + DAY, 'act'],
      [countyDue + DAY, 'deadline'],
    ]);
  });
});

it('has the instants of another calendar at once, before the act is judged', () => {
  const { act, world } = startGatherCase();
  world({ dates: datesOf({ ...GATHER.dates, county_due: countyDue + 4 * DAY }) });
  const extended = act(countyDue + 3 * DAY, 'apply/submit.submitted', school);
  expect(extended.refusal).toBeUndefined();
  expect(extended.subSteps[0]).toEqual({
    at: countyDue + 3 * DAY,
    cause: { kind: 'moved', deadline: 'apply/due', epoch: 2, from: countyDue, to: countyDue + 4 * DAY },
    trail: [],
    effects: [],
  });
});
