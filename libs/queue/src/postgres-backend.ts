import {
  assertSchemaCompatibility,
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  type PgPool,
  type PgQueryable,
  type QueueOptions,
  runMigrations,
  SchemaMigrationRequiredError,
  setDefaultBackendFactory,
} from 'bullmq';
import { answerWithinMs, type QueueBackend, within } from './backend.js';
import { QueuePoolTooSmall, QueueSchemaMissing, QueueUnreachable } from './errors.js';
import { queueNames } from './jobs.js';

/** The queue's own schema; the pool's `search_path` must be set to it. */
export const queueSchema = 'bullmq';

/**
 * Connections that the pool needs: every worker keeps one to listen on for good, every queue and worker may hold one
 * for a statement, and two are spare. With fewer the pool can stop for good: all of it listens and nobody can ask.
 */
export const queuePoolSize = 3 * queueNames.length + 2;

/** A `pg.Pool`, as far as the queue uses it. Made and handed over by the caller; `close()` of the backend ends it. */
export type QueuePool = PgPool & { readonly options: { readonly max?: number | undefined } };

async function schemaVersion(client: PgQueryable): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, queueSchema);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}

const isRefusedByRights = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '42501';

/**
 * Brings the queue's tables up to this release, in one transaction under an advisory lock: any number of processes may
 * do so at once. Does nothing, and needs no rights, where they are current.
 *
 * @throws QueueSchemaMissing where this login may not create them
 */
export async function migrateQueue(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    if ((await schemaVersion(client)) >= LATEST_SCHEMA_VERSION) return;
    await runMigrations(client, queueSchema);
  } catch (error) {
    throw isRefusedByRights(error) ? new QueueSchemaMissing({ cause: error }) : error;
  } finally {
    client.release();
  }
}

/** @throws QueuePoolTooSmall, QueueSchemaMissing, QueueUnreachable */
export async function postgresBackend(pool: QueuePool, where: string): Promise<QueueBackend> {
  const max = pool.options.max ?? 10;
  if (max < queuePoolSize) throw new QueuePoolTooSmall(max, queuePoolSize);
  // An idle connection that drops is replaced by the pool; without a listener the error would end the process.
  pool.on('error', () => undefined);
  await migrateQueue(pool);

  setDefaultBackendFactory(createPostgresBackend);
  return {
    kind: 'postgres',
    where,
    // The option's type knows Redis only; the factory set above is what reads it.
    options: { connection: pool as unknown as QueueOptions['connection'] },
    live: () => true,
    probe: async () => {
      const unreachable = (cause?: unknown): QueueUnreachable => new QueueUnreachable('postgres', where, { cause });
      await within(answerWithinMs, pool.query('SELECT 1'), unreachable).catch((error: unknown) => {
        throw error instanceof QueueUnreachable ? error : unreachable(error);
      });
    },
    close: () => pool.end(),
  };
}
