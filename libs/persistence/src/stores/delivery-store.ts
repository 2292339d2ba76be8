import type { Pool, PoolClient } from 'pg';
import type { Instant, Words } from '@shidian/engine';
import { mostLines, type BusinessClock, type Claim, type ClaimRequest, type DeliveryRoute, type DeliveryRow, type DeliveryStore } from '@shidian/lifecycle';
import { claimDue, type ClaimedRecord, linesOf, type LineRecord } from './delivery-claim.js';
import { expandNotices, gatherWaiting, makeDigests } from './delivery-making.js';
import { changedBy, rowsOf, transactionOn } from './query.js';

const longestError = 500;
const minuteMs = 60_000;
/** Deliveries to a place that are looked at together. */
const gatheredAtOnce = 2_000;

interface ChannelRecord {
  readonly down: boolean;
  readonly restUntil: number | null;
  readonly recent: number;
}

/** Messages made from notices. One row for a notice, an account and a channel: nobody gets the same thing twice. */
export class PostgresDeliveryStore implements DeliveryStore {
  constructor(
    private readonly pool: Pool,
    private readonly clock: BusinessClock,
  ) {}

  async register(routes: readonly DeliveryRoute[]): Promise<void> {
    await changedBy(
      this.pool,
      'notice_channel_register',
      `INSERT INTO shidian.notice_channel AS c (name, kind) SELECT * FROM unnest($1::text[], $2::text[])
       ON CONFLICT (name) DO UPDATE SET kind = excluded.kind WHERE c.kind <> excluded.kind`,
      [routes.map(({ channel }) => channel), routes.map(({ kind }) => kind)],
    );
  }

  async expand(limit: number, routes: readonly DeliveryRoute[]): Promise<number> {
    return changedBy(this.pool, 'delivery_expand', expandNotices, [limit, this.clock.now(), JSON.stringify(routes)]);
  }

  async digest(day: string, before: Instant): Promise<number> {
    return (await rowsOf(this.pool, 'delivery_digest', makeDigests, [day, before])).length;
  }

  async gather(channel: string, most: number): Promise<number> {
    const rows = await rowsOf<{ id: string }>(this.pool, 'delivery_gather', gatherWaiting, [channel, most, gatheredAtOnce]);
    return new Set(rows.map(({ id }) => id)).size;
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const state = await this.channelAt(this.pool, request, false);
    if (state === undefined || rests(state, request.at)) return { rows: [], trial: false };
    if (!state.down && request.perMinute === undefined) return { rows: await this.take(this.pool, request, request.limit), trial: false };
    return transactionOn(this.pool, (client) => this.claimUnderLock(client, request));
  }

  /** What a limit or a rest allows is decided by one worker after the other. */
  private async claimUnderLock(client: PoolClient, request: ClaimRequest): Promise<Claim> {
    const state = await this.channelAt(client, request, true);
    if (state === undefined || rests(state, request.at)) return { rows: [], trial: false };
    const room = Math.min(request.limit, state.down ? 1 : request.limit, (request.perMinute ?? request.limit + state.recent) - state.recent);
    if (room <= 0) return { rows: [], trial: false };
    const rows = await this.take(client, request, room);
    if (rows.length > 0) {
      await client.query({
        name: 'notice_channel_used',
        text: `UPDATE shidian.notice_channel SET rest_until = CASE WHEN error IS NULL THEN NULL ELSE shidian.instant($3) END,
                 recent = array(SELECT t FROM unnest(recent) t WHERE t > shidian.instant($2) - interval '1 minute') || array_fill(shidian.instant($2), ARRAY[$4::int]) WHERE name = $1`,
        values: [request.channel, request.at, request.at + request.restMs, rows.length],
      });
    }
    return { rows, trial: state.down };
  }

  private async channelAt(on: Pool | PoolClient, { channel, at }: ClaimRequest, locked: boolean): Promise<ChannelRecord | undefined> {
    const text = `SELECT error IS NOT NULL AS down, shidian.ms(rest_until) AS "restUntil",
        (SELECT count(*)::int FROM unnest(recent) t WHERE t > shidian.instant($2)) AS recent
       FROM shidian.notice_channel WHERE name = $1${locked ? ' FOR UPDATE' : ''}`;
    return (await rowsOf<ChannelRecord>(on, `notice_channel_state${locked ? '_locked' : ''}`, text, [channel, at - minuteMs]))[0];
  }

  private async take(on: Pool | PoolClient, { channel, addressedBy, at, leaseMs }: ClaimRequest, limit: number): Promise<readonly DeliveryRow[]> {
    const rows = await rowsOf<ClaimedRecord>(on, `delivery_claim_${addressedBy}`, claimDue(addressedBy), [channel, limit, at, at + leaseMs]);
    if (rows.length === 0) return [];
    const lines = await rowsOf<LineRecord>(on, 'delivery_lines', linesOf, [rows.map(({ id }) => id), at, mostLines]);
    return rows.map((row) => {
      const own = lines.filter(({ message }) => message === row.id);
      return { ...row, total: own[0]?.total ?? 0, lines: own.map(({ message: _message, total: _total, text, ...line }) => ({ ...line, text: JSON.parse(text) as Words })) };
    });
  }

  async delivered(id: string, at: Instant): Promise<void> {
    await changedBy(
      this.pool,
      'delivery_delivered',
      `WITH done AS (
         UPDATE shidian.delivery SET status = 'delivered', delivered_at = shidian.instant($2), lease_until = NULL, error = NULL, stumbles = 0
          WHERE id = $1 AND status = 'sending' RETURNING id, channel
       ), with_it AS (
         UPDATE shidian.delivery m SET status = 'delivered', delivered_at = shidian.instant($2), error = NULL FROM done WHERE m.bundle_id = done.id AND m.status = 'gathered'
       )
       -- To the minute: a row that every message wrote would make them queue up.
       UPDATE shidian.notice_channel c SET delivered_at = shidian.instant($2) FROM done
        WHERE c.name = done.channel AND (c.delivered_at IS NULL OR c.delivered_at < shidian.instant($2) - interval '1 minute')`,
      [id, at],
    );
  }

  async failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: Instant | null }): Promise<void> {
    const nextAt = failure.permanent ? null : failure.nextAt;
    await changedBy(
      this.pool,
      'delivery_failed',
      `WITH done AS (
         UPDATE shidian.delivery SET status = CASE WHEN $2::bigint IS NULL THEN 'failed' ELSE 'failed_temporarily' END, next_at = shidian.instant($2), lease_until = NULL, error = $3, stumbles = 0
          WHERE id = $1 AND status = 'sending' RETURNING id, status
       )
       UPDATE shidian.delivery m SET status = 'failed', error = $3 FROM done WHERE done.status = 'failed' AND m.bundle_id = done.id AND m.status = 'gathered'`,
      [id, nextAt, failure.error.slice(0, longestError)],
    );
  }

  async stumbled(id: string, channel: string, failure: { readonly error: string; readonly at: Instant; readonly restUntil: Instant }): Promise<void> {
    await changedBy(
      this.pool,
      'delivery_stumbled',
      `WITH done AS (
         -- Whatever stumbles again and again lets others be tried in its place.
         UPDATE shidian.delivery SET status = 'failed_temporarily', next_at = shidian.instant($3) + least(stumbles, 60) * interval '1 minute',
                lease_until = NULL, error = $4, stumbles = stumbles + 1, attempts = attempts - 1
          WHERE id = $1 AND status = 'sending'
       )
       UPDATE shidian.notice_channel SET error = $4, down_since = coalesce(down_since, shidian.instant($5)), rest_until = greatest(rest_until, shidian.instant($3)) WHERE name = $2`,
      [id, channel, failure.restUntil, failure.error.slice(0, longestError), failure.at],
    );
  }

  async recovered(channel: string, at: Instant): Promise<number> {
    return changedBy(
      this.pool,
      'notice_channel_recovered',
      `WITH up AS (UPDATE shidian.notice_channel SET error = NULL, down_since = NULL, rest_until = NULL WHERE name = $1)
       UPDATE shidian.delivery SET next_at = shidian.instant($2) WHERE channel = $1 AND status = 'failed_temporarily' AND stumbles > 0 AND next_at > shidian.instant($2)`,
      [channel, at],
    );
  }

  async hold(configured: readonly string[], reason: string): Promise<number> {
    return changedBy(
      this.pool,
      'delivery_hold',
      `UPDATE shidian.delivery SET status = 'held', error = $2, next_at = NULL WHERE status IN ('queued', 'failed_temporarily') AND channel <> ALL ($1)`,
      [configured, reason.slice(0, longestError)],
    );
  }

  async release(configured: readonly string[]): Promise<number> {
    return changedBy(this.pool, 'delivery_release', `UPDATE shidian.delivery SET status = 'queued', error = NULL WHERE status = 'held' AND channel = ANY ($1)`, [configured]);
  }

  /** How many deliveries stand in each status. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    const rows = await rowsOf<{ status: string; n: number }>(this.pool, 'delivery_counts', 'SELECT status, count(*) AS n FROM shidian.delivery GROUP BY status');
    return Object.fromEntries(rows.map((row) => [row.status, row.n]));
  }
}

const rests = (state: ChannelRecord, at: Instant): boolean => state.restUntil !== null && state.restUntil > at;
