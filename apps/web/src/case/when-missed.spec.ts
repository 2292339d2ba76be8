import { describe, expect, it } from 'vitest';
import type { Artefact } from '../definitions/artefact.js';
import { whenMissed } from './when-missed.js';

const artefact = {
  caseChart: {
    tasks: { 'apply/submit': { name: { zh: '提交' }, by: 'applicant', due: 'apply/due', decisions: {} }, 'accept/check': { name: { zh: '验收' }, by: 'province', due: 'accept/due', decisions: {} }, 'x/free': { name: { zh: '随便' }, by: 'province', decisions: {} } },
    deadlines: {
      'apply/due': { date: { basic: 'fix_by', other: 'province_due' }, name: { zh: '截止' }, ladder: [] },
      'accept/due': { date: 'ends', name: { zh: '期满' }, ladder: [] },
    },
    rolls: {},
    states: {},
  },
  deadlines: { province_due: { late: 'refuse', says: { zh: '逾期不再受理' } }, ends: { late: 'mark' } },
} as unknown as Artefact;

describe('what happens when a deadline is missed', () => {
  it('is what the date says that binds this kind of applicant', () => {
    expect(whenMissed(artefact, 'other', 'apply/submit')).toEqual({ late: 'refuse', says: { zh: '逾期不再受理' } });
    expect(whenMissed(artefact, 'basic', 'accept/check')).toEqual({ late: 'mark', says: undefined });
  });

  it('is nothing where nothing is due', () => {
    expect(whenMissed(artefact, 'basic', 'x/free')).toBeUndefined();
    expect(whenMissed(artefact, 'basic', 'unknown')).toBeUndefined();
    expect(whenMissed(artefact, 'basic', 'apply/submit')).toBeUndefined();
  });
});
