import type { Task } from '../generated/api.js';

/** How many of the tasks are overdue and how many close today. A right without a duty is neither. */
export function pressing(tasks: readonly Pick<Task, 'due' | 'optional'>[]): { readonly overdue: number; readonly today: number } {
  const duties = tasks.filter(({ optional }) => !optional);
  const standing = (wanted: string): number => duties.filter(({ due }) => due?.standing === wanted).length;
  return { overdue: standing('overdue'), today: standing('today') };
}

/** Where a task is done: at its case, or at its program. */
export const placeOf = ({ caseId, programId, number }: Pick<Task, 'caseId' | 'programId' | 'number'>): string =>
  caseId === null ? `/programs/${programId}?task=${number}` : `/cases/${caseId}?task=${number}`;
