/** Statements that make deliveries of notices, and messages of deliveries. Each is whole in itself: a process may die after any of them. */

/** A pause that binds the delivery `d`, whose notice (null for a bundle) is `n`. A bundle waits for every program in it. */
export const paused = `EXISTS (
  SELECT FROM shidian.notice_pause p WHERE p.resumed_at IS NULL AND (
    p.scope = 'installation' OR p.channel = d.channel OR p.program_id = n.program_id
    OR (p.scope = 'program' AND d.notice_id IS NULL AND EXISTS (
      SELECT FROM shidian.delivery m JOIN shidian.notice mn ON mn.id = m.notice_id WHERE m.bundle_id = d.id AND mn.program_id = p.program_id))))`;

/** Whoever sits at the post then: its holders, and those who stand in for them. */
export const sits = (account: string, post: string, at: string): string =>
  `EXISTS (SELECT FROM shidian.seat h WHERE h.account_id = ${account} AND h.post_id = ${post}
     AND h.valid_from <= ${at} AND (h.valid_to IS NULL OR h.valid_to > ${at}))`;

/** $1 most notices, $2 now, $3 routes. */
export const expandNotices = `
  WITH routes AS (
    SELECT * FROM json_to_recordset($3::json) AS r(channel text, "addressedBy" text, organisations text[], posts text[], "urgentOnly" boolean)
  ), fresh AS (
    SELECT id, post_id, urgent, at FROM shidian.notice WHERE NOT expanded ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
  ), to_persons AS (
    INSERT INTO shidian.delivery (notice_id, account_id, channel, urgent, noticed_at, status)
    SELECT n.id, a.id, r.channel, n.urgent, n.at, CASE WHEN n.urgent OR coalesce(w.other, 'at_once') = 'at_once' THEN 'queued' ELSE 'gathered' END
      FROM fresh n
      JOIN LATERAL (SELECT DISTINCT h.account_id FROM shidian.seat h WHERE h.post_id = n.post_id
                     AND h.valid_from <= shidian.instant($2) AND (h.valid_to IS NULL OR h.valid_to > shidian.instant($2))) h ON true
      JOIN shidian.account a ON a.id = h.account_id AND NOT a.disabled
      LEFT JOIN shidian.notice_wish w ON w.account_id = a.id
      JOIN routes r ON (r."addressedBy" = 'email' AND a.email IS NOT NULL AND (n.urgent OR coalesce(w.other, 'at_once') <> 'inbox'))
                    OR (r."addressedBy" = 'mobile' AND w.mobile IS NOT NULL AND n.urgent)
    ON CONFLICT DO NOTHING
  ), to_places AS (
    INSERT INTO shidian.delivery (notice_id, channel, urgent, noticed_at)
    SELECT n.id, r.channel, n.urgent, n.at
      FROM fresh n
      JOIN shidian.post p ON p.id = n.post_id
      JOIN shidian.organisation o ON o.id = p.organisation_id
      JOIN routes r ON r."addressedBy" = 'place' AND (n.urgent OR NOT r."urgentOnly")
                   AND (cardinality(r.organisations) = 0 OR o.name = ANY (r.organisations) OR o.code = ANY (r.organisations))
                   AND (cardinality(r.posts) = 0 OR p.name = ANY (r.posts))
    ON CONFLICT DO NOTHING
  )
  UPDATE shidian.notice n SET expanded = true FROM fresh WHERE n.id = fresh.id`;

/** $1 the day, $2 first instant outside. The key is one for the person and the day: a second worker, or a second try, makes nothing. */
export const makeDigests = `
  WITH waiting AS (
    SELECT d.id, d.account_id, d.channel, d.noticed_at, 'digest/' || d.account_id || '/' || d.channel || '/' || $1::text AS key
      FROM shidian.delivery d JOIN shidian.notice n ON n.id = d.notice_id
     WHERE d.status = 'gathered' AND d.bundle_id IS NULL AND d.account_id IS NOT NULL AND d.noticed_at < shidian.instant($2) AND NOT ${paused}
  ), made AS (
    INSERT INTO shidian.delivery (bundle_key, account_id, channel, urgent, noticed_at)
    SELECT key, account_id, channel, false, min(noticed_at) FROM waiting GROUP BY key, account_id, channel ORDER BY key
    ON CONFLICT DO NOTHING RETURNING id, bundle_key
  ), taken AS (
    UPDATE shidian.delivery d SET bundle_id = made.id FROM waiting, made WHERE d.id = waiting.id AND waiting.key = made.bundle_key
  )
  SELECT id FROM made`;

/** $1 channel, $2 most deliveries of a message, $3 most deliveries looked at. One alone stays what it is. */
export const gatherWaiting = `
  WITH waiting AS (
    SELECT d.id, d.urgent, d.noticed_at
      FROM shidian.delivery d JOIN shidian.notice n ON n.id = d.notice_id
     WHERE d.channel = $1 AND d.status = 'queued' AND d.account_id IS NULL AND d.bundle_id IS NULL
       AND d.attempts = 0 AND d.stumbles = 0 AND d.replays = 0 AND NOT ${paused}
     ORDER BY d.urgent DESC, d.noticed_at, d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED
  ), placed AS (
    SELECT *, (row_number() OVER (ORDER BY urgent DESC, noticed_at, id) - 1) / $2::int AS place FROM waiting
  ), bundle AS MATERIALIZED (
    SELECT place, gen_random_uuid() AS id, bool_or(urgent) AS urgent, min(noticed_at) AS noticed_at FROM placed GROUP BY place HAVING count(*) > 1
  ), made AS (
    INSERT INTO shidian.delivery (id, bundle_key, channel, urgent, noticed_at) SELECT id, $1 || '/' || id, $1, urgent, noticed_at FROM bundle
  )
  UPDATE shidian.delivery d SET status = 'gathered', bundle_id = b.id
    FROM placed p JOIN bundle b ON b.place = p.place WHERE d.id = p.id
  RETURNING b.id`;
