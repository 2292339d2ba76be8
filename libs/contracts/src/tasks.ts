import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Instant, Uuid, Words, Zone } from './wire.js';

/** A deadline as people say it, at the moment of the answer. */
export const Due = z.object({
  at: Instant,
  /** 3月14日（含）24时前 */
  words: Words,
  /** 还剩2个工作日, 已逾期1个工作日 */
  left: Words,
  standing: z.enum(['overdue', 'today', 'soon', 'later']),
  /** 暂定: beyond the published holiday calendar. */
  provisional: z.boolean(),
});

export const Task = z.object({
  programId: Uuid,
  programName: z.string(),
  /** Null for a task of the program itself. */
  caseId: Uuid.nullable(),
  caseNumber: z.string().nullable(),
  applicantName: z.string().nullable(),
  number: z.number().int(),
  key: z.string(),
  name: Words,
  /** A right without a duty. */
  optional: z.boolean(),
  openedAt: Instant,
  dueAt: Instant.nullable(),
  /** 暂定: beyond the published holiday calendar. */
  provisional: z.boolean(),
  /** `dueAt` in words; null where nothing is due or the task is closed. */
  due: Due.nullable(),
  zone: Zone,
  closedAt: Instant.nullable(),
});

export const taskRoutes = {
  tasks: {
    method: 'GET',
    path: '/api/tasks',
    tag: 'tasks',
    summary: { zh: '我的待办和已办', en: 'My tasks, open or done' },
    access: 'signed_in',
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'done']).exactOptional(), programId: Uuid.exactOptional() }),
    answers: { 200: { words: { zh: '一页待办', en: 'A page of tasks' }, schema: pageOf(Task) } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
