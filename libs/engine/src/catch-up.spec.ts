import { chartOf, DAY, datesOf, factsOf, GATHER, guardsOf, HOUR, MINUTE, startGatherCase, type StateSpec, type TestDate } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel, type Facts, type InstanceState, type ProgramMove, type StepResult } from './index.js';

const { start, school, countyDue, provinceDue } = GATHER;

/** A chart of its own with its dates; the guard `open` holds once the program is in the state `open`. */
function run(states: readonly StateSpec[], table: Readonly<Record<string, TestDate>>, moves: readonly ProgramMove[] = [], facts: Facts = factsOf({}, {}, moves)) {
  const kernel = createKernel(chartOf({ states }), guardsOf({ open: ({ programStates }) => programStates.includes('open') }));
  const dates = datesOf(table);
  let state: InstanceState = kernel.start(0, { ...facts, moves: [] }, dates).state;
  const tick = (at: number): StepResult => {
    const result = kernel.step(state, { kind: 'tick', at }, facts, dates);
    state = result.state;
    return result;
  };
  return { tick, view: () => kernel.view(state, dates), state: () => state };
}

const happened = ({ subSteps }: StepResult): unknown[] =>
  subSteps.map(({ at, cause }) => [at, cause.kind, 'deadline' in cause ? cause.deadline : 'seq' in cause ? cause.seq : undefined]);

const move = (seq: number, at: number, ...states: string[]): ProgramMove => ({ seq, at, states, marks: {} });
const rung = (id: string, amount: number) => ({ id, offset: { amount, unit: 'minutes' }, kind: 'reminder', to: 'members' }) as const;

describe('what was due comes in order, each at its own instant', () => {
  it('puts the program before a deadline and a deadline before a rung of the same instant', () => {
    const states: StateSpec[] = [{ id: 'a', deadlines: { 'a/y': { ladder: [rung('r', 0)] }, 'a/x': {} } }];
    const { tick } = run(states, { 'a/x': HOUR, 'a/y': HOUR }, [move(1, HOUR, 'any')]);
    expect(happened(tick(DAY))).toEqual([
      [HOUR, 'program', 1],
      [HOUR, 'deadline', 'a/x'],
      [HOUR, 'deadline', 'a/y'],
      [HOUR, 'rung', 'a/y'],
    ]);
  });

  it('climbs no rung of a deadline that an earlier one has disarmed', () => {
    const states: StateSpec[] = [
      { id: 'a', deadlines: { 'a/x': {}, 'a/y': { ladder: [rung('before', -30), rung('after', 30)] } }, on: { 'a/x.due': [{ to: 'b' }] } },
      { id: 'b' },
    ];
    const { tick } = run(states, { 'a/x': HOUR, 'a/y': 2 * HOUR });
    expect(happened(tick(DAY))).toEqual([[HOUR, 'deadline', 'a/x']]);
  });

  it('passes a state that the program opened and a deadline closed while no job ran', () => {
    const states: StateSpec[] = [
      { id: 'a', always: [{ to: 'b', when: ['open'] }] },
      { id: 'b', marks: ['b.in'], deadlines: { 'b/due': {} }, on: { 'b/due.due': [{ to: 'c' }] } },
      { id: 'c', type: 'final', outcome: 'over' },
    ];
    const { tick } = run(states, { 'b/due': { after: 'b.in', ms: DAY } }, [move(1, HOUR, 'shut'), move(2, 2 * HOUR, 'open'), move(3, 40 * DAY, 'shut')]);
    const late = tick(50 * DAY);
    expect(happened(late)).toEqual([
      [HOUR, 'program', 1],
      [2 * HOUR, 'program', 2],
      [2 * HOUR + DAY, 'deadline', 'b/due'],
    ]);
    expect(late.view.outcome).toBe('over');
  });

  it('shows the guards of each move the program as it was then', () => {
    const states: StateSpec[] = [{ id: 'a', always: [{ to: 'b', when: ['open'] }] }, { id: 'b' }];
    const { tick, view } = run(states, {}, [move(1, HOUR, 'open'), move(2, 2 * HOUR, 'shut')]);
    tick(DAY);
    expect(view().states).toEqual(['b']);
  });

  it('gives up on a deadline that re-arms itself in the past', () => {
    const states: StateSpec[] = [{ id: 'a', deadlines: { 'a/due': {} }, on: { 'a/due.due': [{ to: 'a' }] } }];
    const { tick, state } = run(states, { 'a/due': HOUR });
    const before = state();
    expect(tick(DAY).refusal?.code).toBe('instance.broken');
    expect(state()).toBe(before);
  });
});

describe('a deadline', () => {
  it('counts at its due instant, and at its arming where that came later', () => {
    const { act, tick } = startGatherCase();
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(happened(tick(provinceDue + DAY)).at(-1)).toEqual([provinceDue, 'deadline', 'gather/due']);

    const states: StateSpec[] = [{ id: 'a', always: [{ to: 'b', when: ['open'] }] }, { id: 'b', deadlines: { 'b/due': {} } }];
    const late = run(states, { 'b/due': HOUR }, [move(1, 2 * HOUR, 'open')]);
    expect(happened(late.tick(DAY))).toEqual([
      [2 * HOUR, 'program', 1],
      [2 * HOUR, 'deadline', 'b/due'],
    ]);
  });

  it('is given once in an epoch though it moves nothing', () => {
    const { tick, view } = run([{ id: 'a', deadlines: { 'a/due': {} } }], { 'a/due': HOUR });
    expect(happened(tick(DAY))).toEqual([[HOUR, 'deadline', 'a/due']]);
    expect(tick(2 * DAY).subSteps).toEqual([]);
    expect(view().timers).toEqual([]);
  });

  it('is held back for the grace, and what lies after it waits with it', () => {
    const states: StateSpec[] = [{ id: 'a', deadlines: { 'a/due': {} }, on: { 'a/due.due': [{ to: 'b' }] } }, { id: 'b' }];
    const { tick } = run(states, { 'a/due': HOUR }, [move(1, HOUR - 1, 'x'), move(2, HOUR + 1, 'y')]);
    expect(happened(tick(HOUR + MINUTE - 1))).toEqual([[HOUR - 1, 'program', 1]]);
    expect(happened(tick(HOUR + MINUTE))).toEqual([
      [HOUR, 'deadline', 'a/due'],
      [HOUR + 1, 'program', 2],
    ]);
  });

  it('does not keep an act from seeing the program as it stands at its receipt', () => {
    const states: StateSpec[] = [
      { id: 'a', deadlines: { 'a/due': {} }, tasks: { 'a/t': { decide: { ok: {} } } }, on: { 'a/t.ok': [{ to: 'b', when: ['open'] }] } },
      { id: 'b' },
    ];
    const kernel = createKernel(chartOf({ states }), guardsOf({ open: ({ programStates }) => programStates.includes('open') }));
    const facts = factsOf({}, { applicant: ['p'] }, [move(1, HOUR + 1000, 'open')]);
    const dates = datesOf({ 'a/due': HOUR });
    const { state } = kernel.start(0, { ...facts, moves: [] }, dates);
    const act = { kind: 'act', at: HOUR + 2000, task: 1, decision: 'ok', actor: { account: 'x', posts: ['p'] }, data: {} } as const;
    expect(kernel.step(state, { kind: 'tick', at: HOUR + 2000 }, facts, dates).subSteps).toEqual([]);
    expect(happened(kernel.step(state, act, facts, dates)).map((each) => (each as unknown[])[1])).toEqual(['program', 'act']);
  });

  it('does not fire for a command that was received before it was armed', () => {
    const kernel = createKernel(chartOf({ states: [{ id: 'a', deadlines: { 'a/due': {} } }] }), guardsOf({}));
    const dates = datesOf({ 'a/due': HOUR });
    const { state } = kernel.start(9 * HOUR, factsOf(), dates);
    const pending = { ...state, clock: { 'a/due': { ...state.clock['a/due']!, passed: false } } };
    expect(kernel.step(pending, { kind: 'tick', at: 8 * HOUR }, factsOf(), dates).subSteps).toEqual([]);
    expect(happened(kernel.step(pending, { kind: 'tick', at: 9 * HOUR }, factsOf(), dates))).toEqual([[9 * HOUR, 'deadline', 'a/due']]);
  });
});

describe('a rung', () => {
  it('tells the members that have not acted', () => {
    const { tick } = startGatherCase();
    expect(tick(countyDue - DAY).subSteps[0]?.effects).toEqual([
      {
        type: 'notice',
        cause: { kind: 'rung', deadline: 'apply/due', epoch: 1, rung: 'r1', due: countyDue },
        posts: ['p-school'],
        data: { deadline: 'apply/due', due: countyDue, kind: 'reminder', to: 'members' },
      },
    ]);
  });

  it('tells only those members who have not acted', () => {
    const states: StateSpec[] = [
      { id: 'a', deadlines: { 'a/due': { ladder: [rung('r', -30)] } }, tasks: { 'a/t': { due: 'a/due', complete: { mode: 'all' }, decide: { ok: {} } } } },
    ];
    const kernel = createKernel(chartOf({ states }), guardsOf({}));
    const facts = factsOf({}, { applicant: ['p1', 'p2'] });
    const dates = datesOf({ 'a/due': DAY });
    const { state } = kernel.step(
      kernel.start(0, facts, dates).state,
      { kind: 'act', at: HOUR, task: 1, decision: 'ok', actor: { account: 'x', posts: ['p1'] }, data: {} },
      facts,
      dates,
    );
    expect(kernel.step(state, { kind: 'tick', at: DAY }, facts, dates).subSteps[0]?.effects[0]).toMatchObject({ posts: ['p2'] });
  });

  it('at the very instant of arming is climbed', () => {
    const { tick } = run([{ id: 'a', deadlines: { 'a/due': { ladder: [rung('r', -60)] } } }], { 'a/due': HOUR });
    expect(happened(tick(1))).toEqual([]);
    const kernel = createKernel(chartOf({ states: [{ id: 'a', deadlines: { 'a/due': { ladder: [rung('r', -60)] } } }] }), guardsOf({}));
    expect(happened(kernel.start(0, factsOf(), datesOf({ 'a/due': HOUR })))).toEqual([
      [0, 'started', undefined],
      [0, 'rung', 'a/due'],
    ]);
  });

  it('tells the owners where no task hangs on the deadline', () => {
    const { act, tick } = startGatherCase();
    act(start + HOUR, 'apply/submit.submitted', school);
    act(start + 2 * HOUR, 'gather/check.accept', { account: 'wang', posts: ['p-county-a'] });
    expect(tick(provinceDue - HOUR).subSteps[0]?.effects[0]).toMatchObject({ posts: ['p-county-a', 'p-county-b'] });
  });

  it('climbs on after the due instant while the deadline stands', () => {
    const { act, tick, view } = startGatherCase({ values: { late: 'mark' } });
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(happened(tick(provinceDue + 3 * DAY))).toEqual([
      [provinceDue - DAY, 'rung', 'gather/due'],
      [provinceDue, 'deadline', 'gather/due'],
      [provinceDue, 'rung', 'gather/due'],
      [provinceDue + 2 * DAY, 'rung', 'gather/due'],
    ]);
    expect(view().timers).toEqual([]);
  });
});

describe('looking again', () => {
  it('asks every always about facts that have changed, and is on the record only if something moved', () => {
    const kernel = createKernel(
      chartOf({ states: [{ id: 'a', always: [{ to: 'b', when: ['none_left'] }] }, { id: 'b' }] }),
      guardsOf({ none_left: ({ facts }) => facts.values['left'] === 0 }),
    );
    const dates = datesOf({});
    const { state } = kernel.start(0, factsOf({ left: 2 }), dates);
    expect(kernel.step(state, { kind: 'tick', at: HOUR }, factsOf({ left: 1 }), dates).subSteps).toEqual([]);
    const moved = kernel.step(state, { kind: 'tick', at: HOUR }, factsOf({ left: 0 }), dates);
    expect(moved.subSteps).toEqual([{ at: HOUR, cause: { kind: 'program', seq: 0 }, trail: [['b']], effects: [] }]);
  });
});
