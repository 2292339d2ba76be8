import { DAY, datesOf, GATHER, HOUR, startGatherCase, type GatherCase } from '@shidian/testing';
import { describe, expect, it } from 'vitest';

const { start, school, county, province, countyDue, provinceDue, reviewing } = GATHER;
const extended = (to: number) => ({ dates: datesOf({ ...GATHER.dates, county_due: to, province_due: to }) });

function lapsed(): GatherCase {
  const one = startGatherCase();
  one.tick(countyDue + HOUR);
  expect(one.view()).toMatchObject({ outcome: '逾期', tags: ['lapsed'], tasks: [], timers: [] });
  return one;
}

describe('an instance that a deadline has ended', () => {
  it('opens again where it stood when the deadline is extended beyond the present', () => {
    const one = lapsed();
    const before = one.state();
    one.world(extended(countyDue + 9 * DAY));
    const at = countyDue + 2 * DAY;
    const result = one.tick(at);
    expect(result.subSteps.map((each) => [each.at, each.cause])).toEqual([[at, { kind: 'reopened', deadline: 'apply/due', lapsed: countyDue, due: countyDue + 9 * DAY }]]);
    expect(result.subSteps[0]?.trail).toEqual([['apply']]);
    expect(result.subSteps[0]?.effects.map(({ type }) => type)).toEqual(['task.opened', 'notice', 'task.opened']);
    expect(result.view).toMatchObject({ states: ['apply'], tags: ['active'] });
    expect(result.view.outcome).toBeUndefined();
    expect(one.state().lapsed).toBeUndefined();
    expect(one.state().tasks.map(({ number }) => number)).toEqual([before.tasksOpened + 1, before.tasksOpened + 2]);
    expect(one.state().clock['apply/due']).toMatchObject({ dueAt: countyDue + 9 * DAY, passed: false, climbed: [] });
    expect(one.view().timers).toEqual([expect.objectContaining({ key: 'apply/due', at: countyDue + 6 * DAY })]);
  });

  it('is acted on again, and lapses again at the new instant', () => {
    const one = lapsed();
    one.world(extended(countyDue + 9 * DAY));
    one.tick(countyDue + 2 * DAY);
    expect(one.act(countyDue + 3 * DAY, 'apply/submit.submitted', school).view.states).toEqual(['gather/here/checking']);
    const other = lapsed();
    other.world(extended(countyDue + 9 * DAY));
    other.tick(countyDue + 2 * DAY);
    expect(other.tick(countyDue + 10 * DAY).view).toMatchObject({ outcome: '逾期', tags: ['lapsed'] });
  });

  it('stays ended while its deadline lies behind, however it was moved', () => {
    const one = lapsed();
    const before = one.state();
    for (const to of [countyDue - DAY, countyDue, countyDue + DAY]) {
      one.world(extended(to));
      expect(one.tick(countyDue + 2 * DAY).subSteps).toEqual([]);
    }
    expect(one.state()).toEqual(before);
  });

  it('stays ended where a period came to its end and nobody missed anything', () => {
    const one = startGatherCase({ moves: [reviewing] });
    one.act(start + HOUR, 'apply/submit.submitted', school);
    one.run({ kind: 'administer', at: start + DAY, administration: { act: 'jump', to: 'publish' }, actor: province, data: { reason: 'x' } });
    expect(one.tick(start + 9 * DAY).view).toMatchObject({ outcome: '试点单位', tags: ['pilot'] });
    one.world({ dates: datesOf({ publicity_over: start + 90 * DAY }) });
    expect(one.tick(start + 10 * DAY).subSteps).toEqual([]);
  });

  it('stays ended when people ended it', () => {
    const one = startGatherCase();
    one.act(start + HOUR, 'apply/withdraw.withdrawn', school, { reason: '不报了' });
    one.world(extended(countyDue + 90 * DAY));
    expect(one.tick(countyDue + DAY).view.outcome).toBe('撤回');
  });

  it('stands with its outstanding return, and sees from then on what the program did meanwhile', () => {
    const one = startGatherCase();
    one.act(start + HOUR, 'apply/submit.submitted', school);
    one.act(start + 2 * HOUR, 'gather/check.back', county, { reason: '补', to: 'apply', then: 'sender', fix_by: countyDue + HOUR });
    one.tick(countyDue + DAY);
    expect(one.view().tags).toEqual(['lapsed']);
    one.world({ ...extended(reviewing.at + 9 * DAY), moves: [reviewing] });
    const at = reviewing.at + DAY;
    const result = one.tick(at);
    expect(result.subSteps.map((each) => [each.at, each.cause.kind])).toEqual([[at, 'reopened'], [at, 'program']]);
    expect(one.state().outstanding).toMatchObject({ from: 'gather/here/checking', then: 'sender' });
    expect(one.act(at + HOUR, 'apply/submit.submitted', school).view.states).toEqual(['gather/here/checking']);
  });

  it('begins a half-finished ledger anew', () => {
    const one = startGatherCase();
    one.act(start + HOUR, 'apply/submit.submitted', school);
    one.tick(provinceDue + HOUR);
    one.world(extended(provinceDue + 9 * DAY));
    one.tick(provinceDue + DAY);
    expect(one.state().tasks.flatMap(({ members }) => members)).toEqual([{ post: 'p-county-a' }, { post: 'p-county-b' }]);
  });

  it('is over for good once it was made void', () => {
    const one = lapsed();
    expect(one.run({ kind: 'administer', at: countyDue + DAY, administration: { act: 'void' }, actor: province, data: { reason: 'x' } }).refusal?.code).toBe('case.closed');
  });
});
