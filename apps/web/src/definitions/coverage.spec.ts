import { describe, expect, it } from 'vitest';
import type { Scenario, ScenarioTarget } from '../generated/api.js';
import { chosenScenario, sumsOf } from './coverage.js';

const target = (id: string, kind: ScenarioTarget['kind'], scenarios: readonly number[]): ScenarioTarget => ({ id, kind, chart: 'case', words: { zh: id, en: id }, scenarios });

describe('what scenarios reach', () => {
  it('is summed up as a whole and by kind, and what none reaches is named', () => {
    const missed = target('c', 'transition', []);
    const sums = sumsOf([target('a', 'transition', [1, 2]), missed, target('g=true', 'guard', [2]), target('x.due', 'deadline', [1])]);
    expect(sums.whole).toEqual({ reached: 3, all: 4 });
    expect(sums.kinds).toEqual({ transition: { reached: 1, all: 2 }, guard: { reached: 1, all: 1 }, deadline: { reached: 1, all: 1 } });
    expect(sums.missed).toEqual([missed]);
  });

  it('is of the scenario that the address names, and of all where it names none that is there', () => {
    const scenarios = [1, 2].map((number): Scenario => ({ number, name: { zh: `${number}`, en: `${number}` }, requirements: [], file: 'f', line: 1, reaches: 0 }));
    expect(chosenScenario(scenarios, '2')?.number).toBe(2);
    for (const given of [null, '3', '', '02', 'x']) expect(chosenScenario(scenarios, given)).toBeUndefined();
  });
});
