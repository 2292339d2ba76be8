import type { Instant, Words } from '@shidian/engine';
import type { JournalRow, NoticeListItem, Page, PageRequest, Principal, Reader } from '@shidian/lifecycle';
import { journalColumns } from '../stores/audit-store.js';
import { pageOf } from './case-reads.js';
import { signed } from './case-statements.js';
import { decodeCursor, encodeCursor, pageLimit } from './cursor.js';
import { type ReaderConnection, scopeArray } from './reader-connection.js';

type Filter = Parameters<Reader['notices']>[1];
interface NoticeRecord extends Omit<NoticeListItem, 'text'> {
  readonly text: string;
}

/** Notices to the principal's posts, newest first, with whether he has read each and how the mail to him fares. */
export async function readNotices(connection: ReaderConnection, principal: Principal, filter: Filter, page: PageRequest): Promise<Page<NoticeListItem>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('notices', page.cursor, ['number', 'uuid']);
  const rows = await connection.query<NoticeRecord>(
    principal,
    'notice_list',
    // Each post has its own in order; the first of every post, put together, hold the first of all.
    `SELECT n.id, n.key, n.program_id AS "programId", n.case_id AS "caseId", n.post_id AS post, shidian.ms(n.at) AS at, n.kind, n.text,
        shidian.ms(n.read_at) AS "readAt", coalesce(d.status, CASE WHEN n.expanded THEN 'none' ELSE 'queued' END) AS mail
       FROM (SELECT DISTINCT post FROM unnest($1::uuid[]) AS own(post)) own
      CROSS JOIN LATERAL (
        SELECT m.*, r.read_at FROM shidian.notice m
          LEFT JOIN shidian.notice_read r ON r.notice_id = m.id AND r.account_id = $2
         WHERE m.post_id = own.post
           AND ($3::boolean IS NULL OR (r.read_at IS NULL) = $3)
           AND ($7::boolean IS NULL OR $7 = (m.case_id IS NOT NULL AND NOT EXISTS (
                 SELECT FROM shidian.task_member held WHERE held.owner_id = m.case_id AND held.post_id = ANY ($1::uuid[]))))
           AND ($5::uuid IS NULL OR (m.at, m.id) < (shidian.instant($4), $5))
         ORDER BY m.at DESC, m.id DESC LIMIT $6) n
       LEFT JOIN shidian.delivery d ON d.notice_id = n.id AND d.account_id = $2 AND d.channel = 'mail'
      ORDER BY n.at DESC, n.id DESC LIMIT $6`,
    [scopeArray(principal), principal.accountId, filter.unread ?? null, place?.[0] ?? null, place?.[1] ?? null, limit + 1, filter.copied ?? null],
  );
  const { items, next } = pageOf(rows, limit, (last) => encodeCursor('notices', [last.at, last.id]));
  return { items: items.map((row) => ({ ...row, text: JSON.parse(row.text) as Words })), next };
}

/** Marks those of the notices that the principal may see; returns how many were unread. */
export async function markNoticesRead(connection: ReaderConnection, principal: Principal, noticeIds: readonly string[], at: Instant): Promise<number> {
  const rows = await connection.query<{ id: string }>(
    principal,
    'notice_mark_read',
    `INSERT INTO shidian.notice_read (notice_id, account_id, read_at)
     SELECT n.id, $2, shidian.instant($4) FROM shidian.notice n WHERE n.id = ANY ($3::uuid[]) AND n.post_id = ANY ($1::uuid[])
     ON CONFLICT (notice_id, account_id) DO NOTHING RETURNING notice_id AS id`,
    [scopeArray(principal), principal.accountId, noticeIds, at],
  );
  return rows.length;
}

const journalPage = `SELECT ${journalColumns} FROM shidian.journal WHERE owner_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

export async function readJournal(connection: ReaderConnection, principal: Principal, ownerId: string, page: PageRequest): Promise<Page<JournalRow>> {
  const limit = pageLimit(page.limit);
  const place = decodeCursor('journal', page.cursor, ['number']);
  const rows = await connection.query<JournalRow>(principal, 'journal_page', journalPage, [ownerId, place?.[0] ?? 0, limit + 1]);
  return pageOf(rows, limit, (last) => encodeCursor('journal', [last.seq]));
}

const journalActors = `SELECT j.seq, ${signed('i')} AS name
   FROM (SELECT e.owner_id, e.seq, e.at, e.body::jsonb AS body FROM shidian.journal e WHERE e.owner_id = $1 AND e.seq = ANY ($2::int[])) j
   JOIN shidian.account a ON a.id = coalesce(j.body #>> '{cause,account}', j.body #>> '{because,setBy}', j.body ->> 'setBy', j.body ->> 'account')::uuid
   LEFT JOIN shidian.stand_in i ON i.owner_id = j.owner_id AND i.account_id = a.id AND i.at = j.at AND i.post_id = (j.body #>> '{cause,post}')::uuid`;

export async function readJournalActors(connection: ReaderConnection, principal: Principal, ownerId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await connection.query<{ readonly seq: number; readonly name: string }>(principal, 'journal_actors', journalActors, [ownerId, seqs]);
  return new Map(rows.map(({ seq, name }) => [seq, name]));
}
