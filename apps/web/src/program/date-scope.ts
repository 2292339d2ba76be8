import type { NewDate } from '../generated/api.js';

/** Whom a date is set for, as one choice: the program, or an organisation with everything below it. */
export const programScope = 'program';

export function scopeOf(choice: string, programId: string): Pick<NewDate, 'scope' | 'scopeId'> {
  return choice === programScope || choice === '' ? { scope: 'program', scopeId: programId } : { scope: 'organisation', scopeId: choice };
}

/** A day until which, or a window from a day to a day, as the service reads it. */
export const ruleOf = (from: string, until: string): string => (from === '' ? `by ${until}` : `${from} to ${until}`);
