import { describe, expect, it } from 'vitest';
import type { Plan, PlanParty } from '../generated/api.js';
import { dutiesOf, partiesOf } from './plan-words.js';

const party = (name: string, level: PlanParty['level'] = 'members'): PlanParty => ({ party: name, level, name: { zh: name, en: name }, post: { zh: '岗', en: 'post' } });
const duty = (key: string, by: PlanParty) => ({ key, name: { zh: key, en: key }, by });

const plan = {
  entries: [{ duties: [duty('apply/submit', party('applicant'))], begins: [], told: [party('county', 'superior'), party('county')] }],
  relative: [{ duties: [duty('rectify/mend', party('applicant')), duty('rectify/mend', party('applicant'))], ladder: [{ told: [party('county')] }] }],
  undated: [{ duty: duty('announce/publish', party('province')) }],
  whenItHappens: [{ told: [party('province')] }],
} as unknown as Plan;

describe('the parties of a plan', () => {
  it('are named once each, with those above after them', () => {
    expect(partiesOf(plan).map(({ party: name, level }) => `${name} ${level}`)).toEqual(['applicant members', 'county members', 'county superior', 'province members']);
  });

  it('have their duties named once each', () => {
    expect(dutiesOf(plan, party('applicant')).map(({ zh }) => zh)).toEqual(['apply/submit', 'rectify/mend']);
    expect(dutiesOf(plan, party('province')).map(({ zh }) => zh)).toEqual(['announce/publish']);
    expect(dutiesOf(plan, party('county', 'superior'))).toEqual([]);
  });
});
