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

const select = `SELECT t.owner_id AS "ownerId", t.program_id AS "programId", p.name AS "programName", t.case_id AS "caseId", c.number AS "caseNumber",
    o.name AS "applicantName", t.number, t.key, t.name, t.optional, shidian.ms(t.opened_at) AS "openedAt", shidian.ms(t.due_at) AS "dueAt",
    t.provisional, shidian.ms(t.closed_at) AS "closedAt"
  FROM shidian.task t
  JOIN shidian.program p ON p.id = t.program_id
  LEFT JOIN shidian.case_file c ON c.id = t.case_id
  LEFT JOIN shidian.organisation o ON o.id = c.applicant_id
 WHERE (t.owner_id, t.number) IN (SELECT m.owner_id, m.number FROM shidian.task_member m WHERE m.post_id = ANY ($1::uuid[]))
   AND ($2::uuid IS NULL OR t.program_id = $2)`;

// What is due first comes first, what has no due date last.
const due = `coalesce(t.due_at, 'infinity'::timestamptz)`;
const openTasks = `${select} AND t.closed_at IS NULL
   AND ($4::uuid IS NULL OR (${due}, t.owner_id, t.number) > (coalesce(shidian.instant($3), 'infinity'::timestamptz), $4, $5::int))
 ORDER BY ${due}, t.owner_id, t.number LIMIT $6`;
const doneTasks = `${select} AND t.closed_at IS NOT NULL
   AND ($4::uuid IS NULL OR (t.closed_at, t.owner_id, t.number) < (shidian.instant($3), $4, $5::int))
 ORDER BY t.closed_at DESC, t.owner_id DESC, t.number DESC LIMIT $6`;

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
