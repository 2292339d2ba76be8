import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { OverdueTask, OversightStore } from '@shidian/lifecycle';
import { rowsOf } from './query.js';

/** How long one who was nudged is left in peace, as the kernel has it. */
const DAY_MS = 24 * 3_600_000;

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

/** What oversight looks at, as the engine: whoever asks is judged by the use case, and cases by the scope that it gives. */
export class PostgresOversightStore implements OversightStore {
  constructor(private readonly pool: Pool) {}

  async casesDue(programId: string, scope: readonly string[], upTo: Instant, limit: number): Promise<readonly string[]> {
    return ids(
      await rowsOf<{ id: string }>(
        this.pool,
        'oversight_due',
        `SELECT t.case_id AS id FROM shidian.timer t JOIN shidian.case_file c ON c.id = t.case_id
          WHERE t.program_id = $1 AND t.case_id IS NOT NULL AND t.due_at <= shidian.instant($3) AND c.visible_to && $2::uuid[]
          GROUP BY t.case_id ORDER BY min(t.due_at), t.case_id LIMIT $4`,
        [programId, scope, upTo, limit],
      ),
    );
  }

  async casesActive(programId: string, scope: readonly string[], limit: number): Promise<readonly string[]> {
    return ids(
      await rowsOf<{ id: string }>(
        this.pool,
        'oversight_active',
        'SELECT c.id FROM shidian.case_file c WHERE c.program_id = $1 AND c.outcome IS NULL AND c.visible_to && $2::uuid[] ORDER BY c.id LIMIT $3',
        [programId, scope, limit],
      ),
    );
  }

  async applicants(programId: string): Promise<ReadonlySet<string>> {
    const rows = await rowsOf<{ id: string }>(this.pool, 'oversight_applicants', `SELECT DISTINCT applicant_id AS id FROM shidian.case_file WHERE program_id = $1 AND outcome IS DISTINCT FROM '作废'`, [programId]);
    return new Set(ids(rows));
  }

  async toldToStart(programId: string, postIds: readonly string[], since: Instant): Promise<ReadonlyMap<string, Instant>> {
    const rows = await rowsOf<{ id: string; at: Instant }>(
      this.pool,
      'oversight_told',
      `SELECT n.post_id AS id, shidian.ms(max(n.at)) AS at FROM shidian.notice n
        WHERE n.post_id = ANY ($2::uuid[]) AND n.at > shidian.instant($3) AND n.program_id = $1 AND n.case_id IS NULL AND n.key LIKE $1::text || '/not-started/%'
        GROUP BY n.post_id`,
      [programId, postIds, since],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  async overdue(programId: string, organisationId: string, at: Instant, limit: number): Promise<readonly OverdueTask[]> {
    return await rowsOf<OverdueTask>(
      this.pool,
      'oversight_overdue',
      `WITH late AS MATERIALIZED (
         SELECT t.case_id, t.number, t.due_at, coalesce((c.state::jsonb #>> ARRAY['nudged', t.number::text])::bigint > $3::bigint - ${DAY_MS}, false) AS nudged,
                -- Whoever stands above the applicants' organisation is not for those in it to nudge: last, so that he keeps nobody waiting.
                NOT EXISTS (SELECT FROM shidian.task_member m JOIN shidian.post p ON p.id = m.post_id JOIN shidian.organisation mo ON mo.id = p.organisation_id
                             WHERE m.owner_id = t.owner_id AND m.number = t.number AND m.acted_at IS NULL AND mo.path @> ARRAY[$2::uuid]) AS above
           FROM shidian.task t JOIN shidian.case_file c ON c.id = t.case_id JOIN shidian.organisation o ON o.id = c.applicant_id
          WHERE t.program_id = $1 AND t.closed_at IS NULL AND NOT t.optional AND t.due_at <= shidian.instant($3) AND o.path @> ARRAY[$2::uuid]
       ), fresh AS (
         SELECT * FROM late WHERE NOT nudged ORDER BY above, due_at, case_id, number LIMIT $4
       ), again AS (
         SELECT * FROM late WHERE nudged ORDER BY due_at, case_id, number LIMIT greatest(0, $4 - 1 - (SELECT count(*) FROM fresh))
       )
       SELECT case_id AS "caseId", number, shidian.ms(due_at) AS "dueAt" FROM (SELECT * FROM fresh UNION ALL SELECT * FROM again) chosen
        ORDER BY nudged, above, due_at, case_id, number`,
      [programId, organisationId, at, limit],
    );
  }

  async accountNames(accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await rowsOf<{ id: string; name: string }>(this.pool, 'account_names', 'SELECT id, name FROM shidian.account WHERE id = ANY ($1::uuid[])', [accounts]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async undeliverable(at: Instant): Promise<{ readonly notices: number; readonly posts: number; readonly oldest: Instant | null }> {
    const [row] = await rowsOf<{ notices: number; posts: number; oldest: Instant | null }>(
      this.pool,
      'oversight_undeliverable',
      `SELECT count(*) AS notices, count(DISTINCT n.post_id) AS posts, shidian.ms(min(n.at)) AS oldest
         FROM shidian.post p JOIN shidian.notice n ON n.post_id = p.id
        WHERE NOT EXISTS (SELECT FROM shidian.seat s JOIN shidian.account a ON a.id = s.account_id AND NOT a.disabled
                           WHERE s.post_id = p.id AND s.valid_from <= shidian.instant($1) AND (s.valid_to IS NULL OR s.valid_to > shidian.instant($1)))
          AND NOT EXISTS (SELECT FROM shidian.notice_read r WHERE r.notice_id = n.id)`,
      [at],
    );
    return row ?? { notices: 0, posts: 0, oldest: null };
  }
}
