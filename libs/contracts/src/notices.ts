import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Instant, Uuid, Words } from './wire.js';

export const Notice = z.object({
  id: Uuid,
  programId: Uuid,
  caseId: Uuid.nullable(),
  post: Uuid,
  at: Instant,
  kind: z.enum(['task', 'reminder', 'overdue', 'escalation', 'stage', 'date']),
  text: Words,
  readAt: Instant.nullable(),
  /** How the mail fares: queued, sending, delivered, failed_temporarily, failed. */
  mail: z.string(),
});

const tag = 'notices';

export const noticeRoutes = {
  notices: {
    method: 'GET',
    path: '/api/notices',
    tag,
    summary: { zh: '我的通知', en: 'My notices' },
    access: 'signed_in',
    /** `copied`: those of cases in which none of the asker's posts has ever had a task: he is told, and has nothing to do. */
    query: z.strictObject({ ...pageQuery, unread: z.enum(['true', 'false']).exactOptional(), copied: z.enum(['true', 'false']).exactOptional() }),
    answers: { 200: { words: { zh: '一页通知', en: 'A page of notices' }, schema: pageOf(Notice) } },
    problems: [],
  },
  markNoticesRead: {
    method: 'POST',
    path: '/api/notices/read',
    tag,
    summary: { zh: '标为已读', en: 'Mark notices as read' },
    access: 'signed_in',
    body: z.strictObject({ ids: z.array(Uuid).min(1).max(200) }),
    answers: { 200: { words: { zh: '标为已读的条数', en: 'How many were marked' }, schema: z.object({ marked: z.number().int() }) } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
