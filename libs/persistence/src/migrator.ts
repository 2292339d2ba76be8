import pg from 'pg';
import { DataSource } from 'typeorm';
import { MigrationsPending, SchemaNewer, translated } from './errors.js';
import { migrations } from './migrations/all.js';
import { ensureRoles, type RoleNames } from './roles.js';

export interface MigratorSettings {
  /** Login that migrates: may create roles where they are missing. */
  readonly ownerUrl: string;
  /** Login of the application, which is given the roles of reader and engine. */
  readonly url: string;
  readonly roles: RoleNames;
}

export const migrationTable = 'migration';

/** TypeORM over one database as the owner of the schema, with the first `count` migrations or all; not yet connected. */
export function ownerDataSource(settings: MigratorSettings, count: number = migrations.length): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.ownerUrl,
    schema: 'shidian',
    migrations: migrations.slice(0, count),
    migrationsTableName: migrationTable,
    migrationsTransactionMode: 'each',
    poolSize: 1,
    applicationName: 'shidian migrate',
    installExtensions: false,
    extra: {
      options: [
        `-c role=${settings.roles.owner}`,
        '-c search_path=shidian,pg_temp',
        `-c shidian.reader_role=${settings.roles.reader}`,
        `-c shidian.engine_role=${settings.roles.engine}`,
      ].join(' '),
    },
  });
}

async function asLogin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw translated(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username) || 'postgres';
}

/** Brings the database up to this release; returns the names of the migrations that ran. Two at once: the second finds nothing to do. */
export async function migrate(settings: MigratorSettings): Promise<readonly string[]> {
  return asLogin(settings.ownerUrl, async (client) => {
    // Held until the session ends.
    await client.query('SELECT pg_advisory_lock(741202)');
    await ensureRoles(client, settings.roles, loginOf(settings.url));
    refuseNewer(await executed(client));
    const source = ownerDataSource(settings);
    await source.initialize();
    try {
      const ran = await source.runMigrations();
      await grantVersion(source, settings.roles);
      return ran.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  });
}

/** The engine may ask which migrations the database has had. */
async function grantVersion(source: DataSource, roles: RoleNames): Promise<void> {
  await source.query(`GRANT SELECT ON shidian.${migrationTable} TO "${roles.engine.replaceAll('"', '""')}"`);
}

/** Names of the migrations that the database has had, in order; empty where there is no schema yet. */
async function executed(client: pg.Client): Promise<readonly string[]> {
  const there = await client.query<{ there: boolean }>(`SELECT to_regclass('shidian.${migrationTable}') IS NOT NULL AS there`);
  if (there.rows[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM shidian.${migrationTable} ORDER BY id`);
  return rows.map((row) => row.name);
}

function refuseNewer(done: readonly string[]): void {
  const known = new Set<string>(migrations.map((migration) => migration.name));
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaNewer(unknown);
}

/** Migrations of this release that the database has not had. Throws SchemaNewer where the database is ahead of this release. */
export async function migrationsPending(settings: { readonly url: string; readonly roles: RoleNames }): Promise<readonly string[]> {
  return asLogin(settings.url, async (client) => {
    const known = await client.query<{ there: boolean }>('SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS there', [settings.roles.engine]);
    if (known.rows[0]?.there !== true) return migrations.map((migration) => migration.name);
    await client.query(`SET ROLE ${client.escapeIdentifier(settings.roles.engine)}`);
    const usage = await client.query<{ may: boolean | null }>(
      `SELECT CASE WHEN to_regnamespace('shidian') IS NULL THEN false ELSE has_schema_privilege('shidian', 'USAGE') END AS may`,
    );
    const done = usage.rows[0]?.may === true ? await executed(client) : [];
    refuseNewer(done);
    return migrations.map((migration) => migration.name).filter((name) => !done.includes(name));
  });
}

/** Throws MigrationsPending or SchemaNewer unless the database is exactly as this release expects it. */
export async function assertMigrated(settings: { readonly url: string; readonly roles: RoleNames }): Promise<void> {
  const pending = await migrationsPending(settings);
  if (pending.length > 0) throw new MigrationsPending(pending);
}
