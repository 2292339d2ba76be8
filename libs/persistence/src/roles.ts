import type { Client } from 'pg';

/** Names of the roles of design §7. Roles belong to the server: several installations may share them or bring their own. */
export interface RoleNames {
  /** Owns the schema and migrates; neither superuser nor bypassing row-level security. */
  readonly owner: string;
  /** Every query of a person; row-level security by `app.scope`. */
  readonly reader: string;
  /** Steps. */
  readonly engine: string;
}

export const defaultRoles: RoleNames = { owner: 'shidian_owner', reader: 'shidian_reader', engine: 'shidian_engine' };

/**
 * Makes the roles that are missing (an existing one is left as it is), lets the migrating login act as owner and the
 * application's login act as reader and engine, and makes the schema. Roles are the server's, not the database's, so this
 * stands before the migrations, may run at the same time against several databases, and is never undone by one of them.
 */
export async function ensureRoles(client: Client, roles: RoleNames, applicationLogin: string): Promise<void> {
  // One at a time on the whole server: GRANT rewrites shared catalogue rows and fails when two do it at once.
  await client.query('SELECT pg_advisory_lock(741201)');
  try {
    const login = ((await client.query<{ login: string }>('SELECT session_user AS login')).rows[0]?.login) ?? '';
    for (const role of [roles.owner, roles.reader, roles.engine]) {
      await client.query(`
        DO $$ BEGIN
          CREATE ROLE ${client.escapeIdentifier(role)} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$`);
    }
    const grants: readonly (readonly [string, string])[] = [
      [roles.owner, login], [roles.reader, login], [roles.engine, login],
      [roles.reader, applicationLogin], [roles.engine, applicationLogin],
    ];
    for (const [role, member] of grants) {
      const { rows } = await client.query<{ may: boolean }>(`SELECT pg_has_role($2, $1, 'MEMBER') AS may`, [role, member]);
      if (role !== member && rows[0]?.may !== true) {
        await client.query(`GRANT ${client.escapeIdentifier(role)} TO ${client.escapeIdentifier(member)}`);
      }
    }
    await client.query(`CREATE SCHEMA IF NOT EXISTS shidian AUTHORIZATION ${client.escapeIdentifier(roles.owner)}`);
  } finally {
    await client.query('SELECT pg_advisory_unlock(741201)');
  }
}
