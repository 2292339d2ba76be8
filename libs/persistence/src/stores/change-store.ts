import type { Pool } from 'pg';
import type { Change, ChangeBatch, ChangeRow, ChangeStore, Position } from '@shidian/lifecycle';
import { rowsOf } from './query.js';

/** Numbers of transactions mean something in one database of one cluster on one timeline. */
const history = `(SELECT left(encode(sha256(convert_to(concat_ws('/', c.system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), d.oid), 'UTF8')), 'hex'), 12)
   FROM pg_control_system() c, pg_database d WHERE d.datname = current_database())`;

/** What a statement sees and what it says of its snapshot are one: nothing is missed between them. */
const here = `pg_current_snapshot()::text AS snapshot, ${history} AS history`;

/**
 * Rows of a table from transactions that were not seen: those from the next number on, and those that were running. Two
 * looks into an index, however long the oldest transaction has been running.
 */
const unseen = (table: string, columns: string): string => `
  (SELECT f.written_by, ${columns} FROM shidian.${table} f
    WHERE f.written_by >= $1::xid8 AND f.written_by < pg_snapshot_xmax(pg_current_snapshot())
    ORDER BY f.written_by LIMIT $3)
  UNION ALL
  (SELECT f.written_by, ${columns} FROM shidian.${table} f WHERE f.written_by = ANY ($2::xid8[]) LIMIT $3)`;

const members = (owner: string): string => `(SELECT coalesce(json_agg(DISTINCT m.post_id), '[]') FROM shidian.task_member m WHERE m.owner_id = ${owner})`;

const since = `
  WITH entries AS MATERIALIZED (${unseen('journal', 'f.case_id, f.program_id')}),
       told AS MATERIALIZED (${unseen('notice', 'f.id, f.program_id, f.case_id, f.post_id')}),
       owners AS (SELECT DISTINCT e.written_by, e.case_id, e.program_id FROM entries e),
       changes AS (
         SELECT o.written_by, json_build_object('kind', 'case', 'id', c.id, 'programId', c.program_id, 'version', c.version, 'readers', c.visible_to, 'members', ${members('c.id')}) AS change
           FROM owners o JOIN shidian.case_file c ON c.id = o.case_id
         UNION ALL
         SELECT o.written_by, json_build_object('kind', 'program', 'id', p.id, 'version', p.version, 'members', ${members('p.id')})
           FROM owners o JOIN shidian.program p ON p.id = o.program_id WHERE o.case_id IS NULL
         UNION ALL
         SELECT n.written_by, json_build_object('kind', 'notice', 'id', n.id, 'programId', n.program_id, 'caseId', n.case_id, 'post', n.post_id)
           FROM told n)
  SELECT ${here}, overflow,
         CASE WHEN NOT overflow THEN (SELECT json_agg(json_build_object('transaction', written_by::text, 'change', change)) FROM changes)::text END AS rows
    FROM (SELECT (SELECT count(*) FROM entries) >= $3 OR (SELECT count(*) FROM told) >= $3) counted(overflow)`;

interface Here {
  readonly snapshot: string;
  readonly history: string;
}

function positionOf({ snapshot, history: of }: Here): Position {
  const [, next = '0', running = ''] = snapshot.split(':');
  return { history: of, next: BigInt(next), running: running === '' ? [] : running.split(',').map(BigInt) };
}

/** Follows the record and the notices as the role `engine`; whom a change may be told to, its reader decides by what stands in it. */
export class PostgresChangeStore implements ChangeStore {
  constructor(private readonly pool: Pool) {}

  async position(): Promise<Position> {
    const [row] = await rowsOf<Here>(this.pool, 'change_position', `SELECT ${here}`);
    if (row === undefined) throw new Error('the database did not say where it stands');
    return positionOf(row);
  }

  async since(from: Position, limit: number): Promise<ChangeBatch> {
    const [row] = await rowsOf<Here & { readonly overflow: boolean; readonly rows: string | null }>(this.pool, 'changes_since', since, [
      String(from.next),
      from.running.map(String),
      limit,
    ]);
    if (row === undefined) throw new Error('the database did not say where it stands');
    const rows = JSON.parse(row.rows ?? '[]') as readonly { readonly transaction: string; readonly change: Change }[];
    return {
      position: positionOf(row),
      overflow: row.overflow,
      rows: rows.map(({ transaction, change }): ChangeRow => ({ transaction: BigInt(transaction), change })),
    };
  }
}
