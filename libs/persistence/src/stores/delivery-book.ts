import type { Pool } from 'pg';
import type { ChannelItem, DeliveryBook, DeliveryFilter, DeliveryItem, DeliveryStatus, NoticeAct, NoticeDeed, NoticeWish, Page, PageRequest, PauseRow } from '@shidian/lifecycle';
import { pageOf } from '../reader/case-reads.js';
import { decodeCursor, encodeCursor, pageLimit } from '../reader/cursor.js';
import { deliveryList, pauseWhole, replayFiltered, replayNamed, resumeWhole } from './delivery-book-statements.js';
import { changedBy, rowsOf } from './query.js';

interface WaitingRecord extends Omit<ChannelItem, 'waiting'> {
  readonly waiting: Readonly<Partial<Record<DeliveryStatus, number>>> | null;
}

/** What is seen of deliveries, and done about them. Not row-level security but the programs given decide what is seen. */
export class PostgresDeliveryBook implements DeliveryBook {
  constructor(private readonly pool: Pool) {}

  async officePrograms(posts: readonly string[]): Promise<readonly string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.pool,
      'delivery_book_programs',
      'SELECT p.id FROM shidian.program p JOIN shidian.post o ON o.organisation_id = p.issuer_id AND o.desk WHERE o.id = ANY ($1::uuid[]) ORDER BY p.id',
      [posts],
    );
    return rows.map(({ id }) => id);
  }

  async deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryItem>> {
    const limit = pageLimit(page.limit);
    const place = decodeCursor('deliveries', page.cursor, ['number', 'uuid']);
    const values = [filter.channel ?? null, filter.programId ?? null, filter.programs ?? null, place?.[0] ?? null, place?.[1] ?? null, limit + 1];
    const rows = await rowsOf<DeliveryItem>(this.pool, `delivery_list_${filter.state ?? 'any'}`, deliveryList(filter.state), values);
    return pageOf(rows, limit, (last) => encodeCursor('deliveries', [last.noticedAt, last.id]));
  }

  async channels(): Promise<readonly ChannelItem[]> {
    const rows = await rowsOf<WaitingRecord>(
      this.pool,
      'delivery_channels',
      `SELECT c.name, c.kind, c.error, shidian.ms(c.down_since) AS "downSince", shidian.ms(c.rest_until) AS "triedAgainAt", shidian.ms(c.delivered_at) AS "deliveredAt", w.waiting
         FROM shidian.notice_channel c
         LEFT JOIN (SELECT channel, json_object_agg(status, n) AS waiting
                      FROM (SELECT channel, status, count(*) AS n FROM shidian.delivery WHERE status <> 'delivered' AND bundle_id IS NULL GROUP BY channel, status) s GROUP BY channel) w ON w.channel = c.name
        ORDER BY c.name`,
    );
    return rows.map((row) => ({ ...row, waiting: row.waiting ?? {} }));
  }

  async pauses({ past, programs }: { readonly past: boolean; readonly programs?: readonly string[] }): Promise<readonly PauseRow[]> {
    return rowsOf<PauseRow>(
      this.pool,
      'notice_pauses',
      `SELECT p.id, p.scope, p.channel, p.program_id AS "programId", p.reason, by.name AS "pausedBy", shidian.ms(p.paused_at) AS "pausedAt",
              ended.name AS "resumedBy", shidian.ms(p.resumed_at) AS "resumedAt"
         FROM shidian.notice_pause p
         JOIN shidian.account by ON by.id = p.paused_by
         LEFT JOIN shidian.account ended ON ended.id = p.resumed_by
        WHERE ($1 OR p.resumed_at IS NULL) AND ($2::uuid[] IS NULL OR p.scope <> 'program' OR p.program_id = ANY ($2))
        ORDER BY p.paused_at DESC, p.id DESC LIMIT 200`,
      [past, programs ?? null],
    );
  }

  async acts({ programs }: { readonly programs?: readonly string[] }, page: PageRequest): Promise<Page<NoticeAct>> {
    const limit = pageLimit(page.limit);
    const place = decodeCursor('notice-acts', page.cursor, ['number']);
    const rows = await rowsOf<NoticeAct & { readonly id: number }>(
      this.pool,
      'notice_acts',
      `SELECT x.id, shidian.ms(x.at) AS at, a.name AS by, x.act, x.program_id AS "programId", x.channel, x.reason, x.deliveries
         FROM shidian.notice_act x JOIN shidian.account a ON a.id = x.account_id
        WHERE ($1::uuid[] IS NULL OR x.program_id = ANY ($1)) AND ($2::bigint IS NULL OR x.id < $2) ORDER BY x.id DESC LIMIT $3`,
      [programs ?? null, place?.[0] ?? null, limit + 1],
    );
    const { items, next } = pageOf(rows, limit, (last) => encodeCursor('notice-acts', [last.id]));
    return { items: items.map(({ id: _id, ...act }) => act), next };
  }

  async pause(pause: Parameters<DeliveryBook['pause']>[0], { accountId, at }: NoticeDeed): Promise<'paused' | 'already' | 'unknown'> {
    const rows = await rowsOf<{ known: boolean; paused: boolean }>(this.pool, 'notice_pause', pauseWhole, [pause.id, pause.scope, pause.channel, pause.programId, pause.reason, accountId, at]);
    const [row] = rows;
    if (row?.known !== true) return 'unknown';
    return row.paused ? 'paused' : 'already';
  }

  async resume(id: string, { accountId, at, reason, programs }: NoticeDeed): Promise<boolean> {
    return (await rowsOf(this.pool, 'notice_resume', resumeWhole, [id, accountId, at, reason ?? null, programs ?? null])).length > 0;
  }

  async replay(which: Parameters<DeliveryBook['replay']>[0], limit: number, { accountId, at, reason, programs }: NoticeDeed): Promise<readonly string[]> {
    const common = [accountId, at, reason ?? null, programs ?? null, limit];
    const rows =
      'ids' in which
        ? await rowsOf<{ id: string }>(this.pool, 'notice_replay_named', replayNamed, [...common, which.ids])
        : await rowsOf<{ id: string }>(this.pool, 'notice_replay_filtered', replayFiltered, [...common, which.channel ?? null, which.programId ?? null]);
    return rows.map(({ id }) => id);
  }

  async wish(accountId: string): Promise<NoticeWish> {
    const rows = await rowsOf<NoticeWish>(this.pool, 'notice_wish', 'SELECT other, mobile FROM shidian.notice_wish WHERE account_id = $1', [accountId]);
    return rows[0] ?? { other: 'at_once', mobile: null };
  }

  async saveWish(accountId: string, { other, mobile }: NoticeWish): Promise<void> {
    await changedBy(
      this.pool,
      'notice_wish_save',
      `INSERT INTO shidian.notice_wish (account_id, other, mobile) VALUES ($1, $2, $3)
       ON CONFLICT (account_id) DO UPDATE SET other = excluded.other, mobile = excluded.mobile`,
      [accountId, other, mobile],
    );
  }
}
