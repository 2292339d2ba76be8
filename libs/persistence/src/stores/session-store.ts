import type { Pool } from 'pg';
import type { Instant } from '@shidian/engine';
import type { LockPolicy, NewSession, NewToken, Principal, SessionStore, TokenRow } from '@shidian/lifecycle';
import { Gathered } from './gathered.js';
import { principalsOf, principalsOfAsked, type PrincipalRecord } from './principal-record.js';
import { changedBy, rowsOf } from './query.js';

/** The idle time is written again only when it has moved by this share of itself: one write a while, not one a request. */
const worthWriting = 1 / 60;
const aMinute = 60_000;

interface Use {
  readonly hash: string;
  readonly at: Instant;
  readonly idleMs: number;
}

export class PostgresSessionStore implements SessionStore {
  private readonly using = new Gathered<Use, Principal | undefined>((uses) => this.useAll(uses));

  constructor(private readonly pool: Pool) {}

  async open(session: NewSession): Promise<void> {
    await changedBy(
      this.pool,
      'session_open',
      `INSERT INTO shidian.session (hash, account_id, created_at, seen_at, idle_until, ends_at)
       VALUES ($1, $2, shidian.instant($3), shidian.instant($3), shidian.instant($4), shidian.instant($5))`,
      [session.hash, session.accountId, session.at, session.idleUntil, session.endsAt],
    );
  }

  async use(hash: string, at: Instant, idleMs: number): Promise<Principal | undefined> {
    return await this.using.ask({ hash, at, idleMs });
  }

  async alive(hashes: readonly string[], at: Instant): Promise<ReadonlySet<string>> {
    const rows = await rowsOf<{ hash: string }>(
      this.pool,
      'sessions_alive',
      `SELECT hash FROM shidian.session WHERE hash = ANY ($1) AND idle_until > shidian.instant($2) AND ends_at > shidian.instant($2)
       UNION ALL
       SELECT hash FROM shidian.api_token WHERE hash = ANY ($1) AND revoked_at IS NULL AND ends_at > shidian.instant($2)`,
      [hashes, at],
    );
    return new Set(rows.map(({ hash }) => hash));
  }

  async end(hash: string): Promise<void> {
    await changedBy(this.pool, 'session_end', 'DELETE FROM shidian.session WHERE hash = $1', [hash]);
  }

  async issueToken(token: NewToken): Promise<void> {
    await changedBy(
      this.pool,
      'token_issue',
      `INSERT INTO shidian.api_token (id, hash, account_id, name, created_at, ends_at)
       VALUES ($1, $2, $3, $4, shidian.instant($5), shidian.instant($6))`,
      [token.id, token.hash, token.accountId, token.name, token.at, token.endsAt],
    );
  }

  async useToken(hash: string, at: Instant): Promise<string | undefined> {
    const rows = await rowsOf<{ accountId: string }>(
      this.pool,
      'token_use',
      `WITH alive AS (
         SELECT id, account_id, used_at FROM shidian.api_token
          WHERE hash = $1 AND revoked_at IS NULL AND ends_at > shidian.instant($2)
       ), noted AS (
         UPDATE shidian.api_token t SET used_at = shidian.instant($2)
           FROM alive a WHERE t.id = a.id AND (a.used_at IS NULL OR a.used_at < shidian.instant($3))
       )
       SELECT account_id AS "accountId" FROM alive`,
      [hash, at, at - aMinute],
    );
    return rows[0]?.accountId;
  }

  async tokens(accountId: string, at: Instant): Promise<readonly TokenRow[]> {
    return rowsOf<TokenRow>(
      this.pool,
      'token_list',
      `SELECT id, name, shidian.ms(created_at) AS "createdAt", shidian.ms(ends_at) AS "endsAt", shidian.ms(used_at) AS "usedAt"
         FROM shidian.api_token WHERE account_id = $1 AND revoked_at IS NULL AND ends_at > shidian.instant($2)
        ORDER BY created_at DESC, id DESC`,
      [accountId, at],
    );
  }

  async revokeToken(accountId: string, tokenId: string, at: Instant): Promise<boolean> {
    const revoked = await changedBy(
      this.pool,
      'token_revoke',
      `UPDATE shidian.api_token SET revoked_at = shidian.instant($3)
        WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL AND ends_at > shidian.instant($3)`,
      [accountId, tokenId, at],
    );
    return revoked === 1;
  }

  async lockedUntil(login: string, at: Instant): Promise<Instant | undefined> {
    const rows = await rowsOf<{ until: Instant }>(
      this.pool,
      'login_locked',
      'SELECT shidian.ms(locked_until) AS until FROM shidian.login_failure WHERE login = $1 AND locked_until > shidian.instant($2)',
      [login, at],
    );
    return rows[0]?.until;
  }

  async failed(login: string, at: Instant, policy: LockPolicy): Promise<Instant | undefined> {
    const rows = await rowsOf<{ until: Instant | null }>(
      this.pool,
      'login_failed',
      `WITH counted AS (SELECT $1::text AS login, shidian.instant($2) AS at, shidian.instant($3) AS until, shidian.instant($4) AS forgotten, $5::int AS most)
       INSERT INTO shidian.login_failure AS f (login, failures, last_at, locked_until)
       SELECT login, 1, at, CASE WHEN most <= 1 THEN until END FROM counted
       ON CONFLICT (login) DO UPDATE SET
         failures = CASE WHEN f.last_at <= shidian.instant($4) THEN 1 ELSE f.failures + 1 END,
         last_at = excluded.last_at,
         locked_until = CASE WHEN CASE WHEN f.last_at <= shidian.instant($4) THEN 1 ELSE f.failures + 1 END >= $5 THEN shidian.instant($3) END
       RETURNING shidian.ms(locked_until) AS until`,
      [login, at, at + policy.lockMs, at - policy.lockMs, policy.limit],
    );
    return rows[0]?.until ?? undefined;
  }

  async succeeded(login: string): Promise<void> {
    await changedBy(this.pool, 'login_succeeded', 'DELETE FROM shidian.login_failure WHERE login = $1', [login]);
  }

  private async useAll(uses: readonly Use[]): Promise<readonly (Principal | undefined)[]> {
    const rows = await rowsOf<PrincipalRecord>(
      this.pool,
      'session_use',
      `WITH alive AS (
         SELECT u.place, s.hash, s.account_id, u.at, least(s.ends_at, u.idle) AS idle_until, s.idle_until < least(s.ends_at, u.worth) AS worth_writing
           FROM (SELECT place, hash, shidian.instant(at) AS at, shidian.instant(idle) AS idle, shidian.instant(worth) AS worth
                   FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS a(hash, at, idle, worth, place)) u
           JOIN shidian.session s ON s.hash = u.hash AND s.idle_until > u.at AND s.ends_at > u.at
       ), moved AS (
         UPDATE shidian.session s SET seen_at = a.at, idle_until = a.idle_until
           FROM (SELECT DISTINCT ON (hash) hash, at, idle_until FROM alive WHERE worth_writing ORDER BY hash, at DESC) a WHERE s.hash = a.hash
       )
       ${principalsOfAsked('alive')}`,
      [
        uses.map(({ hash }) => hash),
        uses.map(({ at }) => at),
        uses.map(({ at, idleMs }) => at + idleMs),
        uses.map(({ at, idleMs }) => Math.floor(at + idleMs * (1 - worthWriting))),
      ],
    );
    return principalsOf(rows, uses.length);
  }
}
