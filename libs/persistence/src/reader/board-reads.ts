import type { Instant, Words } from '@shidian/engine';
import type { BoardItem, OverdueDuty, Page, PageRequest, Principal, Reader, ReturnCount } from '@shidian/lifecycle';
import { pageOf } from './case-reads.js';
import { decodeCursor, encodeCursor, pageLimit } from './cursor.js';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

type Named<T> = Omit<T, 'name'> & { readonly name: string };
interface BoardRecord extends Omit<BoardItem, 'tasks' | 'submitted' | 'paper'> {
  readonly tasks: string | null;
  readonly submitted: string | null;
  readonly paper: string | null;
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** Of the cases of one stage those with the earliest due are worked out whole, the others only counted. */
const boardPage = {
  name: 'stage_board',
  text: `SELECT c.id AS "caseId", c.number, o.name AS "applicantName", c.topic, c.title,
      ARRAY(SELECT s FROM unnest(c.states) s WHERE starts_with(s, $3 || '/')) AS states,
      c.state::jsonb ? 'suspended' AS suspended, shidian.ms(c.due_at) AS "dueAt", coalesce(c.provisional, false) AS provisional,
      (SELECT json_agg(json_build_object('number', t.number, 'name', t.name, 'waitsFor', (
           SELECT coalesce(json_agg(DISTINCT mo.name), '[]'::json) FROM shidian.task_member m
             JOIN shidian.post p ON p.id = m.post_id JOIN shidian.organisation mo ON mo.id = p.organisation_id
            WHERE m.owner_id = t.owner_id AND m.number = t.number AND m.acted_at IS NULL)) ORDER BY t.number)
         FROM shidian.task t WHERE t.owner_id = c.id AND t.closed_at IS NULL AND NOT t.optional AND starts_with(t.key, $3 || '/'))::text AS tasks,
      (SELECT json_build_object('version', f.version, 'at', shidian.ms(f.submitted_at)) FROM shidian.form_version f
        WHERE f.case_id = c.id AND f.form = $4 ORDER BY f.version DESC LIMIT 1)::text AS submitted,
      (SELECT json_build_object('copies', j.body::jsonb #> '{cause,data,copies}', 'on', j.body::jsonb #>> '{cause,data,happened_on}', 'at', shidian.ms(j.at))
         FROM shidian.journal j
        WHERE j.owner_id = c.id AND j.kind = 'act' AND starts_with(j.body::jsonb #>> '{cause,task}', $3 || '/') AND j.body::jsonb #> '{cause,data,copies}' IS NOT NULL
        ORDER BY j.seq DESC LIMIT 1)::text AS paper
    FROM (SELECT f.id, f.number, f.applicant_id, f.topic, f.title, f.states, f.state, d.due_at, d.provisional
            FROM shidian.case_file f
            LEFT JOIN LATERAL (SELECT t.due_at, t.provisional FROM shidian.task t
                                WHERE t.owner_id = f.id AND t.closed_at IS NULL AND NOT t.optional AND starts_with(t.key, $3 || '/')
                                ORDER BY t.due_at LIMIT 1) d ON true
           WHERE f.program_id = $1 AND f.visible_to && $2::uuid[] AND EXISTS (SELECT FROM unnest(f.states) s WHERE starts_with(s, $3 || '/'))
           ORDER BY d.due_at, f.id LIMIT $5 OFFSET $6) c
    JOIN shidian.organisation o ON o.id = c.applicant_id
   ORDER BY c.due_at, c.id`,
} as const;

const boardCounts = {
  name: 'stage_counts',
  text: `SELECT s.state, count(*)::int AS cases, count(DISTINCT c.id)::int AS whole
     FROM shidian.case_file c, unnest(c.states) s(state)
    WHERE c.program_id = $1 AND c.visible_to && $2::uuid[] AND starts_with(s.state, $3 || '/')
    GROUP BY GROUPING SETS ((s.state), ())`,
} as const;

export async function readBoard(connection: ReaderConnection, principal: Principal, programId: string, stage: string, form: string, { from, limit }: Parameters<Reader['board']>[4]): ReturnType<Reader['board']> {
  const scope = scopeArray(principal);
  const counted = await connection.query<{ readonly state: string | null; readonly cases: number; readonly whole: number }>(principal, boardCounts.name, boardCounts.text, [programId, scope, stage]);
  const rows = await connection.query<BoardRecord>(principal, boardPage.name, boardPage.text, [programId, scope, stage, form, limit, from]);
  return {
    items: rows.map((row) => ({
      ...row,
      tasks: ((parsed(row.tasks) ?? []) as readonly Named<BoardItem['tasks'][number]>[]).map((task) => ({ ...task, name: JSON.parse(task.name) as Words })),
      submitted: parsed(row.submitted) as BoardItem['submitted'],
      paper: parsed(row.paper) as BoardItem['paper'],
    })),
    counts: Object.fromEntries(counted.flatMap(({ state, cases }) => (state === null ? [] : [[state, cases]]))),
    cases: counted.find(({ state }) => state === null)?.whole ?? 0,
  };
}

interface DutyRecord extends Omit<Named<OverdueDuty>, 'waitsFor'> {
  readonly waitsFor: string;
}

const overduePage = {
  name: 'overdue_duties',
  text: `SELECT c.id AS "caseId", c.number, o.name AS "applicantName", t.number AS task, t.name, shidian.ms(t.due_at) AS "dueAt", t.provisional,
      (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('id', mo.id, 'name', mo.name)), '[]'::json) FROM shidian.task_member m
         JOIN shidian.post p ON p.id = m.post_id JOIN shidian.organisation mo ON mo.id = p.organisation_id
        WHERE m.owner_id = t.owner_id AND m.number = t.number AND m.acted_at IS NULL)::text AS "waitsFor",
      c.state::jsonb ? 'suspended' AS suspended, (c.state::jsonb #>> ARRAY['nudged', t.number::text])::bigint AS "nudgedAt"
    FROM shidian.task t
    JOIN shidian.case_file c ON c.id = t.case_id AND c.visible_to && $2::uuid[]
    JOIN shidian.organisation o ON o.id = c.applicant_id
   WHERE t.program_id = $1 AND t.closed_at IS NULL AND NOT t.optional AND t.due_at <= shidian.instant($3)
     AND ($4::uuid IS NULL OR o.path @> ARRAY[$4::uuid])
     AND ($6::uuid IS NULL OR (t.due_at, t.owner_id, t.number) > (shidian.instant($5), $6, $7::int))
   ORDER BY t.due_at, t.owner_id, t.number LIMIT $8`,
} as const;

export async function readOverdueDuties(connection: ReaderConnection, principal: Principal, filter: { readonly programId: string; readonly at: Instant; readonly under?: string }, page: PageRequest): Promise<Page<OverdueDuty>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('overdue', page.cursor, ['number', 'uuid', 'number']);
  const rows = await connection.query<DutyRecord>(principal, overduePage.name, overduePage.text, [
    filter.programId, scopeArray(principal), filter.at, filter.under ?? null, place?.[0] ?? null, place?.[1] ?? null, place?.[2] ?? null, limit + 1,
  ]);
  const { items, next } = pageOf(rows, limit, (last) => encodeCursor('overdue', [last.dueAt, last.caseId, last.task]));
  return { items: items.map((row) => ({ ...row, name: JSON.parse(row.name) as Words, waitsFor: JSON.parse(row.waitsFor) as OverdueDuty['waitsFor'] })), next };
}

/** Decisions first, which are few among all that were taken; the entry of the record for each of these alone. */
const returnCounts = {
  name: 'return_reasons',
  text: `SELECT r.key, r.reason, count(*)::int AS returns, shidian.ms(max(r.at)) AS "lastAt"
     FROM (SELECT t.key, coalesce(j.body::jsonb #>> '{cause,data,reason}', '') AS reason, m.acted_at AS at
             FROM shidian.task_member m
             JOIN shidian.task t ON t.owner_id = m.owner_id AND t.number = m.number
             LEFT JOIN shidian.journal j ON j.owner_id = m.owner_id AND j.at = m.acted_at AND j.kind = 'act' AND j.body::jsonb #>> '{cause,number}' = m.number::text
               AND j.body::jsonb #>> '{cause,post}' = m.post_id::text
            WHERE m.program_id = $1 AND m.case_id IS NOT NULL AND m.decision = ANY ($3::text[]) AND t.key || ' ' || m.decision = ANY ($2::text[])
           UNION ALL
           SELECT l.key, coalesce(line.data::jsonb ->> 'reason', ''), l.confirmed_at
             FROM shidian.roll l JOIN shidian.roll_line line ON line.roll_id = l.id
            WHERE l.program_id = $1 AND l.key || ' ' || line.decision = ANY ($4::text[])) r
    GROUP BY GROUPING SETS ((r.key), (r.key, r.reason))
    ORDER BY GROUPING (r.reason) DESC, count(*) DESC, max(r.at) DESC LIMIT 150`,
} as const;

export async function readReturns(connection: ReaderConnection, principal: Principal, programId: string, { tasks, rolls }: { readonly tasks: readonly string[]; readonly rolls: readonly string[] }): Promise<readonly ReturnCount[]> {
  const decisions = [...new Set(tasks.map((pair) => pair.slice(pair.indexOf(' ') + 1)))];
  return await connection.query<ReturnCount>(principal, returnCounts.name, returnCounts.text, [programId, tasks, decisions, rolls]);
}
