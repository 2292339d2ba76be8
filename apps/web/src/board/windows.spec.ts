import { describe, expect, it } from 'vitest';
import type { PlanDate } from '../generated/api.js';
import { windowsOf } from './windows.js';

const date = (name: string, opens: string | null, closes: string | null): PlanDate => ({ name, words: { zh: name, en: name }, rule: { zh: '', en: '' }, opens, closes, provisional: false, open: null, late: null, questions: [], revision: 0 });

describe('the timeline of windows', () => {
  it('is nothing while no date has an end', () => {
    expect(windowsOf([date('a', null, null)], '2016-01-01T00:00:00Z', 0)).toBeUndefined();
  });

  it('runs from a day before the opening to a day after the last end, what ends first on top', () => {
    const found = windowsOf([date('late', '2016-01-06T00:00:00Z', '2016-01-10T00:00:00Z'), date('due', null, '2016-01-02T00:00:00Z'), date('unset', null, null)], '2016-01-01T00:00:00Z', Date.parse('2016-01-05T12:00:00Z'));
    expect(found?.bars.map((bar) => [bar.date.name, bar.mark, bar.past])).toEqual([['due', true, true], ['late', false, false]]);
    expect([found?.begins, found?.ends]).toEqual(['2015-12-31T00:00:00.000Z', '2016-01-11T00:00:00.000Z']);
    expect(found?.today).toBeCloseTo(0.5);
    expect(found?.bars[1]?.from).toBeCloseTo(6 / 11);
    expect(found?.bars[1]?.to).toBeCloseTo(10 / 11);
  });

  it('has no line for a today outside of it', () => {
    expect(windowsOf([date('due', null, '2016-01-02T00:00:00Z')], '2016-01-01T00:00:00Z', Date.parse('2020-01-01T00:00:00Z'))?.today).toBeUndefined();
  });
});
