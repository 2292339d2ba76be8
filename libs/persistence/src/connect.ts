import pg from 'pg';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { TooFewConnections, translated } from './errors.js';
import { assertMigrated, migrate, migrationsPending, ownerDataSource } from './migrator.js';
import { rolePool } from './pools.js';
import { defaultRoles, type RoleNames } from './roles.js';

export interface DatabaseConfig {
  /** Login of the application. */
  readonly url: string;
  /** Login that migrates; the application's own where it is left out. */
  readonly ownerUrl?: string;
  readonly roles?: RoleNames;
  /** Connections for steps, default 8. */
  readonly engineConnections?: number;
  /** Connections for queries of people, default 8. */
  readonly readerConnections?: number;
  /** Connections that other parts of this process (the queue) will take from the same server. */
  readonly otherConnections?: number;
  /** Default 30 s. */
  readonly statementTimeoutMs?: number;
  /** A transaction that does nothing for so long is ended by the server. Default 30 s. */
  readonly idleInTransactionMs?: number;
  /** Waiting for a connection, the pool's queue included. Default 10 s. */
  readonly connectTimeoutMs?: number;
  readonly applicationName?: string;
}

export interface Pools {
  /** Role `engine`: steps and everything that is not a person's query. */
  readonly engine: Pool;
  /**
   * Role `engine`, two connections: what a step may have to look up while it holds one of the others (definitions, the
   * directory). From the same pool, as many steps as it has connections would wait for each other for ever.
   */
  readonly lookup: Pool;
  /** Role `reader`: sees nothing unless the transaction sets `app.scope`. */
  readonly reader: Pool;
}

export interface Database {
  readonly pools: Pools;
  /** TypeORM as the owner of the schema, for migrations; not connected until asked. */
  readonly dataSource: DataSource;
  migrate(): Promise<readonly string[]>;
  migrationsPending(): Promise<readonly string[]>;
  /** Throws unless the database is exactly as this release expects it. */
  assertMigrated(): Promise<void>;
  close(): Promise<void>;
}

const LOOKUP_CONNECTIONS = 2;

async function availableConnections(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ available: number }>(
      `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS available`,
    );
    return rows[0]?.available ?? 0;
  } catch (error) {
    throw translated(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Checks that the server answers and offers connections enough, and makes the pools (which connect on first use, so that
 * `migrate()` may come after). Throws DatabaseUnavailable or TooFewConnections.
 */
export async function connect(config: DatabaseConfig): Promise<Database> {
  const roles = config.roles ?? defaultRoles;
  const engineSize = config.engineConnections ?? 8;
  const readerSize = config.readerConnections ?? 8;
  // Two more: the clock and a migration.
  const needed = engineSize + LOOKUP_CONNECTIONS + readerSize + (config.otherConnections ?? 0) + 2;
  const available = await availableConnections(config.url);
  if (needed > available) throw new TooFewConnections(needed, available);

  const common = {
    url: config.url,
    statementTimeoutMs: config.statementTimeoutMs ?? 30_000,
    idleInTransactionMs: config.idleInTransactionMs ?? 30_000,
    connectTimeoutMs: config.connectTimeoutMs ?? 10_000,
  };
  const name = config.applicationName ?? 'shidian';
  const engine = rolePool({ ...common, role: roles.engine, size: engineSize, applicationName: `${name} engine`, plans: 'once' });
  const lookup = rolePool({ ...common, role: roles.engine, size: LOOKUP_CONNECTIONS, applicationName: `${name} lookup`, plans: 'once' });
  const reader = rolePool({ ...common, role: roles.reader, size: readerSize, applicationName: `${name} reader`, plans: 'always' });
  const migrator = { url: config.url, ownerUrl: config.ownerUrl ?? config.url, roles };
  const dataSource = ownerDataSource(migrator);

  return {
    pools: { engine, lookup, reader },
    dataSource,
    migrate: () => migrate(migrator),
    migrationsPending: () => migrationsPending(migrator),
    assertMigrated: () => assertMigrated(migrator),
    close: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await Promise.all([engine.end(), lookup.end(), reader.end()]);
    },
  };
}
