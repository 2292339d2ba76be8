import { DAY, datesOf, factsOf, GATHER, gatherKernel, HOUR, startGatherCase } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import type { InstanceState, JsonValue } from './index.js';

const { start, school, county, expert, reviewing } = GATHER;
const dates = datesOf(GATHER.dates);

describe('a case on its road', () => {
  it('goes from the application to the title, with every effect in order', () => {
    const { act, roll, tick, view, world } = startGatherCase();
    expect(view().states).toEqual(['apply']);
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(view().states).toEqual(['gather/here/checking']);
    act(start + 2 * HOUR, 'gather/check.accept', county);
    roll(start + 3 * HOUR, 'gather/report.sent');
    expect(view().tags).toEqual(['active', 'reported']);
    roll(start + 4 * HOUR, 'gather/receive.received');
    expect(view().states).toEqual(['review/waiting']);
    world({ moves: [reviewing] });
    expect(tick(reviewing.at + HOUR).subSteps.map(({ at, cause }) => [at, cause])).toEqual([[reviewing.at, { kind: 'program', seq: 7 }]]);
    act(reviewing.at + 2 * HOUR, 'review/judge.pass', expert(1));
    const decided = act(reviewing.at + 3 * HOUR, 'review/judge.pass', expert(2));
    expect(decided.subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.acted', 'task.closed', 'task.opened', 'notice', 'baseline.frozen']);
    const ended = tick(reviewing.at + 10 * DAY);
    expect(ended.view).toMatchObject({ outcome: '试点单位', tags: ['pilot'], tasks: [], timers: [] });
    expect(ended.subSteps.map(({ at, cause, effects }) => [at, cause.kind, effects.at(-1)])).toEqual([
      [reviewing.at + 3 * HOUR + 5 * DAY, 'deadline', { type: 'ended', outcome: '试点单位' }],
    ]);
    expect(act(reviewing.at + 11 * DAY, 'review/judge.pass', school).refusal?.code).toBe('case.closed');
  });

  it('is not touched once it has ended, whatever its program does', () => {
    const { act, tick, state, world } = startGatherCase();
    act(start + HOUR, 'apply/withdraw.withdrawn', school, { reason: '不报了' });
    const before = state();
    world({ moves: [reviewing] });
    expect(tick(reviewing.at + DAY).subSteps).toEqual([]);
    expect(state()).toEqual(before);
  });

  it('remembers nothing of the facts that a step read', () => {
    const { act, state, world } = startGatherCase();
    world({ values: { secret: 'nobody stores me' } });
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(JSON.stringify(state())).not.toContain('nobody stores me');
    expect(state()).toEqual(JSON.parse(JSON.stringify(state())));
  });

  it('is born into the world of its program as it stands', () => {
    const born = gatherKernel().start(reviewing.at + DAY, factsOf(GATHER.values, GATHER.parties, [reviewing]), datesOf({}));
    expect(born.state.programSeen).toBe(7);
    expect(born.subSteps.map(({ cause }) => cause.kind)).toEqual(['started']);
  });

  it('lapses in its first step if it is born after its hard close', () => {
    const born = gatherKernel().start(GATHER.countyDue + DAY, factsOf(GATHER.values, GATHER.parties), dates);
    expect(born.subSteps.map(({ at, cause }) => [at, cause.kind])).toEqual([
      [GATHER.countyDue + DAY, 'started'],
      [GATHER.countyDue + DAY, 'deadline'],
    ]);
    expect(born.view.outcome).toBe('逾期');
  });

  it('changes none of its arguments', () => {
    const kernel = gatherKernel();
    const facts = deepFreeze(factsOf(GATHER.values, GATHER.parties, [reviewing]));
    const state = deepFreeze(kernel.start(start, facts, dates).state);
    const command = deepFreeze({ kind: 'act', at: start + HOUR, task: 1, decision: 'submitted', actor: school, data: {} } as const);
    const once = kernel.step(state, command, facts, dates);
    expect(once.refusal).toBeUndefined();
    expect(kernel.step(state, command, facts, dates)).toEqual(once);
  });
});

describe('what cannot be driven', () => {
  const kernel = gatherKernel();
  const facts = factsOf(GATHER.values, GATHER.parties);
  const fine = kernel.start(start, facts, dates).state;
  const broken = (snapshot: JsonValue): InstanceState => ({ ...fine, snapshot });

  it.each<[string, JsonValue]>([
    ['no snapshot', null],
    ['a text', 'apply'],
    ['a state that the chart does not have', { status: 'active', value: 'nowhere', historyValue: {}, context: {}, children: {} }],
    ['an error', { status: 'error', value: 'apply', historyValue: {}, context: {}, children: {} }],
    ['no children', { status: 'active', value: 'apply' }],
    ['a child actor that the chart does not have', { status: 'active', value: 'apply', historyValue: {}, context: {}, children: { a: null } }],
  ])('refuses %s as instance.broken and leaves it as it is', (_name, snapshot) => {
    const state = broken(snapshot);
    const result = kernel.step(state, { kind: 'tick', at: start + DAY }, facts, dates);
    expect(result.refusal?.code).toBe('instance.broken');
    expect(result).toMatchObject({ state, subSteps: [], view: { states: [], tasks: [], timers: [] } });
    expect(kernel.view(state, dates).states).toEqual([]);
    expect(kernel.possibilities(state, school, start, facts, dates)).toEqual([]);
  });

  it('refuses a format that it does not know', () => {
    const state = { ...fine, format: 2 } as unknown as InstanceState;
    expect(kernel.step(state, { kind: 'tick', at: start }, facts, dates).refusal?.code).toBe('instance.broken');
  });

  it('refuses events of XState itself as forged', () => {
    const forged = [
      { kind: 'roll', at: start, roll: 'xstate.done.state.gather', decision: 'x', actor: school, data: {} },
      { kind: 'act', at: start, task: 1, decision: 'xstate.after.1', actor: school, data: {} },
    ] as const;
    for (const command of forged) expect(kernel.step(fine, command, facts, dates).refusal?.code).toBe('event.forged');
  });

  it('refuses names that every object has', () => {
    const { act, roll } = startGatherCase();
    expect(act(start + 1, 'apply/submit.constructor', school).refusal?.code).toBe('decision.unknown');
    expect(roll(start + 1, 'toString.sent').refusal?.code).toBe('roll.not_drawn_here');
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
