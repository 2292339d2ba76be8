import { chartOf, DAY, datesOf, factsOf, GATHER, guardsOf, HOUR, startGatherCase, type GatherCase } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel, type AdministrativeAct, type ChartDefinition, type InstanceState, type JsonValue, type StepResult } from './index.js';

const { start, school, county, province, provinceDue, countyDue, reviewing } = GATHER;
const SUBMITTED = start + HOUR;

function administer(one: GatherCase, at: number, administration: AdministrativeAct, data: Readonly<Record<string, JsonValue>> = { reason: '核实情况' }): StepResult {
  return one.run({ kind: 'administer', at, administration, actor: province, data });
}

/** before ──▶ run{a{one, two} ∥ b{one, two}} */
function besideChart(): ChartDefinition {
  return chartOf({
    states: [
      { id: 'before' },
      { id: 'run', type: 'parallel', states: [{ id: 'run/a', states: [{ id: 'run/a/one' }, { id: 'run/a/two' }] }, { id: 'run/b', states: [{ id: 'run/b/one' }, { id: 'run/b/two' }] }] },
    ],
  });
}

/** A case that its county checks. */
function checked(): GatherCase {
  const one = startGatherCase();
  one.act(SUBMITTED, 'apply/submit.submitted', school);
  return one;
}

/** A case that stands open to objection for five days. */
function published(): GatherCase {
  const one = startGatherCase({ moves: [reviewing] });
  one.act(SUBMITTED, 'apply/submit.submitted', school);
  one.act(start + 2 * HOUR, 'gather/check.accept', county);
  one.roll(start + 3 * HOUR, 'gather/report.sent');
  one.roll(start + 4 * HOUR, 'gather/receive.received');
  one.tick(reviewing.at + 60_000);
  one.act(reviewing.at + HOUR, 'review/judge.pass', GATHER.expert(1));
  one.act(reviewing.at + HOUR, 'review/judge.pass', GATHER.expert(2));
  expect(one.view().states).toEqual(['publish']);
  return one;
}

const causes = (result: StepResult): readonly string[] => result.subSteps.map(({ cause }) => cause.kind);

describe('a suspended case', () => {
  it('is not acted on, neither by its members nor by a roll, and says since when', () => {
    const one = checked();
    const done = administer(one, start + DAY, { act: 'suspend' });
    expect(done.view).toMatchObject({ tags: ['active', 'suspended'], timers: [], states: ['gather/here/checking'] });
    const refusal = { code: 'case.suspended', details: { since: start + DAY } };
    expect(one.act(start + 2 * DAY, 'gather/check.accept', county).refusal).toEqual(refusal);
    expect(one.roll(start + 2 * DAY, 'gather/report.sent').refusal).toEqual(refusal);
    expect(one.possibilities(county, start + 2 * DAY).map((possible) => possible.refusal)).toEqual([refusal, refusal, refusal]);
    expect(administer(one, start + 2 * DAY, { act: 'suspend' }).refusal).toEqual(refusal);
  });

  it('neither moves, reminds nor lapses, whoever ticks it', () => {
    const one = checked();
    administer(one, start + DAY, { act: 'suspend' });
    const before = one.state();
    one.world({ moves: [reviewing] });
    expect(one.tick(provinceDue + 9 * DAY).subSteps).toEqual([]);
    expect(one.state()).toEqual(before);
  });

  it('goes on where it stood: a date shared by all has run on, and passes at the resume', () => {
    const one = checked();
    administer(one, start + DAY, { act: 'suspend' });
    const at = provinceDue + 5 * DAY;
    const resumed = administer(one, at, { act: 'resume' });
    // The last of the rungs that lay in between is climbed, at the resume and not when it would have been.
    expect(resumed.subSteps.map((each) => [each.at, each.cause.kind])).toEqual([[at, 'administration'], [at, 'deadline']]);
    expect(resumed.view.outcome).toBe('逾期');
  });

  it('hears of what it missed once, not of every rung', () => {
    const one = checked();
    one.world({ values: { late: 'mark' } });
    administer(one, start + DAY, { act: 'suspend' });
    const at = provinceDue + 5 * DAY;
    const resumed = administer(one, at, { act: 'resume' });
    expect(causes(resumed)).toEqual(['administration', 'deadline', 'rung']);
    expect(resumed.subSteps.at(-1)).toMatchObject({ at, cause: { rung: 'e1' } });
    expect(one.tick(at + 30 * DAY).subSteps).toEqual([]);
  });

  it('keeps what remained of a time that began with itself, and everybody is told of the new one', () => {
    const one = published();
    const due = reviewing.at + HOUR + 5 * DAY;
    administer(one, due - 2 * DAY, { act: 'suspend' });
    const resumed = administer(one, due + 10 * DAY, { act: 'resume' });
    expect(resumed.subSteps[1]?.cause).toEqual({ kind: 'moved', deadline: 'publish/closes', epoch: 2, from: due, to: due + 12 * DAY });
    expect(one.view().timers).toEqual([{ key: 'publish/closes', epoch: 2, at: due + 12 * DAY + 60_000 }]);
    expect(one.tick(due + 12 * DAY - 1).subSteps).toEqual([]);
    expect(one.tick(due + 13 * DAY).view.outcome).toBe('试点单位');
  });

  it('may be suspended again and keeps its remainder again', () => {
    const one = published();
    const due = reviewing.at + HOUR + 5 * DAY;
    administer(one, due - 2 * DAY, { act: 'suspend' });
    administer(one, due - DAY, { act: 'resume' });
    administer(one, due, { act: 'suspend' });
    administer(one, due + 3 * DAY, { act: 'resume' });
    expect(one.state().clock['publish/closes']).toMatchObject({ dueAt: due + 4 * DAY, deferred: { from: due, to: due + 4 * DAY } });
  });

  it('obeys a date that was set anew since', () => {
    const one = published();
    const due = reviewing.at + HOUR + 5 * DAY;
    administer(one, due - 2 * DAY, { act: 'suspend' });
    administer(one, due - DAY, { act: 'resume' });
    one.world({ dates: { resolve: () => ({ at: due + 40 * DAY, provisional: false }), offset: (from) => from, said: () => ({ before: [] }), defer: () => undefined } });
    expect(causes(one.tick(due))).toEqual(['moved']);
    expect(one.state().clock['publish/closes']).toEqual(expect.not.objectContaining({ deferred: expect.anything() as unknown }));
    expect(one.state().clock['publish/closes']?.dueAt).toBe(due + 40 * DAY);
  });

  it('sees on its resume what the program did meanwhile, in order and not earlier', () => {
    const one = checked();
    one.act(start + 2 * HOUR, 'gather/check.accept', county);
    one.roll(start + 3 * HOUR, 'gather/report.sent');
    one.roll(start + 4 * HOUR, 'gather/receive.received');
    administer(one, start + DAY, { act: 'suspend' });
    one.world({ moves: [reviewing, { seq: 8, at: reviewing.at + DAY, states: ['review'], marks: {} }] });
    const at = reviewing.at + 3 * DAY;
    const resumed = administer(one, at, { act: 'resume' });
    expect(resumed.subSteps.map((each) => [each.at, each.cause.kind])).toEqual([[at, 'administration'], [at, 'program'], [at, 'program']]);
    expect(resumed.view.states).toEqual(['review/judging']);
    expect(resumed.state.programSeen).toBe(8);
  });

  it('is resumed only if it is suspended', () => {
    expect(administer(checked(), start + DAY, { act: 'resume' }).refusal?.code).toBe('case.not_suspended');
  });
});

describe('a case that is made void', () => {
  it('has ended: no task, no timer, no tag by which anything counts it', () => {
    const one = checked();
    const done = administer(one, start + DAY, { act: 'void' });
    expect(done.view).toEqual({ states: [], configuration: [], tags: [], outcome: '作废', tasks: [], timers: [] });
    expect(done.subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.closed', 'ended', 'notice']);
    expect(one.act(start + 2 * DAY, 'gather/check.accept', county).refusal?.code).toBe('case.closed');
    expect(one.tick(provinceDue + DAY).subSteps).toEqual([]);
    expect(administer(one, start + 2 * DAY, { act: 'wake' }).refusal?.code).toBe('case.closed');
  });

  it('may have been suspended', () => {
    const one = checked();
    administer(one, start + DAY, { act: 'suspend' });
    expect(administer(one, start + 2 * DAY, { act: 'void' }).view.outcome).toBe('作废');
    expect(one.state().suspended).toBeUndefined();
  });
});

describe('a jump', () => {
  it('leaves with all that leaving does and enters with all that entering does', () => {
    const one = checked();
    const done = administer(one, start + DAY, { act: 'jump', to: 'review/judging' });
    expect(done.view.states).toEqual(['review/judging']);
    expect(done.view.tasks.map(({ task }) => task)).toEqual(['review/judge']);
    expect(Object.keys(one.state().clock)).toEqual([]);
    expect(done.subSteps[0]).toMatchObject({ cause: { kind: 'administration', administration: { act: 'jump', to: 'review/judging' }, account: province.account }, trail: [['review/judging']] });
    expect(done.subSteps[0]?.effects.map(({ type }) => type)).toEqual(['notice', 'task.closed', 'task.opened', 'notice']);
  });

  it('goes back as well, with a fresh deadline', () => {
    const one = checked();
    administer(one, start + DAY, { act: 'jump', to: 'apply' });
    expect(one.state().clock['apply/due']).toMatchObject({ epoch: 2, dueAt: countyDue });
  });

  it('into a state whose deadline has passed does not wait for a job', () => {
    const one = checked();
    const done = administer(one, provinceDue - HOUR, { act: 'jump', to: 'apply' });
    expect(done.view.outcome).toBe('逾期');
  });

  it('within one region leaves what stands beside it where it stands', () => {
    const kernel = createKernel(besideChart(), guardsOf({}));
    const [facts, dates] = [factsOf(), datesOf({})];
    const jump = (state: InstanceState, to: string): StepResult => kernel.step(state, { kind: 'administer', at: 1, administration: { act: 'jump', to }, actor: province, data: { reason: 'x' } }, facts, dates);
    const run = jump(kernel.start(0, facts, dates).state, 'run/b/two');
    expect(run.view.states).toEqual(['run/a/one', 'run/b/two']);
    expect(jump(run.state, 'run/a/two').view.states).toEqual(['run/a/two', 'run/b/two']);
    expect(jump(run.state, 'before').view.states).toEqual(['before']);
  });

  it.each(['gather', 'end/pilot', 'nowhere', 'constructor'])('does not end in %s', (to) => {
    expect(administer(checked(), start + DAY, { act: 'jump', to }).refusal).toMatchObject({ code: 'jump.unknown_state', details: { to, known: expect.arrayContaining(['apply', 'review/judging']) as unknown } });
  });

  it('is no outcome that an act could name', () => {
    expect(checked().act(start + DAY, 'gather/check.jump apply', county).refusal?.code).toBe('decision.unknown');
  });
});

describe('a task that is handed over', () => {
  it('is the new post’s to act on, and the old one’s no more', () => {
    const one = checked();
    const { number = 0 } = one.state().tasks[0] ?? {};
    const done = administer(one, start + DAY, { act: 'hand_over', task: number, from: 'p-county-a', to: 'p-county-c' });
    expect(done.subSteps[0]?.effects).toEqual([
      { type: 'task.handed_over', number, task: 'gather/check', from: 'p-county-a', to: 'p-county-c' },
      { type: 'notice', cause: { kind: 'task', task: 'gather/check', number }, posts: ['p-county-c'], data: {} },
    ]);
    expect(one.act(start + DAY, 'gather/check.accept', county).refusal?.code).toBe('right.not_member');
    expect(one.act(start + DAY, 'gather/check.accept', { account: 'sun', posts: ['p-county-c'] }).refusal).toBeUndefined();
  });

  it('is refused from a post without a seat, to one that has a seat, and once the task is done', () => {
    const one = checked();
    const { number = 0 } = one.state().tasks[0] ?? {};
    const hand = (from: string, to: string): string | undefined => administer(one, start + DAY, { act: 'hand_over', task: number, from, to }).refusal?.code;
    expect(hand('p-school', 'p-county-c')).toBe('right.not_member');
    expect(hand('p-county-a', 'p-county-b')).toBe('hand_over.already_member');
    one.act(start + DAY, 'gather/check.accept', county);
    expect(hand('p-county-a', 'p-county-c')).toBe('task.not_open');
    expect(administer(one, start + DAY, { act: 'hand_over', task: 99, from: 'a', to: 'b' }).refusal?.code).toBe('task.unknown');
  });

  it('keeps the act of a member that has acted', () => {
    const one = startGatherCase({ moves: [reviewing] });
    one.act(SUBMITTED, 'apply/submit.submitted', school);
    administer(one, start + DAY, { act: 'jump', to: 'review/judging' });
    const { number = 0 } = one.state().tasks[0] ?? {};
    one.act(start + 2 * DAY, 'review/judge.pass', GATHER.expert(1));
    expect(administer(one, start + 2 * DAY, { act: 'hand_over', task: number, from: 'e1', to: 'e9' }).refusal?.code).toBe('right.already_acted');
  });
});

describe('a nudge', () => {
  it('goes to whoever still has to act, once a day', () => {
    const one = checked();
    const { number = 0 } = one.state().tasks[0] ?? {};
    const nudge = (at: number): StepResult => administer(one, at, { act: 'nudge', task: number }, {});
    expect(nudge(start + DAY).subSteps[0]?.effects).toEqual([{ type: 'notice', cause: { kind: 'administration', act: 'nudge', task: 'gather/check' }, posts: ['p-county-a', 'p-county-b'], data: {} }]);
    expect(nudge(start + 2 * DAY - 1).refusal).toEqual({ code: 'nudge.too_soon', details: { number, last: start + DAY, next: start + 2 * DAY } });
    expect(nudge(start + 2 * DAY).refusal).toBeUndefined();
  });

  it('is for duties: a right that nobody must use is not nudged', () => {
    const one = startGatherCase();
    const withdraw = one.state().tasks.find(({ task }) => task === 'apply/withdraw');
    expect(administer(one, start + HOUR, { act: 'nudge', task: withdraw?.number ?? 0 }, {}).refusal?.code).toBe('nudge.no_duty');
    expect(administer(one, start + HOUR, { act: 'nudge', task: 99 }, {}).refusal?.code).toBe('task.unknown');
  });
});

describe('every act of administration', () => {
  it.each<AdministrativeAct>([{ act: 'suspend' }, { act: 'void' }, { act: 'jump', to: 'apply' }, { act: 'hand_over', task: 1, from: 'a', to: 'b' }])('says why: $act without a reason is refused', (administration) => {
    for (const data of [{}, { reason: ' ' }, { reason: 1 }]) {
      expect(administer(checked(), start + DAY, administration, data).refusal).toEqual({ code: 'data.missing', details: { fields: ['reason'] } });
    }
  });

  it('stands on the record with who and why, a wake as well', () => {
    const woken = administer(checked(), start + DAY, { act: 'wake' }, {});
    expect(woken.subSteps).toEqual([{ at: start + DAY, cause: { kind: 'administration', administration: { act: 'wake' }, account: province.account, data: {} }, trail: [], effects: [] }]);
  });
});
