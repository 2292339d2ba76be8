import type { Case, Words } from '../generated/api.js';

export type TimelineEvent =
  | { readonly kind: 'began'; readonly at: string }
  | { readonly kind: 'submitted'; readonly at: string; readonly form: Words; readonly version: number }
  | { readonly kind: 'act'; readonly at: string; readonly task: Words; readonly key: string; readonly decision: string; readonly who: readonly string[] }
  | { readonly kind: 'left'; readonly at: string; readonly task: Words }
  | { readonly kind: 'open'; readonly at: string; readonly task: Words; readonly who: readonly string[] };

/** What happened to a case in the order in which it happened; what is waited for comes last. */
export function timelineOf(one: Pick<Case, 'startedAt' | 'forms' | 'tasks'>): readonly TimelineEvent[] {
  const past: TimelineEvent[] = [{ kind: 'began', at: one.startedAt }];
  const open: TimelineEvent[] = [];
  for (const form of one.forms) past.push({ kind: 'submitted', at: form.submittedAt, form: form.title, version: form.version });
  for (const task of one.tasks) {
    const acted = task.members.filter(({ actedAt, decision }) => actedAt !== null && decision !== null);
    for (const { actedAt, decision, organisationName, accountName } of acted) {
      past.push({ kind: 'act', at: actedAt ?? '', task: task.name, key: task.key, decision: decision ?? '', who: [`${organisationName} ${accountName ?? ''}`.trim()] });
    }
    if (task.closedAt !== null && task.closedBecause === 'left' && acted.length === 0 && !task.optional) past.push({ kind: 'left', at: task.closedAt, task: task.name });
    if (task.closedAt === null && !task.optional) open.push({ kind: 'open', at: task.openedAt, task: task.name, who: task.members.filter(({ actedAt }) => actedAt === null).map(({ organisationName }) => organisationName) });
  }
  return [...past.sort((a, b) => a.at.localeCompare(b.at)), ...open];
}
