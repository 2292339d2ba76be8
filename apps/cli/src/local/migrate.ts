import { configOf, samplesWanted } from '../environment.js';
import { result } from '../print/result.js';
import { say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { refuseSampleAccounts } from '../up/prepare.js';
import { migrateDatabase, openSystem } from './system.js';
import { databaseUrls } from './where.js';

/** Throws {@link CommandFailed} where a production database has sample accounts that nobody asked for. */
export async function migrate(around: Surroundings): Promise<void> {
  const urls = databaseUrls(around);
  const ran = await migrateDatabase(urls, configOf(around.environment).redisUrl === undefined);
  if (around.environment['NODE_ENV'] === 'production' && samplesWanted(around.environment) !== true) {
    const system = await openSystem(urls);
    try {
      await refuseSampleAccounts(system, around.root);
    } finally {
      await system.close();
    }
  }
  result(around.terminal, { migrations: ran }, () =>
    ran.length === 0
      ? [say(around.terminal, { zh: '数据库已是最新。', en: 'The database is up to date.' })]
      : [...ran.map((name) => `  ${name}`), say(around.terminal, { zh: `执行了 ${ran.length} 步迁移。`, en: `${ran.length} migrations ran.` })],
  );
}
