import { DAY, datesOf, factsOf, gatherChart, guardsOf, HOUR } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { createKernel, type Actor, type Command, type DateResolver, type Facts, type InstanceState, type JsonValue, type ProgramMove, type StepResult } from './index.js';

const T0 = Date.UTC(2016, 2, 1, 1);
const COUNTY_DUE = T0 + 9 * DAY;
const PROVINCE_DUE = T0 + 14 * DAY;

const dates = datesOf({ county_due: COUNTY_DUE, province_due: PROVINCE_DUE, publicity_over: { after: 'publish.standing', ms: 5 * DAY } });
const parties = { applicant: ['p-school'], county: ['p-county-a', 'p-county-b'], panel: ['e1', 'e2', 'e3'] };
const values = { applicant: { kind: 'school' }, goals: 1000, late: 'refuse' };
const facts = factsOf(values, parties);
const reviewing: ProgramMove = { seq: 7, at: T0 + 20 * DAY, states: ['review', 'reviewing'], marks: {} };

const guards = guardsOf({
  goals_long_enough: (scope) => Number(scope.facts.values['goals']) >= 1000,
  refuses_late: (scope) => scope.facts.values['late'] === 'refuse',
  program_reviewing: (scope) => scope.programStates.includes('reviewing'),
});

const school: Actor = { account: 'li', posts: ['p-school'] };
const county: Actor = { account: 'wang', posts: ['p-county-a'] };
const province: Actor = { account: 'zhao', posts: ['p-province'] };
const expert = (number: number): Actor => ({ account: `expert-${number}`, posts: [`e${number}`] });

const kernel = createKernel(gatherChart(), guards);

interface Given {
  readonly facts?: Facts;
  readonly dates?: DateResolver;
}

/** One case under test; every state goes through JSON on its way to the next step, as it does in the database. */
function startCase(given: Given = {}) {
  let state: InstanceState = kernel.start(T0, given.facts ?? facts, given.dates ?? dates).state;
  const run = (command: Command, now: Given = given): StepResult => {
    const result = kernel.step(JSON.parse(JSON.stringify(state)) as InstanceState, command, now.facts ?? facts, now.dates ?? dates);
    state = result.state;
    return result;
  };
  const act = (at: number, key: string, actor: Actor, data: Record<string, JsonValue> = {}, now?: Given): StepResult => {
    const cut = key.lastIndexOf('.');
    const task = state.tasks.find((each) => each.task === key.slice(0, cut))?.number ?? 99;
    return run({ kind: 'act', at, task, decision: key.slice(cut + 1), actor, data }, now);
  };
  const roll = (at: number, key: string, data: Record<string, JsonValue> = {}, now?: Given): StepResult => {
    const cut = key.lastIndexOf('.');
    return run({ kind: 'roll', at, roll: key.slice(0, cut), decision: key.slice(cut + 1), actor: province, data }, now);
  };
  const tick = (at: number, now?: Given): StepResult => run({ kind: 'tick', at }, now);
  return { act, roll, tick, run, state: () => state, view: () => kernel.view(state, dates) };
}

describe('a case on its road', () => {
  it('goes from the application to the title, with every effect in order', () => {
    const { act, roll, tick, view } = startCase();
    expect(view().states).toEqual(['apply']);
    act(T0 + HOUR, 'apply/submit.submitted', school);
    expect(view().states).toEqual(['gather/here/checking']);
    act(T0 + 2 * HOUR, 'gather/check.accept', county);
    roll(T0 + 3 * HOUR, 'gather/report.sent');
    expect(view().tags).toEqual(['active', 'reported']);
    roll(T0 + 4 * HOUR, 'gather/receive.received');
    expect(view().states).toEqual(['review/waiting']);
    const moved = { facts: factsOf(values, parties, [reviewing]) };
    expect(tick(reviewing.at + HOUR, moved).subSteps.map(({ at, cause }) => [at, cause])).toEqual([[reviewing.at, { kind: 'program', seq: 7 }]]);
    act(reviewing.at + 2 * HOUR, 'review/judge.pass', expert(1), {}, moved);
    const decided = act(reviewing.at + 3 * HOUR, 'review/judge.pass', expert(2), {}, moved);
    expect(decided.subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.acted', 'task.closed', 'task.opened', 'notice', 'baseline.frozen']);
    const ended = tick(reviewing.at + 10 * DAY, moved);
    expect(ended.view).toMatchObject({ outcome: '试点单位', tags: ['pilot'], tasks: [], timers: [] });
    expect(ended.subSteps.map(({ at, cause, effects }) => [at, cause.kind, effects.at(-1)])).toEqual([
      [reviewing.at + 3 * HOUR + 5 * DAY, 'deadline', { type: 'ended', outcome: '试点单位' }],
    ]);
    expect(act(reviewing.at + 11 * DAY, 'publish/object.raised', school, {}, moved).refusal?.code).toBe('case.closed');
  });
});

