import type { AddressedBy, DeliveryLine, DeliveryRow } from '@shidian/lifecycle';
import { paused, sits } from './delivery-making.js';

const address: Readonly<Record<AddressedBy, string>> = { email: 'a.email', mobile: 'w.mobile', place: `''` };

/** A person still gets it: the account is in use, has the address, and sits at the post of the notice, or of one that was gathered. */
const stillPerson = (addressedBy: AddressedBy): string => `(a.id IS NOT NULL AND NOT a.disabled AND ${address[addressedBy]} IS NOT NULL AND CASE WHEN d.notice_id IS NOT NULL
    THEN ${sits('d.account_id', 'n.post_id', 'shidian.instant($3)')}
    ELSE EXISTS (SELECT FROM shidian.delivery m JOIN shidian.notice mn ON mn.id = m.notice_id WHERE m.bundle_id = d.id AND ${sits('d.account_id', 'mn.post_id', 'shidian.instant($3)')}) END)`;

const stillPlace = '(d.notice_id IS NOT NULL OR EXISTS (SELECT FROM shidian.delivery m WHERE m.bundle_id = d.id))';

/** $1 channel, $2 limit, $3 now, $4 end of the lease. */
export const claimDue = (addressedBy: AddressedBy): string => `
  WITH due AS (
    SELECT d.id, ${addressedBy === 'place' ? stillPlace : stillPerson(addressedBy)} AS still
      FROM shidian.delivery d
      LEFT JOIN shidian.notice n ON n.id = d.notice_id
      LEFT JOIN shidian.account a ON a.id = d.account_id
      LEFT JOIN shidian.notice_wish w ON w.account_id = d.account_id
     WHERE d.channel = $1 AND d.status IN ('queued', 'failed_temporarily', 'sending')
       AND (d.status = 'queued' OR d.next_at <= shidian.instant($3) OR d.lease_until <= shidian.instant($3))
       AND NOT ${paused}
     ORDER BY d.urgent DESC, d.noticed_at, d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
  ), gone AS (
    UPDATE shidian.delivery d SET status = 'failed', error = 'no longer holds the post or has no address', next_at = NULL, lease_until = NULL, bundle_id = NULL
      FROM due WHERE NOT due.still AND d.id = due.id
  ), gone_with_it AS (
    UPDATE shidian.delivery d SET status = 'failed', error = 'no longer holds the post or has no address' FROM due WHERE NOT due.still AND d.bundle_id = due.id
  ), taken AS (
    UPDATE shidian.delivery d SET status = 'sending', lease_until = shidian.instant($4), next_at = NULL, attempts = d.attempts + 1
      FROM due WHERE d.id = due.id AND due.still RETURNING d.*
  )
  SELECT t.id, coalesce(t.bundle_key, n.key || coalesce('/' || t.account_id, '') || CASE WHEN t.channel = 'mail' THEN '' ELSE '/' || t.channel END) AS key,
         ${address[addressedBy]} AS address, coalesce(a.name, t.channel) AS recipient,
         CASE WHEN t.bundle_key LIKE 'digest/%' THEN split_part(t.bundle_key, '/', 4) END AS "digestOf",
         t.urgent, shidian.ms(t.noticed_at) AS "noticedAt", t.attempts
    FROM taken t
    LEFT JOIN shidian.notice n ON n.id = t.notice_id
    LEFT JOIN shidian.account a ON a.id = t.account_id
    LEFT JOIN shidian.notice_wish w ON w.account_id = t.account_id
   ORDER BY t.urgent DESC, t.noticed_at, t.id`;

/** $1 ids of messages, $2 now, $3 most lines of each. Of a person's digest only what concerns the posts where he still sits. */
export const linesOf = `
  SELECT * FROM (
    SELECT t.id AS message, n.program_id AS "programId", p.name AS "programName", n.case_id AS "caseId", c.number AS "caseNumber", n.kind, n.text, n.urgent, shidian.ms(n.at) AS at,
           count(*) OVER (PARTITION BY t.id) AS total, row_number() OVER (PARTITION BY t.id ORDER BY n.urgent DESC, n.at, n.id) AS place
      FROM shidian.delivery t
     CROSS JOIN LATERAL (SELECT t.notice_id WHERE t.notice_id IS NOT NULL
                         UNION ALL SELECT m.notice_id FROM shidian.delivery m WHERE m.bundle_id = t.id) line
      JOIN shidian.notice n ON n.id = line.notice_id
      JOIN shidian.program p ON p.id = n.program_id
      LEFT JOIN shidian.case_file c ON c.id = n.case_id
     WHERE t.id = ANY ($1::uuid[]) AND (t.account_id IS NULL OR ${sits('t.account_id', 'n.post_id', 'shidian.instant($2)')})
  ) lines WHERE place <= $3::int ORDER BY message, place`;

export type ClaimedRecord = Omit<DeliveryRow, 'lines' | 'total'>;

export interface LineRecord extends Omit<DeliveryLine, 'text'> {
  readonly message: string;
  readonly total: number;
  readonly text: string;
}
