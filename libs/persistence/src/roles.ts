import type { Client } from 'pg';
import { sqlState } from './errors.js';

/** Names of the roles. Roles belong to the server: several installations may share them or bring their own. */
export interface RoleNames {
  /** Owns the schema and migrates; neither superuser nor bypassing row-level security. */
  readonly owner: string;
  /** Every query of a person; row-level security by `app.scope`. */
  readonly reader: string;
  /** Steps. */
  readonly engine: string;
}

export const defaultRoles: RoleNames = { owner: 'shidian_owner', reader: 'shidian_reader', engine: 'shidian_engine' };

/** Roles and grants live in catalogues that all databases of a server share; two installations at once collide there. */
const collided = new Set(['23505', '42710', 'XX000']);
const attempts = 5;

/**
 * Makes the roles that are missing (an existing one is left as it is), lets the migrating login act as owner and the
 * application's login act as reader and engine, and makes the schema. Roles are the server's, not the database's, so this
 * stands before the migrations, may run at the same time against several databases, and is never undone by one of them.
 */
export async function ensureRoles(client: Client, roles: RoleNames, applicationLogin: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ensureOnce(client, roles, applicationLogin);
      return;
    } catch (error) {
      if (attempt === attempts || !collided.has(sqlState(error) ?? '')) throw error;
    }
  }
}

async function ensureOnce(client: Client, roles: RoleNames, applicationLogin: string): Promise<void> {
  const { rows: asked } = await client.query<{ login: string; may: string }>(
    `SELECT session_user AS login, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END AS may`,
  );
  const { login, may } = asked[0] ?? { login: '', may: 'MEMBER' };
  for (const role of [roles.owner, roles.reader, roles.engine]) {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${client.escapeIdentifier(role)} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`);
  }
  const grants: readonly (readonly [string, string])[] = [
    [roles.owner, login], [roles.reader, login], [roles.engine, login],
    [roles.reader, applicationLogin], [roles.engine, applicationLogin],
  ];
  for (const [role, member] of grants) {
    if (role === member) continue;
    // Whoever made a role may grant it but, since PostgreSQL 16, not act as it until he grants it to himself.
    const { rows } = await client.query<{ there: boolean }>('SELECT pg_has_role($2, $1, $3) AS there', [role, member, may]);
    if (rows[0]?.there !== true) await client.query(`GRANT ${client.escapeIdentifier(role)} TO ${client.escapeIdentifier(member)}`);
  }
  const schema = await client.query(`SELECT FROM pg_namespace WHERE nspname = 'shidian'`);
  if (schema.rowCount === 0) await client.query(`CREATE SCHEMA shidian AUTHORIZATION ${client.escapeIdentifier(roles.owner)}`);
}
