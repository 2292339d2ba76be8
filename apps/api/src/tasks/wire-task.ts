import type { Instant } from '@shidian/engine';
import type { TaskListItem } from '@shidian/lifecycle';
import type { AnswerOf } from '../route/input.js';
import type { DueWords } from '../wire/due-words.js';
import { iso, isoOrNull, words, zone } from '../wire/wire.js';

export function wireTask(task: TaskListItem, at: Instant, due: DueWords): AnswerOf<'tasks'>['items'][number] {
  return {
    programId: task.programId,
    programName: task.programName,
    caseId: task.caseId,
    caseNumber: task.caseNumber,
    applicantName: task.applicantName,
    number: task.number,
    key: task.key,
    name: words(task.name),
    optional: task.optional,
    openedAt: iso(task.openedAt),
    dueAt: isoOrNull(task.dueAt),
    provisional: task.provisional,
    due: task.dueAt === null || task.closedAt !== null ? null : due.of(task.dueAt, at, task.provisional),
    zone,
    closedAt: isoOrNull(task.closedAt),
  };
}
