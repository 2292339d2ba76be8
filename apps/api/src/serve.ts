import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shidian/config';
import { type Log, reportHealth } from '@shidian/observability';
import { connect, DatabaseClock, PostgresStepStore } from '@shidian/persistence';
import { configureBackend, type QueueBackend } from '@shidian/queue';
import { createApi, type Api } from './create-api.js';
import { clockCheck, databaseCheck, migrationsCheck, queueCheck, timersCheck } from './health/checks.js';
import type { Readiness } from './health/readiness.js';
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

/** Another process listens there already. */
class PortTaken extends Error {
  readonly code = 'port.taken';
  readonly words: { readonly zh: string; readonly en: string };
  constructor(
    readonly port: number,
    cause: unknown,
  ) {
    super(`port ${port} is taken`, { cause });
    this.name = 'PortTaken';
    this.words = { zh: `端口 ${port} 已被占用：用 PORT 换一个，或停掉占用它的程序。`, en: `Port ${port} is taken: set PORT to another, or stop what uses it.` };
  }
}

async function listen(api: Api, { port, host }: Config): Promise<void> {
  try {
    await api.app.listen(port, host);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new PortTaken(port, error) : error;
  }
}

/**
 * Puts the service together and listens. `root` is the folder of package.json.
 *
 * @throws PortTaken, and what the database says; nothing is left open then
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
    const webFolder = fileURLToPath(new URL('dist/apps/web', root));
    const settings = { ...config, version: versionOf(root), signInsPerMinute, ...(existsSync(join(webFolder, 'index.html')) && { webFolder }) };
    const api = await createApi(overDatabase({ settings, log, pools: database.pools, clock, readiness, graceMs: config.graceMs }));
    closing.unshift(() => api.close(0));
    await listen(api, config);
    log.info({ host: config.host, port: config.port, address: config.publicUrl }, 'Listening');
    return {
      stop: async (withinMs) => {
        await api.close(withinMs);
        closing.shift();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
