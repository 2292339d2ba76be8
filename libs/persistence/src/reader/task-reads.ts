import type { Words } from '@shidian/engine';
import type { Page, PageRequest, Principal, Reader, TaskListItem } from '@shidian/lifecycle';
import { pageOf } from './case-reads.js';
import { decodeCursor, encodeCursor, pageLimit } from './cursor.js';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

type Filter = Parameters<Reader['tasks']>[1];
interface TaskRecord extends Omit<TaskListItem, 'name'> {
  readonly name: string;
  readonly ownerId: string;
}

// Each post has its own tasks in order; the first of every post, put together, hold the first of all. So a page costs what it
// shows, however many tasks there are.
const page = (column: 'due_at' | 'closed_at', past: string, order: 'ASC' | 'DESC', open: boolean): string => `
  SELECT t.owner_id AS "ownerId", t.program_id AS "programId", p.name AS "programName", t.case_id AS "caseId", c.number AS "caseNumber",
    o.name AS "applicantName", t.number, t.key, t.name, t.optional, shidian.ms(t.opened_at) AS "openedAt", shidian.ms(t.due_at) AS "dueAt",
    t.provisional, shidian.ms(t.closed_at) AS "closedAt"
  FROM (SELECT DISTINCT m.${column}, m.owner_id, m.number
          FROM unnest($1::uuid[]) AS own(post), LATERAL (
            SELECT m.${column}, m.owner_id, m.number FROM shidian.task_member m
             WHERE m.post_id = own.post AND m.closed_at IS ${open ? 'NULL' : 'NOT NULL AND m.acted_at IS NOT NULL'} AND ($2::uuid IS NULL OR m.program_id = $2)
               AND ($4::uuid IS NULL OR (m.${column}, m.owner_id, m.number) ${past} (coalesce(shidian.instant($3), 'infinity'::timestamptz), $4, $5::int))
             ORDER BY m.${column} ${order}, m.owner_id ${order}, m.number ${order} LIMIT $6) m
         ORDER BY m.${column} ${order}, m.owner_id ${order}, m.number ${order} LIMIT $6) own
  JOIN shidian.task t ON t.owner_id = own.owner_id AND t.number = own.number
  JOIN shidian.program p ON p.id = t.program_id
  LEFT JOIN shidian.case_file c ON c.id = t.case_id
  LEFT JOIN shidian.organisation o ON o.id = c.applicant_id
  ORDER BY own.${column} ${order}, own.owner_id ${order}, own.number ${order}`;

// What is due first comes first, what has no due date last. Done is what somebody in the post did, not what was closed without him.
const openTasks = page('due_at', '>', 'ASC', true);
const doneTasks = page('closed_at', '<', 'DESC', false);

/** Tasks of the principal's posts. */
export async function readTasks(connection: ReaderConnection, principal: Principal, filter: Filter, page: PageRequest): Promise<Page<TaskListItem>> {
  const limit = pageLimit(page.limit);
  const list = filter.open ? 'tasks.open' : 'tasks.done';
  const place = decodeCursor(list, page.cursor, ['numberOrNull', 'uuid', 'number']);
  const rows = await connection.query<TaskRecord>(principal, list, filter.open ? openTasks : doneTasks, [
    scopeArray(principal),
    filter.programId ?? null,
    place?.[0] ?? null,
    place?.[1] ?? null,
    place?.[2] ?? null,
    limit + 1,
  ]);
  const { items, next } = pageOf(rows, limit, (last) => encodeCursor(list, [filter.open ? last.dueAt : last.closedAt, last.ownerId, last.number]));
  return { items: items.map(({ ownerId: _ownerId, ...row }) => ({ ...row, name: JSON.parse(row.name) as Words })), next };
}
