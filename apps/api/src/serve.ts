import { readFileSync } from 'node:fs';
import type { Config } from '@shidian/config';
import { reportHealth } from '@shidian/observability';
import { connect, DatabaseClock, PostgresStepStore } from '@shidian/persistence';
import { configureBackend, type QueueBackend } from '@shidian/queue';
import { createApi } from './create-api.js';
import { clockCheck, databaseCheck, migrationsCheck, queueCheck, timersCheck } from './health/checks.js';
import type { Readiness } from './health/readiness.js';
import type { Log } from './log.js';
import { overDatabase } from './over-database.js';

const healthWithinMs = 3_000;
const signInsPerMinute = 30;

export interface Running {
  /** Answers what is in flight, takes nothing new, closes the pools. */
  stop(withinMs: number): Promise<void>;
}

const versionOf = (folder: URL): string => (JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }).version;

/** Reaches the queue's server when first asked, and again until it was reached: the interface itself needs no queue. */
function queueProbe(config: Config & { readonly databaseUrl: string }, log: Log): { probe(): Promise<void>; close(): Promise<void> } {
  let backend: Promise<QueueBackend> | undefined;
  const reached = async (): Promise<QueueBackend> => {
    const { redisUrl, databaseUrl } = config;
    backend ??= configureBackend(redisUrl === undefined ? { kind: 'postgres', url: databaseUrl } : { kind: 'redis', url: redisUrl }, log);
    try {
      return await backend;
    } catch (error) {
      backend = undefined;
      throw error;
    }
  };
  return {
    probe: async () => {
      await (await reached()).probe();
    },
    close: async () => {
      await (await backend?.catch(() => undefined))?.close();
    },
  };
}

/**
 * Puts the service together and listens. `root` is the folder of package.json.
 *
 * @throws what the database, the queue or the port say; nothing is left open then
 */
export async function serve(config: Config & { readonly databaseUrl: string }, root: URL, log: Log): Promise<Running> {
  const database = await connect({
    url: config.databaseUrl,
    ...(config.databaseOwnerUrl !== undefined && { ownerUrl: config.databaseOwnerUrl }),
    engineConnections: Math.ceil(config.databasePool / 2),
    readerConnections: Math.floor(config.databasePool / 2),
    applicationName: 'shidian api',
  });
  const queue = queueProbe(config, log);
  const closing: (() => Promise<void>)[] = [() => queue.close(), () => database.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closing) await close();
  };
  try {
    await database.assertMigrated();
    const clock = await DatabaseClock.start(database.pools.engine);
    closing.unshift(() => {
      clock.stop();
      return Promise.resolve();
    });
    const steps = new PostgresStepStore(database.pools.engine);
    const checks = [databaseCheck(database), migrationsCheck(database), queueCheck(() => queue.probe()), clockCheck(clock), timersCheck(steps, clock, config.graceMs)];
    const readiness: Readiness = { report: () => reportHealth(checks, healthWithinMs) };
    const settings = { ...config, version: versionOf(root), signInsPerMinute };
    const api = await createApi(overDatabase({ settings, log, pools: database.pools, clock, readiness, graceMs: config.graceMs }));
    await api.app.listen(config.port, config.host);
    log.info({ host: config.host, port: config.port, address: config.publicUrl }, 'Listening');
    return {
      stop: async (withinMs) => {
        await api.close(withinMs);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
