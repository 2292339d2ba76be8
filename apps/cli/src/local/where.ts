import { resolve } from 'node:path';
import { configOf } from '../environment.js';
import { CommandFailed } from '../failure.js';
import type { Surroundings } from '../surroundings.js';
import { readRun } from '../up/run-file.js';
import { heldAddress } from '../up/lock.js';
import { openSystem, type DatabaseUrls, type System } from './system.js';

/** DATABASE_URL, else the embedded database of the service that runs here. Throws {@link CommandFailed} when there is neither. */
export function databaseUrls(around: Surroundings): DatabaseUrls {
  const config = configOf(around.environment);
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl };
  const folder = resolve(around.folder, config.dataDir);
  const run = heldAddress(folder) === undefined ? undefined : readRun(folder);
  if (run) return { url: run.url, ownerUrl: run.ownerUrl };
  throw new CommandFailed('database.unknown', {
    what: { zh: '不知道用哪个数据库', en: 'There is no database to work on' },
    where: folder,
    mend: { zh: '先用 npm start 启动服务，或设置 DATABASE_URL', en: 'Start the service with npm start, or set DATABASE_URL' },
  });
}

export async function withSystem<T>(around: Surroundings, work: (system: System) => Promise<T>): Promise<T> {
  const system = await openSystem(databaseUrls(around), configOf(around.environment).graceMs);
  try {
    await system.database.assertMigrated();
    return await work(system);
  } finally {
    await system.close();
  }
}
