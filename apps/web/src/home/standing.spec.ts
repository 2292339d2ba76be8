import { describe, expect, it } from 'vitest';
import type { Due } from '../generated/api.js';
import { placeOf, pressing } from './standing.js';

const words = { zh: '', en: '' };
const due = (standing: Due['standing']): Due => ({ at: '2016-03-14T16:00:00.000Z', words, left: words, standing, provisional: false });

describe('what presses', () => {
  it('is counted by its standing, and what is nobody’s duty is not', () => {
    const tasks = [
      { due: due('overdue'), optional: false },
      { due: due('overdue'), optional: true },
      { due: due('today'), optional: false },
      { due: due('later'), optional: false },
      { due: null, optional: false },
    ];
    expect(pressing(tasks)).toEqual({ overdue: 1, today: 1 });
  });

  it('leads to the case, or to the program where the task is its own', () => {
    expect(placeOf({ caseId: 'c', programId: 'p', number: 3 })).toBe('/cases/c?task=3');
    expect(placeOf({ caseId: null, programId: 'p', number: 3 })).toBe('/programs/p?task=3');
  });
});
