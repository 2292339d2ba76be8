import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { AgendaStore, UpkeepStore } from '@shidian/lifecycle';
import { changedBy, rowsOf } from './query.js';

/** What the worker looks at to know what comes next. */
export class PostgresAgendaStore implements AgendaStore {
  constructor(private readonly pool: Pool) {}

  async dueInstants(after: Instant, upTo: Instant, limit: number): Promise<readonly Instant[]> {
    // Most deadlines share an instant: hop from one to the next along the index instead of reading every timer.
    const rows = await rowsOf<{ at: Instant }>(
      this.pool,
      'due_instants',
      `WITH RECURSIVE hop (due_at) AS (
         (SELECT due_at FROM shidian.timer WHERE due_at > shidian.instant($1) AND due_at <= shidian.instant($2) ORDER BY due_at LIMIT 1)
         UNION ALL
         SELECT (SELECT t.due_at FROM shidian.timer t WHERE t.due_at > h.due_at AND t.due_at <= shidian.instant($2) ORDER BY t.due_at LIMIT 1)
           FROM hop h WHERE h.due_at IS NOT NULL
       )
       SELECT shidian.ms(due_at) AS at FROM hop WHERE due_at IS NOT NULL LIMIT $3`,
      [after, upTo, limit],
    );
    return rows.map((row) => row.at);
  }

  async activePrograms(): Promise<readonly string[]> {
    const rows = await rowsOf<{ id: string }>(this.pool, 'active_programs', 'SELECT id FROM shidian.program WHERE outcome IS NULL ORDER BY id');
    return rows.map((row) => row.id);
  }
}

/** What grows without bound unless somebody forgets it. */
export class PostgresUpkeepStore implements UpkeepStore {
  constructor(private readonly pool: Pool) {}

  async forgetIdempotencyKeys(before: Instant): Promise<number> {
    return changedBy(this.pool, 'forget_keys', 'DELETE FROM shidian.idempotency WHERE at < shidian.instant($1)', [before]);
  }

  async forgetSessions(at: Instant): Promise<number> {
    return changedBy(this.pool, 'forget_sessions', 'DELETE FROM shidian.session WHERE ends_at <= shidian.instant($1) OR idle_until <= shidian.instant($1)', [at]);
  }
}
