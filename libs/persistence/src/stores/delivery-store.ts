import type { Pool } from 'pg';
import type { Instant, Words } from '@shidian/engine';
import type { BusinessClock, DeliveryRow, DeliveryStore } from '@shidian/lifecycle';
import { changedBy, rowsOf } from './query.js';

const longestError = 500;
const holds = (account: string, post: string, at: string): string =>
  `EXISTS (SELECT FROM shidian.seat h WHERE h.account_id = ${account} AND h.post_id = ${post}
     AND h.valid_from <= ${at} AND (h.valid_to IS NULL OR h.valid_to > ${at}))`;

interface DeliveryRecord extends Omit<DeliveryRow, 'text'> {
  readonly text: string;
}

/** Mail made from notices. One row for a notice, an account and a channel: nobody gets the same thing twice. */
export class PostgresDeliveryStore implements DeliveryStore {
  constructor(
    private readonly pool: Pool,
    private readonly clock: BusinessClock,
  ) {}

  async expand(limit: number): Promise<number> {
    return changedBy(
      this.pool,
      'delivery_expand',
      `WITH fresh AS (
         SELECT id, post_id, urgent, at FROM shidian.notice WHERE NOT expanded ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
       ), made AS (
         INSERT INTO shidian.delivery (notice_id, account_id, channel, urgent, noticed_at)
         SELECT n.id, a.id, 'mail', n.urgent, n.at
           FROM fresh n, shidian.account a
          WHERE NOT a.disabled AND a.email IS NOT NULL
            AND a.id IN (SELECT h.account_id FROM shidian.seat h WHERE h.post_id = n.post_id
                          AND h.valid_from <= shidian.instant($2) AND (h.valid_to IS NULL OR h.valid_to > shidian.instant($2)))
         ON CONFLICT (notice_id, account_id, channel) DO NOTHING
       )
       UPDATE shidian.notice n SET expanded = true FROM fresh WHERE n.id = fresh.id`,
      [limit, this.clock.now()],
    );
  }

  async claim(limit: number, leaseMs: number, at: Instant): Promise<readonly DeliveryRow[]> {
    const rows = await rowsOf<DeliveryRecord>(
      this.pool,
      'delivery_claim',
      `WITH due AS (
         SELECT d.id, NOT a.disabled AND a.email IS NOT NULL AND ${holds('d.account_id', 'n.post_id', 'shidian.instant($2)')} AS still
           FROM shidian.delivery d
           JOIN shidian.notice n ON n.id = d.notice_id
           JOIN shidian.account a ON a.id = d.account_id
          WHERE d.status IN ('queued', 'failed_temporarily', 'sending')
            AND (d.status = 'queued' OR d.next_at <= shidian.instant($2) OR d.lease_until <= shidian.instant($2))
          ORDER BY d.urgent DESC, d.noticed_at, d.id LIMIT $1 FOR UPDATE OF d SKIP LOCKED
       ), gone AS (
         UPDATE shidian.delivery d SET status = 'failed', error = 'no longer holds the post or has no mailbox', next_at = NULL, lease_until = NULL
           FROM due WHERE d.id = due.id AND NOT due.still
       ), taken AS (
         UPDATE shidian.delivery d SET status = 'sending', lease_until = shidian.instant($3), next_at = NULL, attempts = d.attempts + 1
           FROM due WHERE d.id = due.id AND due.still RETURNING d.*
       )
       SELECT t.id, n.key || '/' || t.account_id AS key, a.email AS address, a.name AS recipient, n.program_id AS "programId", p.name AS "programName",
              n.case_id AS "caseId", c.number AS "caseNumber", n.kind, n.text, t.urgent, shidian.ms(t.noticed_at) AS "noticedAt", t.attempts
         FROM taken t
         JOIN shidian.notice n ON n.id = t.notice_id
         JOIN shidian.account a ON a.id = t.account_id
         JOIN shidian.program p ON p.id = n.program_id
         LEFT JOIN shidian.case_file c ON c.id = n.case_id
        ORDER BY t.urgent DESC, t.noticed_at, t.id`,
      [limit, at, at + leaseMs],
    );
    return rows.map((row) => ({ ...row, text: JSON.parse(row.text) as Words }));
  }

  async delivered(id: string, at: Instant): Promise<void> {
    await changedBy(
      this.pool,
      'delivery_delivered',
      `UPDATE shidian.delivery SET status = 'delivered', delivered_at = shidian.instant($2), lease_until = NULL, error = NULL WHERE id = $1 AND status = 'sending'`,
      [id, at],
    );
  }

  async failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: Instant | null }): Promise<void> {
    const nextAt = failure.permanent ? null : failure.nextAt;
    await changedBy(
      this.pool,
      'delivery_failed',
      `UPDATE shidian.delivery SET status = CASE WHEN $2::bigint IS NULL THEN 'failed' ELSE 'failed_temporarily' END, next_at = shidian.instant($2), lease_until = NULL, error = $3
        WHERE id = $1 AND status = 'sending'`,
      [id, nextAt, failure.error.slice(0, longestError)],
    );
  }

  async hold(reason: string): Promise<number> {
    return changedBy(
      this.pool,
      'delivery_hold',
      `UPDATE shidian.delivery SET status = 'held', error = $1, next_at = NULL WHERE status IN ('queued', 'failed_temporarily')`,
      [reason.slice(0, longestError)],
    );
  }

  async release(): Promise<number> {
    return changedBy(this.pool, 'delivery_release', `UPDATE shidian.delivery SET status = 'queued', error = NULL WHERE status = 'held'`);
  }

  /** How many deliveries stand in each status. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    const rows = await rowsOf<{ status: string; n: number }>(this.pool, 'delivery_counts', 'SELECT status, count(*) AS n FROM shidian.delivery GROUP BY status');
    return Object.fromEntries(rows.map((row) => [row.status, row.n]));
  }
}
