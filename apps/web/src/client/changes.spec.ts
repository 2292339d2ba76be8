import { describe, expect, it } from 'vitest';
import { touchedBy } from './changes.js';

describe('what a change makes old', () => {
  it('is the case with every list that shows it, and the tasks that hang on it', () => {
    expect(touchedBy({ kind: 'case', id: 'c', programId: 'p', version: 2 })).toEqual([['case', 'c'], ['cases'], ['tasks']]);
    expect(touchedBy({ kind: 'task', programId: 'p', caseId: 'c' })).toEqual([['tasks'], ['case', 'c']]);
    expect(touchedBy({ kind: 'task', programId: 'p', caseId: null })).toEqual([['tasks'], ['program', 'p']]);
    expect(touchedBy({ kind: 'program', id: 'p', version: 3 })).toEqual([['program', 'p'], ['programs']]);
    expect(touchedBy({ kind: 'notice', id: 'n', programId: 'p', caseId: null })).toEqual([['notices']]);
  });
});
