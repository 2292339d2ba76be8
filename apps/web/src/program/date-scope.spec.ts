import { describe, expect, it } from 'vitest';
import { programScope, ruleOf, scopeOf } from './date-scope.js';

describe('setting a date', () => {
  it('is for the whole program, or for one organisation with what lies below it', () => {
    expect(scopeOf(programScope, 'p')).toEqual({ scope: 'program', scopeId: 'p' });
    expect(scopeOf('county', 'p')).toEqual({ scope: 'organisation', scopeId: 'county' });
  });

  it('is a last day, or a window', () => {
    expect(ruleOf('', '2016-03-18')).toBe('by 2016-03-18');
    expect(ruleOf('2016-03-01', '2016-03-18')).toBe('2016-03-01 to 2016-03-18');
  });
});
