import type { DeliveryStatus } from '@shidian/lifecycle';
import { paused } from './delivery-making.js';

/** What a status comes to: a notice in a message fares as the message does, and what a pause keeps is held. */
const shown = `CASE WHEN coalesce(b.status, d.status) IN ('queued', 'failed_temporarily', 'gathered') AND ${paused} THEN 'held' ELSE coalesce(b.status, d.status) END`;

/** Statuses of rows that can come to be shown so; a literal, so that a partial index serves. */
const stored: Readonly<Record<DeliveryStatus, string>> = {
  held: `d.status IN ('held', 'queued', 'failed_temporarily', 'gathered')`,
  queued: `d.status IN ('queued', 'gathered')`,
  gathered: `d.status = 'gathered'`,
  sending: `d.status IN ('sending', 'gathered')`,
  delivered: `d.status = 'delivered'`,
  failed_temporarily: `d.status IN ('failed_temporarily', 'gathered')`,
  failed: `d.status = 'failed'`,
};

/**
 * $1 channel, $2 program, $3 programs or null for all, $4 and $5 the place, $6 limit. Without a program messages are listed,
 * with one its notices, whatever message they travel in.
 */
export const deliveryList = (state: DeliveryStatus | undefined): string => `
  SELECT d.id, d.channel, ${shown} AS state, d.urgent,
         CASE WHEN d.bundle_key LIKE 'digest/%' THEN split_part(d.bundle_key, '/', 4) END AS "digestOf",
         CASE WHEN d.notice_id IS NOT NULL THEN 1 ELSE (SELECT count(*)::int FROM shidian.delivery m WHERE m.bundle_id = d.id) END AS notices,
         n.program_id AS "programId", p.name AS "programName", n.kind, o.name AS "organisationName", t.name AS "postName",
         CASE WHEN d.account_id IS NULL THEN NULL WHEN c.kind = 'sms' THEN w.mobile ELSE a.email END AS address,
         coalesce(b.attempts, d.attempts) AS attempts, d.replays, shidian.ms(d.noticed_at) AS "noticedAt", shidian.ms(coalesce(b.next_at, d.next_at)) AS "nextAt",
         shidian.ms(d.delivered_at) AS "deliveredAt",
         coalesce((SELECT reason FROM shidian.notice_pause x WHERE x.resumed_at IS NULL AND d.status NOT IN ('sending', 'delivered', 'failed')
                     AND (x.scope = 'installation' OR x.channel = d.channel OR x.program_id = n.program_id) ORDER BY x.paused_at LIMIT 1), d.error, b.error) AS error
    FROM shidian.delivery d
    LEFT JOIN shidian.delivery b ON b.id = d.bundle_id AND d.status = 'gathered'
    LEFT JOIN shidian.notice n ON n.id = d.notice_id
    LEFT JOIN shidian.program p ON p.id = n.program_id
    LEFT JOIN shidian.post t ON t.id = n.post_id
    LEFT JOIN shidian.organisation o ON o.id = t.organisation_id
    LEFT JOIN shidian.account a ON a.id = d.account_id
    LEFT JOIN shidian.notice_wish w ON w.account_id = d.account_id
    LEFT JOIN shidian.notice_channel c ON c.name = d.channel
   WHERE ($1::text IS NULL OR d.channel = $1)
     AND ($2::uuid IS NULL OR n.program_id = $2)
     AND ($3::uuid[] IS NULL OR n.program_id = ANY ($3))
     AND ($2::uuid IS NOT NULL OR $3::uuid[] IS NOT NULL OR d.bundle_id IS NULL)
     AND ($5::uuid IS NULL OR (d.noticed_at, d.id) < (shidian.instant($4), $5))
     ${state === undefined ? '' : `AND ${stored[state]} AND ${shown} = '${state}'`}
   ORDER BY d.noticed_at DESC, d.id DESC LIMIT $6`;

/** $1 id, $2 scope, $3 channel, $4 program, $5 reason, $6 account, $7 now. */
export const pauseWhole = `
  WITH known AS (
    SELECT CASE $2::text WHEN 'channel' THEN EXISTS (SELECT FROM shidian.notice_channel WHERE name = $3)
                         WHEN 'program' THEN EXISTS (SELECT FROM shidian.program WHERE id = $4::uuid) ELSE true END AS there
  ), made AS (
    INSERT INTO shidian.notice_pause (id, scope, channel, program_id, reason, paused_by, paused_at)
    SELECT $1::uuid, $2, $3, $4::uuid, $5, $6::uuid, shidian.instant($7) FROM known WHERE there
    ON CONFLICT DO NOTHING RETURNING id
  ), act AS (
    INSERT INTO shidian.notice_act (at, account_id, act, program_id, channel, reason)
    SELECT shidian.instant($7), $6::uuid, 'pause', $4::uuid, $3, $5 FROM made
  )
  SELECT there AS known, EXISTS (SELECT FROM made) AS paused FROM known`;

const wake = (when: string): string => `INSERT INTO shidian.outbox (message) SELECT '{"topic": "deliver"}' FROM ${when} LIMIT 1`;

/** $1 id, $2 account, $3 now, $4 reason, $5 programs or null for all. */
export const resumeWhole = `
  WITH ended AS (
    UPDATE shidian.notice_pause SET resumed_by = $2, resumed_at = shidian.instant($3)
     WHERE id = $1 AND resumed_at IS NULL AND ($5::uuid[] IS NULL OR program_id = ANY ($5)) RETURNING id, channel, program_id
  ), act AS (
    INSERT INTO shidian.notice_act (at, account_id, act, program_id, channel, reason)
    SELECT shidian.instant($3), $2, 'resume', program_id, channel, $4 FROM ended
  ), wake AS (${wake('ended')})
  SELECT id FROM ended`;

/** $1 account, $2 now, $3 reason, $4 programs or null for all, $5 limit; then which. */
const replay = (which: string): string => `
  WITH picked AS (
    SELECT d.id FROM shidian.delivery d LEFT JOIN shidian.notice n ON n.id = d.notice_id
     WHERE ${which} AND ($4::uuid[] IS NULL OR n.program_id = ANY ($4))
     ORDER BY d.noticed_at, d.id LIMIT $5 FOR UPDATE OF d
  ), again AS (
    UPDATE shidian.delivery d SET status = 'queued', bundle_id = NULL, attempts = 0, stumbles = 0, next_at = NULL, delivered_at = NULL, error = NULL, replays = d.replays + 1
      FROM picked WHERE d.id = picked.id RETURNING d.id, d.notice_id
  ), with_it AS (
    UPDATE shidian.delivery m SET status = 'gathered', delivered_at = NULL, error = NULL
      FROM picked WHERE m.bundle_id = picked.id AND m.id NOT IN (SELECT id FROM picked)
  ), act AS (
    INSERT INTO shidian.notice_act (at, account_id, act, program_id, reason, deliveries)
    SELECT shidian.instant($2), $1, 'replay', n.program_id, $3, array_agg(again.id ORDER BY again.id)
      FROM again LEFT JOIN shidian.notice n ON n.id = again.notice_id GROUP BY n.program_id
  ), wake AS (${wake('again')})
  SELECT id FROM again`;

export const replayNamed = replay(`d.id = ANY ($6::uuid[]) AND d.status IN ('failed', 'failed_temporarily', 'delivered')`);
export const replayFiltered = replay(`d.status = 'failed' AND (d.bundle_id IS NULL OR $4::uuid[] IS NOT NULL) AND ($6::text IS NULL OR d.channel = $6) AND ($7::uuid IS NULL OR n.program_id = $7)`);
