import type { Pool, PoolClient } from 'pg';
import type { Organisation, Post } from '@shidian/access';
import type { Instant } from '@shidian/engine';
import type { AccountRow, BusinessClock, DirectoryStore, Principal } from '@shidian/lifecycle';
import { Gathered } from './gathered.js';
import { holdsAt, principalsOf, principalsOfAsked, type PrincipalRecord } from './principal-record.js';
import { rowsOf, transactionOn } from './query.js';

const accountColumns = `a.id, a.login, a.name, a.password_hash AS "passwordHash", a.email, a.disabled, a.administers`;

interface Asked {
  readonly accountId: string;
  readonly at: Instant;
}

/**
 * Organisations, posts, accounts and holdings. Every save raises the version in its own transaction; so does, for whoever
 * reads it here, the instant at which a seat begins or ends by itself.
 */
export class PostgresDirectoryStore implements DirectoryStore {
  /** How often a seat was found to have begun or ended in time since this process looked first, and when one will next. */
  private turns = 0;
  private turnsAt: Instant | null = null;
  private readonly asking = new Gathered<Asked, Principal | undefined>((asked) => this.standing(asked));

  constructor(
    private readonly pool: Pool,
    private readonly clock: BusinessClock,
  ) {}

  async version(): Promise<number> {
    const rows = await rowsOf<{ version: number }>(this.pool, 'directory_version', 'SELECT version FROM shidian.directory_version');
    if (this.turnsAt !== null && this.turnsAt <= this.clock.now()) {
      this.turns += 1;
      this.turnsAt = null;
    }
    return (rows[0]?.version ?? 0) + this.turns;
  }

  async load(): Promise<{ readonly version: number; readonly organisations: readonly Organisation[]; readonly posts: readonly Post[]; readonly held: readonly string[] }> {
    return transactionOn(this.pool, async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const [version, organisations, posts, held, turn] = await Promise.all([
        client.query<{ version: number }>('SELECT version FROM shidian.directory_version'),
        client.query<Organisation>('SELECT id, code, name, kind, tier, parent_id AS "parentId", address, tags, titles FROM shidian.organisation ORDER BY id'),
        client.query<Post>('SELECT id, organisation_id AS "organisationId", name, desk, reports_to AS "reportsTo" FROM shidian.post ORDER BY id'),
        client.query<{ id: string }>(
          `SELECT DISTINCT h.post_id AS id FROM shidian.seat h JOIN shidian.account a ON a.id = h.account_id AND NOT a.disabled
           WHERE ${holdsAt('shidian.instant($1)')} ORDER BY 1`,
          [this.clock.now()],
        ),
        client.query<{ at: Instant | null }>(
          `SELECT shidian.ms(min(at)) AS at FROM (
             SELECT least(CASE WHEN valid_from > shidian.instant($1) THEN valid_from END, CASE WHEN valid_to > shidian.instant($1) THEN valid_to END) AS at
               FROM shidian.seat WHERE valid_from > shidian.instant($1) OR valid_to > shidian.instant($1)) turns`,
          [this.clock.now()],
        ),
      ]);
      this.turnsAt = turn.rows[0]?.at ?? null;
      return { version: (version.rows[0]?.version ?? 0) + this.turns, organisations: organisations.rows, posts: posts.rows, held: held.rows.map((row) => row.id) };
    });
  }

  async saveOrganisations(rows: readonly Organisation[]): Promise<void> {
    await this.save(async (client) => {
      await client.query(
        `INSERT INTO shidian.organisation AS o (id, code, name, kind, tier, parent_id, address, tags, titles)
         SELECT r.id, r.code, r.name, r.kind, r.tier, r."parentId", r.address, coalesce(r.tags, '{}'), coalesce(r.titles, '{}')
           FROM jsonb_to_recordset($1::jsonb)
             AS r(id uuid, code text, name text, kind text, tier text, "parentId" uuid, address text, tags text[], titles text[])
         ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, kind = excluded.kind, tier = excluded.tier,
           parent_id = excluded.parent_id, address = excluded.address, tags = excluded.tags, titles = excluded.titles`,
        [JSON.stringify(rows)],
      );
      await client.query(
        `WITH RECURSIVE tree (id, path) AS (
           SELECT id, ARRAY[id] FROM shidian.organisation WHERE parent_id IS NULL
           UNION ALL
           SELECT o.id, t.path || o.id FROM shidian.organisation o JOIN tree t ON t.id = o.parent_id
         )
         UPDATE shidian.organisation o SET path = t.path FROM tree t WHERE t.id = o.id AND t.path IS DISTINCT FROM o.path`,
      );
    });
  }

  async savePosts(rows: readonly Post[]): Promise<void> {
    await this.save((client) =>
      client.query(
        `INSERT INTO shidian.post (id, organisation_id, name, desk, reports_to)
         SELECT r.id, r."organisationId", r.name, r.desk, r."reportsTo"
           FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "organisationId" uuid, name text, desk boolean, "reportsTo" uuid)
         ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, name = excluded.name, desk = excluded.desk, reports_to = excluded.reports_to`,
        [JSON.stringify(rows)],
      ),
    );
  }

  async saveAccounts(rows: readonly AccountRow[]): Promise<void> {
    await this.save((client) =>
      client.query(
        `INSERT INTO shidian.account (id, login, name, password_hash, email, disabled, administers)
         SELECT r.id, r.login, r.name, r."passwordHash", r.email, r.disabled, r.administers
           FROM jsonb_to_recordset($1::jsonb)
             AS r(id uuid, login text, name text, "passwordHash" text, email text, disabled boolean, administers text)
         ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, password_hash = excluded.password_hash, email = excluded.email,
           disabled = excluded.disabled, administers = excluded.administers`,
        [JSON.stringify(rows)],
      ),
    );
  }

  async saveHoldings(rows: readonly { readonly accountId: string; readonly postId: string; readonly from: Instant; readonly to: Instant | null }[]): Promise<void> {
    await this.save((client) =>
      client.query(
        `INSERT INTO shidian.holding (account_id, post_id, valid_from, valid_to)
         SELECT r."accountId", r."postId", shidian.instant(r."from"), shidian.instant(r."to")
           FROM jsonb_to_recordset($1::jsonb) AS r("accountId" uuid, "postId" uuid, "from" bigint, "to" bigint)
         ON CONFLICT (account_id, post_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to`,
        [JSON.stringify(rows)],
      ),
    );
  }

  async accountByLogin(login: string): Promise<AccountRow | undefined> {
    const rows = await rowsOf<AccountRow>(this.pool, 'account_by_login', `SELECT ${accountColumns} FROM shidian.account a WHERE a.login = $1`, [login]);
    return rows[0];
  }

  async principal(accountId: string, at: Instant): Promise<Principal | undefined> {
    return await this.asking.ask({ accountId, at });
  }

  async principals(accountIds: readonly string[], at: Instant): Promise<readonly Principal[]> {
    const found = await this.standing(accountIds.map((accountId) => ({ accountId, at })));
    return found.filter((principal) => principal !== undefined);
  }

  private async standing(asked: readonly Asked[]): Promise<readonly (Principal | undefined)[]> {
    const rows = await rowsOf<PrincipalRecord>(
      this.pool,
      'principal',
      `WITH asked AS (SELECT place, account AS account_id, shidian.instant(at) AS at FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS u(account, at, place))
       ${principalsOfAsked('asked')}`,
      [asked.map(({ accountId }) => accountId), asked.map(({ at }) => at)],
    );
    return principalsOf(rows, asked.length);
  }

  private async save(work: (client: PoolClient) => Promise<unknown>): Promise<void> {
    await transactionOn(this.pool, async (client) => {
      // First, so that two saves of the tree never compute its paths at once.
      await client.query('UPDATE shidian.directory_version SET version = version + 1');
      await work(client);
    });
  }
}
