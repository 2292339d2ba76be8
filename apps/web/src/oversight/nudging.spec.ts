import { describe, expect, it } from 'vitest';
import { againAfter, sentencesOf } from './nudging.js';

const none = { notStarted: 0, overdue: 0, tooSoon: 0, noDesk: 0, left: 0 };

describe('nudging', () => {
  it('waits a whole day from the last time, and not a moment longer', () => {
    const now = Date.parse('2016-03-02T08:00:00.000Z');
    expect(againAfter(null, now)).toBeUndefined();
    expect(againAfter('2016-03-01T08:00:00.001Z', now)).toBe('2016-03-02T08:00:00.001Z');
    expect(againAfter('2016-03-01T08:00:00.000Z', now)).toBeUndefined();
  });

  it('tells who was told and who was not, and says nothing of nobody', () => {
    expect(sentencesOf(none)).toEqual(['toldNobody']);
    expect(sentencesOf({ ...none, overdue: 3 })).toEqual(['told']);
    expect(sentencesOf({ notStarted: 500, overdue: 0, tooSoon: 2, noDesk: 1, left: 7 })).toEqual(['told', 'tooSoon', 'noDesk', 'left']);
  });
});
