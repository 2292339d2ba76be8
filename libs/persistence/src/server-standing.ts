/** What the database server itself is like, as far as the promises of the service rest on it. */
import type { Pool } from 'pg';
import type { RoleNames } from './roles.js';

export interface RoleStanding {
  readonly name: string;
  readonly there: boolean;
  /** Past row-level security: a superuser, or one that was given BYPASSRLS. */
  readonly bypasses: boolean;
}

export interface ServerStanding {
  /** `18.4` */
  readonly version: string;
  readonly roles: readonly RoleStanding[];
  /** Settings without which a commit may be lost with the power: their names where they are off. */
  readonly notDurable: readonly string[];
  readonly connections: { readonly most: number; readonly used: number };
}

/** Asks the server. `pool` may be of any role. */
export async function serverStanding(pool: Pool, roles: RoleNames): Promise<ServerStanding> {
  const names: readonly string[] = [roles.owner, roles.reader, roles.engine];
  const { rows } = await pool.query<{ version: string; notDurable: string[]; most: number; used: number; found: { name: string; bypasses: boolean }[] | null }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
            ARRAY(SELECT s.name FROM unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit']) AS s(name) WHERE current_setting(s.name) = 'off') AS "notDurable",
            current_setting('max_connections')::int AS most,
            (SELECT count(*)::int FROM pg_stat_activity WHERE datid IS NOT NULL) AS used,
            (SELECT json_agg(json_build_object('name', rolname, 'bypasses', rolsuper OR rolbypassrls)) FROM pg_roles WHERE rolname = ANY ($1)) AS found`,
    [names],
  );
  const [row] = rows;
  const found = new Map((row?.found ?? []).map(({ name, bypasses }) => [name, bypasses]));
  return {
    version: row?.version ?? '',
    roles: names.map((name) => ({ name, there: found.has(name), bypasses: found.get(name) ?? false })),
    notDurable: row?.notDurable ?? [],
    connections: { most: row?.most ?? 0, used: row?.used ?? 0 },
  };
}
