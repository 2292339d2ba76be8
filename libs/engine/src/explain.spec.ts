import { GATHER, HOUR, startGatherCase } from '@shidian/testing';
import { describe, expect, it } from 'vitest';

const { start, school, county, expert, countyDue } = GATHER;

describe('why can I not press this', () => {
  it('lists every decision of the tasks that are the actor’s, and of no others', () => {
    const { possibilities } = startGatherCase();
    expect(possibilities(school, start + HOUR)).toEqual([
      { number: 1, task: 'apply/submit', decision: 'submitted' },
      { number: 2, task: 'apply/withdraw', decision: 'withdrawn' },
    ]);
    expect(possibilities(county, start + HOUR)).toEqual([]);
  });

  it('gives the refusal of a guard before anybody presses', () => {
    const { possibilities } = startGatherCase({ values: { goals: 1 } });
    expect(possibilities(school, start + HOUR)[0]?.refusal).toMatchObject({ code: 'guard.refused', words: { zh: '目标任务不足一千字' } });
  });

  it('names the steps that a return may go to', () => {
    const { act, possibilities } = startGatherCase();
    act(start + HOUR, 'apply/submit.submitted', school);
    expect(possibilities(county, start + 2 * HOUR)).toEqual([
      { number: 3, task: 'gather/check', decision: 'accept' },
      { number: 3, task: 'gather/check', decision: 'back', returnTo: ['apply'] },
      { number: 3, task: 'gather/check', decision: 'decline' },
    ]);
  });

  it('says that the deadline has come, within the grace and before any job ran', () => {
    const { possibilities, state } = startGatherCase();
    expect(possibilities(school, countyDue + 1).map(({ refusal }) => refusal?.code)).toEqual(['deadline.closed', 'deadline.closed']);
    expect(possibilities(school, countyDue + HOUR)).toEqual([]);
    expect(state().tasks).toHaveLength(2);
  });

  it('tells a member who has acted that he has', () => {
    const { act, roll, world, possibilities } = startGatherCase();
    act(start + HOUR, 'apply/submit.submitted', school);
    act(start + HOUR, 'gather/check.accept', county);
    roll(start + HOUR, 'gather/report.sent');
    world({ moves: [{ ...GATHER.reviewing, at: start }] });
    roll(start + HOUR, 'gather/receive.received');
    act(start + HOUR, 'review/judge.pass', expert(1));
    expect(possibilities(expert(1), start + HOUR).map(({ refusal }) => refusal?.code)).toEqual(['right.already_acted', 'right.already_acted']);
    expect(possibilities(expert(2), start + HOUR).map(({ refusal }) => refusal)).toEqual([undefined, undefined]);
  });
});
