import type { Pool } from 'pg';
import type { AuditStore, ChainHead, JournalRow, TimerWrite } from '@shidian/lifecycle';
import { rowsOf } from './query.js';

export const journalColumns = `program_id AS "programId", case_id AS "caseId", seq, shidian.ms(at) AS at, shidian.ms(recorded_at) AS "recordedAt", kind, body, previous, hash`;
const page = 500;

/** Chains and projections as they stand, for whoever verifies them. */
export class PostgresAuditStore implements AuditStore {
  constructor(private readonly pool: Pool) {}

  async *heads(ownerId?: string): AsyncIterable<ChainHead> {
    let after: string | null = null;
    for (;;) {
      const rows: (ChainHead & { readonly id: string })[] = await rowsOf(
        this.pool,
        'audit_heads',
        `SELECT * FROM (
           SELECT id, id AS "programId", NULL::uuid AS "caseId", journal_head AS "journalHead", journal_count AS "journalCount" FROM shidian.program
           UNION ALL
           SELECT id, program_id, id, journal_head, journal_count FROM shidian.case_file
         ) owner WHERE ($1::uuid IS NULL OR id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${page}`,
        [ownerId ?? null, after],
      );
      for (const { id: _id, ...head } of rows) yield head;
      const last = rows.at(-1);
      if (last === undefined || rows.length < page) return;
      after = last.id;
    }
  }

  async *entries(ownerId: string): AsyncIterable<JournalRow> {
    let after = 0;
    for (;;) {
      const rows: JournalRow[] = await rowsOf(
        this.pool,
        'audit_entries',
        `SELECT ${journalColumns} FROM shidian.journal WHERE owner_id = $1 AND seq > $2 ORDER BY seq LIMIT ${page}`,
        [ownerId, after],
      );
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < page) return;
      after = last.seq;
    }
  }

  async projections(ownerId: string): Promise<{ readonly timers: readonly TimerWrite[]; readonly openTasks: readonly number[] }> {
    const [timers, tasks] = await Promise.all([
      rowsOf<TimerWrite>(
        this.pool,
        'audit_timers',
        `SELECT program_id AS "programId", case_id AS "caseId", key, epoch, shidian.ms(due_at) AS "dueAt" FROM shidian.timer WHERE owner_id = $1 ORDER BY key`,
        [ownerId],
      ),
      rowsOf<{ number: number }>(this.pool, 'audit_tasks', 'SELECT number FROM shidian.task WHERE owner_id = $1 AND closed_at IS NULL ORDER BY number', [ownerId]),
    ]);
    return { timers, openTasks: tasks.map((row) => row.number) };
  }
}
