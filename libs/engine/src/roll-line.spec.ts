import { DAY, GATHER, HOUR, startGatherCase, type GatherCase } from '@shidian/testing';
import { describe, expect, it } from 'vitest';

const { start, school, county, provinceDue } = GATHER;

function sent(): GatherCase {
  const it = startGatherCase();
  it.act(start + HOUR, 'apply/submit.submitted', school);
  it.act(start + 2 * HOUR, 'gather/check.accept', county);
  it.roll(start + 3 * HOUR, 'gather/report.sent');
  return it;
}

describe('a line of a roll', () => {
  it('is journalled with who confirmed the roll', () => {
    expect(sent().roll(start + 4 * HOUR, 'gather/receive.received').subSteps).toEqual([
      {
        at: start + 4 * HOUR,
        cause: { kind: 'roll', roll: 'gather/receive', decision: 'received', account: 'zhao', data: {} },
        trail: [['review/waiting']],
        effects: [],
      },
    ]);
  });

  it('is refused where the case does not stand in a state that the roll draws from', () => {
    const { roll } = sent();
    expect(roll(start + 4 * HOUR, 'gather/report.sent').refusal).toEqual({
      code: 'roll.not_drawn_here',
      details: { roll: 'gather/report', of: ['gather/here/collected'], states: ['gather/sent'] },
    });
    expect(roll(start + 4 * HOUR, 'gather/none.sent').refusal?.code).toBe('roll.not_drawn_here');
  });

  it('is refused for a decision that the roll does not have, and for what it lacks', () => {
    const { roll } = sent();
    expect(roll(start + 4 * HOUR, 'gather/receive.lost').refusal).toEqual({
      code: 'decision.unknown',
      details: { decision: 'lost', known: ['received', 'returned'] },
    });
    expect(roll(start + 4 * HOUR, 'gather/receive.returned', { reason: 'x' }).refusal).toEqual({ code: 'data.missing', details: { fields: ['fix_by'] } });
  });

  it('returns a case, which may then be fixed past the deadline of its state', () => {
    const { roll, tick, view, act } = sent();
    const fixBy = provinceDue + 5 * DAY;
    roll(provinceDue + DAY, 'gather/receive.returned', { reason: '缺章', fix_by: fixBy });
    expect(view().tasks[0]?.dueAt).toBe(fixBy);
    tick(provinceDue + 3 * DAY);
    expect(act(provinceDue + 4 * DAY, 'gather/check.accept', county).refusal).toBeUndefined();
    expect(roll(provinceDue + 4 * DAY, 'gather/report.sent').refusal).toBeUndefined();
  });

  it('is refused once the case has ended', () => {
    const { act, roll } = startGatherCase();
    act(start + HOUR, 'apply/withdraw.withdrawn', school, { reason: 'x' });
    expect(roll(start + 2 * HOUR, 'gather/report.sent').refusal?.code).toBe('case.closed');
  });
});
