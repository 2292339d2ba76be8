import type { Artefact, OwnWords } from '../definitions/artefact.js';

/** What becomes of a task once its deadline has passed, as the definition says it; undefined where it has no deadline, or the definition does not say. */
export function whenMissed(artefact: Pick<Artefact, 'caseChart' | 'deadlines'>, applicantKind: string, taskKey: string): { readonly late: 'refuse' | 'mark'; readonly says: OwnWords | undefined } | undefined {
  const due = artefact.caseChart.tasks[taskKey]?.due;
  const deadline = due === undefined ? undefined : artefact.caseChart.deadlines[due];
  if (!deadline) return undefined;
  const date = typeof deadline.date === 'string' ? deadline.date : deadline.date[applicantKind];
  const policy = date === undefined ? undefined : artefact.deadlines[date];
  if (!policy) return undefined;
  return { late: policy.late, says: policy.late === 'mark' ? undefined : (deadline.says ?? policy.says) };
}
