import { chartOf, DAY, datesOf, factsOf, GATHER, guardsOf, HOUR, MINUTE, startGatherCase, type StateSpec } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel, type ProgramMove } from './index.js';

const { start, school, countyDue, provinceDue } = GATHER;

describe('arming', () => {
  it('chooses the date by the kind of applicant', () => {
    expect(startGatherCase().view().tasks[0]?.dueAt).toBe(countyDue);
    expect(startGatherCase({ values: { applicant: { kind: 'university' } } }).view().tasks[0]?.dueAt).toBe(provinceDue);
    expect(startGatherCase({ values: { applicant: { kind: 'toString' } } }).view().timers).toEqual([]);
  });

  it('skips the rungs that already lie behind', () => {
    const { state } = startGatherCase({ dates: datesOf({ ...GATHER.dates, county_due: start + DAY }) });
    expect(state().clock['apply/due']).toEqual({ epoch: 1, armedAt: start, dueAt: start + DAY, provisional: false, climbed: ['r1'], passed: false });
  });

  it('stands on the marks set in the same sub-step, in whatever order the actions come', () => {
    const states: StateSpec[] = [{ id: 'a', states: [{ id: 'a/b', marks: ['b.in'] }], deadlines: { 'a/due': {} } }];
    const kernel = createKernel(chartOf({ states }), guardsOf({}));
    const { state, subSteps } = kernel.start(5, factsOf(), datesOf({ 'a/due': { after: 'b.in', ms: DAY } }));
    expect(state.clock['a/due']).toMatchObject({ epoch: 1, dueAt: 5 + DAY });
    expect(subSteps).toHaveLength(1);
  });

  it('never uses an epoch twice', () => {
    const { act, state } = startGatherCase();
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(state().clock['apply/due']).toBeUndefined();
    act(start + 2 * HOUR, 'gather/check.back', GATHER.county, { reason: 'x' });
    expect(state().clock['apply/due']?.epoch).toBe(2);
    expect(state().epochs).toEqual({ 'apply/due': 2, 'gather/due': 1 });
  });
});

describe('a deadline whose instant is another one', () => {
  it('gets a new epoch on the record, and its rungs ahead are climbed anew', () => {
    const { tick, world, state } = startGatherCase();
    tick(countyDue - 2 * DAY);
    world({ dates: datesOf({ ...GATHER.dates, county_due: countyDue + 5 * DAY }) });
    const moved = tick(countyDue - DAY);
    expect(moved.subSteps.map(({ cause }) => cause)).toEqual([{ kind: 'moved', deadline: 'apply/due', epoch: 2, from: countyDue, to: countyDue + 5 * DAY }]);
    expect(state().clock['apply/due']).toMatchObject({ armedAt: countyDue - DAY, climbed: [], passed: false });
    expect(moved.view.timers).toEqual([{ key: 'apply/due', epoch: 2, at: countyDue + 2 * DAY }]);
  });

  it('keeps the rungs that lay between its moving and a late look at it: they are climbed at the look, in their order', () => {
    const { tick, world } = startGatherCase();
    const [set, due] = [start + HOUR, start + 5 * DAY];
    const moved = { ...GATHER.dates, county_due: due };
    world({ dates: datesOf(moved, [], { county_due: { at: set, before: [] } }) });
    const look = due - DAY;
    expect(tick(look).subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [look, 'moved'],
      [look, 'rung'],
    ]);
    // Nobody moved it after it was armed: what lies behind was never to be climbed.
    const other = startGatherCase();
    other.world({ dates: datesOf(moved, [], { county_due: { at: start - HOUR, before: [] } }) });
    expect(other.tick(look).subSteps.map(({ cause }) => cause.kind)).toEqual(['moved']);
  });

  it('keeps them, too, where it was moved before a look that could not see it yet', () => {
    const { tick, world } = startGatherCase();
    const [first, second, due] = [start + 2 * DAY, start + 2 * DAY + HOUR, start + 8 * DAY];
    world({ dates: datesOf({ ...GATHER.dates, county_due: start + 4 * DAY }, [], { county_due: { at: start + HOUR, before: [countyDue] } }) });
    tick(second);
    // Set an hour before that look, and committed only after it.
    world({ dates: datesOf({ ...GATHER.dates, county_due: due }, [], { county_due: { at: first, before: [countyDue, start + 4 * DAY] } }) });
    const look = due - DAY;
    expect(tick(look).subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [look, 'moved'],
      [look, 'rung'],
    ]);
  });

  it('is reminded of before it passes where the look comes after both', () => {
    const { tick, world } = startGatherCase();
    world({ dates: datesOf({ ...GATHER.dates, county_due: start + 5 * DAY }, [], { county_due: { at: start + HOUR, before: [] } }) });
    expect(tick(start + 6 * DAY).subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [start + 6 * DAY, 'moved'],
      [start + 6 * DAY, 'rung'],
      [start + 6 * DAY, 'deadline'],
    ]);
  });

  it('counts at the move where it was brought forward into the past', () => {
    const { tick, world } = startGatherCase();
    world({ dates: datesOf({ ...GATHER.dates, county_due: start + DAY }) });
    expect(tick(start + 2 * DAY).subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [start + 2 * DAY, 'moved'],
      [start + 2 * DAY, 'deadline'],
    ]);
  });

  it('is open again where it had passed, and stays passed where the new instant has passed too', () => {
    const { act, tick, world, state } = startGatherCase({ values: { late: 'mark' } });
    act(start + HOUR, 'apply/submit.submitted', school);
    tick(provinceDue + DAY);
    world({ dates: datesOf({ ...GATHER.dates, province_due: provinceDue + HOUR }) });
    expect(tick(provinceDue + DAY + 1).subSteps.map(({ cause }) => cause.kind)).toEqual(['moved']);
    expect(state().clock['gather/due']).toMatchObject({ epoch: 2, passed: true });
    world({ dates: datesOf({ ...GATHER.dates, province_due: provinceDue + 9 * DAY }) });
    tick(provinceDue + DAY + 2);
    expect(state().clock['gather/due']).toMatchObject({ epoch: 3, passed: false });
  });

  it('moves at the instant of the program’s move that gave it its mark', () => {
    const kernel = createKernel(chartOf({ states: [{ id: 'a', deadlines: { 'a/due': {} } }] }), guardsOf({}));
    const dates = datesOf({ 'a/due': { after: 'announced', ms: DAY } });
    const { state, view } = kernel.start(0, factsOf(), dates);
    expect(view.timers).toEqual([]);
    const announced: ProgramMove = { seq: 1, at: HOUR, states: [], marks: { announced: HOUR } };
    const late = kernel.step(state, { kind: 'tick', at: 9 * DAY }, factsOf({}, {}, [announced]), dates);
    expect(late.subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [HOUR, 'program'],
      [HOUR, 'moved'],
      [HOUR + DAY, 'deadline'],
    ]);
  });

  it('takes up a date that is no longer provisional without a word', () => {
    const { tick, world, view } = startGatherCase({ dates: datesOf(GATHER.dates, ['county_due']) });
    expect(view().tasks[0]?.provisional).toBe(true);
    world({ dates: datesOf(GATHER.dates) });
    expect(tick(start + HOUR).subSteps).toEqual([]);
    expect(view().tasks[0]?.provisional).toBe(false);
  });
});

describe('timers', () => {
  it('stand at the next rung, then at the due instant and its grace', () => {
    const { tick, view } = startGatherCase();
    expect(view().timers).toEqual([{ key: 'apply/due', epoch: 1, at: countyDue - 3 * DAY }]);
    tick(countyDue - 3 * DAY);
    expect(view().timers).toEqual([{ key: 'apply/due', epoch: 1, at: countyDue + MINUTE }]);
  });

  it('never stand where a tick would find nothing to do', () => {
    const { act, tick, view } = startGatherCase({ values: { late: 'mark' } });
    act(start + HOUR, 'apply/submit.submitted', school);
    const turns: number[] = [];
    for (let [timer] = view().timers; timer !== undefined; [timer] = view().timers) turns.push(tick(timer.at).subSteps.length);
    // The reminder; the deadline with the rung that waited for its grace; the escalation.
    expect(turns).toEqual([1, 2, 1]);
  });
});
