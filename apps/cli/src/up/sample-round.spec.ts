import { describe, expect, it } from 'vitest';
import { sampleRound } from './sample-round.js';

const names = ['province_due', 'local_due', 'midterm', 'acceptance', 'ends'];

describe('the sample round', () => {
  it('lies around today as Liaoning counts days', () => {
    expect(sampleRound(Date.UTC(2026, 11, 31, 17), names)).toEqual({
      province_due: 'by 2027-01-22',
      midterm: 'during 2028',
      acceptance: '2029-12-01 to 2029-12-31',
      ends: 'by 2029-12-31',
    });
  });

  it('names no date that the definition does not have', () => {
    expect(sampleRound(0, ['ends'])).toEqual({ ends: 'by 1972-12-31' });
  });
});
