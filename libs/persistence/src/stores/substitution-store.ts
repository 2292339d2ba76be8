import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { SeatRow, SubstitutionRow, SubstitutionStore } from '@shidian/lifecycle';
import { rowsOf, transactionOn } from './query.js';

const MOST_LISTED = 500;

const columns = `s.id, s.post_id AS "postId", s.substitute_id AS "substituteId", s.absent_id AS "absentId", absent.name AS "absentName",
  shidian.ms(s.valid_from) AS "from", shidian.ms(s.valid_to) AS "to", s.reason, s.set_by AS "setBy", setter.name AS "setByName",
  shidian.ms(s.set_at) AS "setAt", shidian.ms(s.ended_at) AS "endedAt"`;
const from = `FROM shidian.substitution s JOIN shidian.account setter ON setter.id = s.set_by LEFT JOIN shidian.account absent ON absent.id = s.absent_id`;
const byId = `SELECT ${columns} ${from} WHERE s.id = $1`;

/** Substitutions and the seats that follow from them. Each change raises the directory's version, so that every process sees it. */
export class PostgresSubstitutionStore implements SubstitutionStore {
  constructor(private readonly pool: Pool) {}

  async add(row: Parameters<SubstitutionStore['add']>[0]): ReturnType<SubstitutionStore['add']> {
    return await transactionOn(this.pool, async (client) => {
      // First, so that two that overlap are never written beside each other.
      await client.query('UPDATE shidian.directory_version SET version = version + 1');
      const there = await client.query<SubstitutionRow>(
        `SELECT ${columns} ${from} WHERE s.post_id = $1 AND s.valid_from < shidian.instant($3) AND s.valid_to > greatest(shidian.instant($2), s.valid_from) LIMIT 1`,
        [row.postId, row.from, row.to],
      );
      if (there.rows[0] !== undefined) return { overlaps: there.rows[0] };
      await client.query(
        `INSERT INTO shidian.substitution (id, post_id, substitute_id, absent_id, valid_from, valid_to, given_to, reason, set_by, set_at)
         VALUES ($1, $2, $3,
           (SELECT h.account_id FROM shidian.holding h WHERE h.post_id = $2 AND h.valid_from <= shidian.instant($8) AND (h.valid_to IS NULL OR h.valid_to > shidian.instant($8))
             ORDER BY h.valid_from, h.account_id LIMIT 1),
           shidian.instant($4), shidian.instant($5), shidian.instant($5), $6, $7, shidian.instant($8))`,
        [row.id, row.postId, row.substituteId, row.from, row.to, row.reason, row.setBy, row.setAt],
      );
      const [added] = (await client.query<SubstitutionRow>(byId, [row.id])).rows;
      if (added === undefined) throw new Error('the substitution that was written is not there');
      return { added };
    });
  }

  async end(id: string, by: string, at: Instant): Promise<SubstitutionRow | undefined> {
    return await transactionOn(this.pool, async (client) => {
      await client.query('UPDATE shidian.directory_version SET version = version + 1');
      const { rowCount } = await client.query(
        'UPDATE shidian.substitution SET valid_to = shidian.instant($3), ended_by = $2, ended_at = shidian.instant($3) WHERE id = $1 AND valid_to > shidian.instant($3)',
        [id, by, at],
      );
      return rowCount === 0 ? undefined : (await client.query<SubstitutionRow>(byId, [id])).rows[0];
    });
  }

  async one(id: string): Promise<SubstitutionRow | undefined> {
    return (await rowsOf<SubstitutionRow>(this.pool, 'substitution', byId, [id]))[0];
  }

  async list({ postIds, at, past }: Parameters<SubstitutionStore['list']>[0]): Promise<readonly SubstitutionRow[]> {
    return await rowsOf<SubstitutionRow>(
      this.pool,
      'substitution_list',
      `SELECT ${columns} ${from} WHERE ($1::uuid[] IS NULL OR s.post_id = ANY ($1) OR s.substitute_id = ANY ($1)) AND ($3 OR s.valid_to > shidian.instant($2))
        ORDER BY s.valid_from DESC, s.id DESC LIMIT ${MOST_LISTED}`,
      [postIds ?? null, at, past],
    );
  }

  async seats(postIds: readonly string[], at: Instant): Promise<readonly SeatRow[]> {
    if (postIds.length === 0) return [];
    return await rowsOf<SeatRow>(
      this.pool,
      'seats',
      `SELECT DISTINCT seat.post_id AS "postId", seat.account_id AS "accountId", a.name, seat.substitution_id AS "substitutionId"
         FROM shidian.seat JOIN shidian.account a ON a.id = seat.account_id AND NOT a.disabled
        WHERE seat.post_id = ANY ($1::uuid[]) AND seat.valid_from <= shidian.instant($2) AND (seat.valid_to IS NULL OR seat.valid_to > shidian.instant($2))
        ORDER BY 1, 4 NULLS FIRST, 3, 2`,
      [postIds, at],
    );
  }
}
