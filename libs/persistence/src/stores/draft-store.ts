import type { Pool } from 'pg';
import type { Instant, JsonValue } from '@shidian/engine';
import type { DraftRow, DraftStore } from '@shidian/lifecycle';
import { rowsOf } from './query.js';

interface DraftRecord extends Omit<DraftRow, 'body'> {
  readonly body: string;
}

const columns = `case_id AS "caseId", form, body, version, shidian.ms(saved_at) AS "savedAt", saved_by AS "savedBy"`;
const draftOf = (row: DraftRecord): DraftRow => ({ ...row, body: JSON.parse(row.body) as JsonValue });

/** Drafts: not on the record, each with a version that is its ETag. */
export class PostgresDraftStore implements DraftStore {
  constructor(private readonly pool: Pool) {}

  async get(caseId: string, form: string): Promise<DraftRow | undefined> {
    const rows = await rowsOf<DraftRecord>(this.pool, 'draft_get', `SELECT ${columns} FROM shidian.draft WHERE case_id = $1 AND form = $2`, [caseId, form]);
    return rows[0] && draftOf(rows[0]);
  }

  /** Where the draft that should be rewritten is gone (it was submitted meanwhile), the row returned is an empty one of version 0. */
  async save(row: { readonly caseId: string; readonly form: string; readonly body: JsonValue; readonly expectedVersion: number; readonly savedBy: string; readonly at: Instant }): Promise<{ readonly saved: boolean; readonly row: DraftRow }> {
    const values = [row.caseId, row.form, JSON.stringify(row.body), row.savedBy, row.at];
    const written =
      row.expectedVersion === 0
        ? await rowsOf<DraftRecord>(
            this.pool,
            'draft_create',
            `INSERT INTO shidian.draft (case_id, form, body, version, saved_by, saved_at) VALUES ($1, $2, $3, 1, $4, shidian.instant($5))
             ON CONFLICT (case_id, form) DO NOTHING RETURNING ${columns}`,
            values,
          )
        : await rowsOf<DraftRecord>(
            this.pool,
            'draft_rewrite',
            `UPDATE shidian.draft SET body = $3, version = version + 1, saved_by = $4, saved_at = shidian.instant($5)
             WHERE case_id = $1 AND form = $2 AND version = $6 RETURNING ${columns}`,
            [...values, row.expectedVersion],
          );
    if (written[0]) return { saved: true, row: draftOf(written[0]) };
    const there = await this.get(row.caseId, row.form);
    return { saved: false, row: there ?? { caseId: row.caseId, form: row.form, body: null, version: 0, savedAt: row.at, savedBy: row.savedBy } };
  }
}
