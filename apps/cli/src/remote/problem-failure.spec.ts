import type { Problem } from '@shidian/contracts';
import { describe, expect, it } from 'vitest';
import { problemFailure } from './problem-failure.js';

function problem(over: Partial<Problem>): Problem {
  return { type: 'x', title: 'x', status: 409, detail: 'x', instance: 'urn:x', code: 'deadline.closed', messages: { zh: '逾期不再受理', en: 'too late' }, errors: [], ...over };
}

describe('a problem of the service', () => {
  it('keeps its code and words and says what to do about it', () => {
    expect(problemFailure(problem({}))).toMatchObject({ code: 'deadline.closed', text: { what: { zh: '逾期不再受理', en: 'too late' }, mend: { zh: '如有理由，请有权部门延期。' } } });
  });

  it('lists every place that is wrong', () => {
    const failure = problemFailure(problem({ code: 'form.invalid', errors: [{ path: '/form/goals', code: 'too_short', messages: { zh: '少1字', en: '1 short' } }, { path: '/form/plan', code: 'missing', messages: { zh: '未填', en: 'missing' } }] }));
    expect(failure.text.where).toBe('/form/goals  少1字  1 short\n  /form/plan  未填  missing');
  });

  it('shows the facts behind it where there is no place', () => {
    expect(problemFailure(problem({ code: 'data.missing', details: { fields: ['opinion'], note: 'x' } })).text.where).toBe('fields: ["opinion"]\n  note: x');
  });

  it('tells whoever is not signed in how to sign in', () => {
    expect(problemFailure(problem({ code: 'sign_in.required' })).text.mend?.en).toContain('shidian sign-in');
  });
});
