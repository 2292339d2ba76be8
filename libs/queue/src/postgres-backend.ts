import {
  assertSchemaCompatibility,
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  type PgQueryable,
  PostgresConnection,
  runMigrations,
  SchemaMigrationRequiredError,
  setDefaultBackendFactory,
} from 'bullmq';
import { answerWithinMs, type QueueBackend, within } from './backend.js';
import { QueueSchemaMissing, QueueUnreachable } from './errors.js';
import { queueNames } from './jobs.js';

/** The queue's own schema. */
const schema = 'bullmq';

/**
 * Connections of the one pool. Every worker keeps one to listen on for good, every queue and worker may hold one for a
 * statement, and two are spare. With fewer the pool can stop for good: all of it listens and nobody can ask.
 */
export const queuePoolSize = 3 * queueNames.length + 2;

export interface PostgresQueueSettings {
  /** Login of the application. */
  readonly url: string;
  /** Login that may create tables; the application's own where it is left out. */
  readonly ownerUrl?: string;
}

/** The server without login and password, for people. */
function whereOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `postgres://${hostname}${port && `:${port}`}${pathname}`;
}

/** BullMQ makes the pool, so that its `search_path` is what its statements expect; the driver stays out of this library. */
const open = (url: string, max: number): PostgresConnection =>
  new PostgresConnection({ connectionString: url, schema, max, keepAlive: true, application_name: 'shidian queue' });

async function schemaVersion(client: PgQueryable): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, schema);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}

const isRefusedByRights = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '42501';

/** SQL that lets the application's login use what another login owns; BullMQ makes a sequence for each queue when it first meets it. */
const grants = (login: string): string => {
  const role = `"${login.replaceAll('"', '""')}"`;
  return `
    GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};`;
};

/**
 * Brings the queue's tables up to this release, in one transaction under an advisory lock: processes that start
 * together wait for each other. Needs no rights where they are current.
 *
 * @throws QueueSchemaMissing where this login may not create them
 */
export async function migrateQueue(settings: PostgresQueueSettings): Promise<void> {
  const asOwner = settings.ownerUrl !== undefined && settings.ownerUrl !== settings.url;
  const connection = open(settings.ownerUrl ?? settings.url, 1);
  try {
    const client = await connection.pool.connect();
    try {
      if ((await schemaVersion(client)) < LATEST_SCHEMA_VERSION) await runMigrations(client, schema);
      if (asOwner) await client.query(grants(decodeURIComponent(new URL(settings.url).username)));
    } catch (error) {
      throw isRefusedByRights(error) ? new QueueSchemaMissing({ cause: error }) : error;
    } finally {
      client.release();
    }
  } finally {
    await connection.close();
  }
}

/** @throws QueueSchemaMissing, QueueUnreachable */
export async function postgresBackend(settings: PostgresQueueSettings): Promise<QueueBackend> {
  const where = whereOf(settings.url);
  const unreachable = (cause?: unknown): QueueUnreachable => new QueueUnreachable('postgres', where, { cause });
  await migrateQueue(settings).catch((error: unknown) => {
    throw isSocketFailure(error) ? unreachable(error) : error;
  });

  const connection = open(settings.url, queuePoolSize);
  setDefaultBackendFactory(createPostgresBackend);
  return {
    kind: 'postgres',
    where,
    options: { connection: connection.pool },
    live: () => true,
    probe: () =>
      within(answerWithinMs, connection.pool.query('SELECT 1'), unreachable).then(
        () => undefined,
        (error: unknown) => {
          throw error instanceof QueueUnreachable ? error : unreachable(error);
        },
      ),
    close: () => connection.close(),
  };
}

/** ECONNREFUSED, ENOTFOUND and the like: the server was not reached at all. */
const isSocketFailure = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
