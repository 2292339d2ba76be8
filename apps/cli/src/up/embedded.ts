import { join } from 'node:path';
import type { Words } from '@shidian/engine';
import type { DatabaseServer } from './database-server.js';

const gone = { zh: '自带的 PostgreSQL 自行停止了（磁盘可能已满），正在重新启动', en: 'The embedded PostgreSQL ended by itself (its disk may be full); it is being started again' };
const back = { zh: '自带的 PostgreSQL 已恢复', en: 'The embedded PostgreSQL is back' };

/**
 * The embedded PostgreSQL with the service's database on it; one that ends by itself is started again, and `tell` hears of
 * it. Throws the sentences of libs/persistence.
 */
export async function startEmbedded(folder: string, tell: (words: Words) => void): Promise<DatabaseServer> {
  const { EmbeddedPostgres } = await import('@shidian/persistence');
  const wanted = join(folder, 'postgres');
  // Two processes with their pools, the queues, and room for the command line beside them.
  const server = await EmbeddedPostgres.start({
    folder: wanted,
    persistent: true,
    settings: { max_connections: '200' },
    onGone: (what) => {
      tell(what === 'gone' ? gone : back);
    },
  });
  try {
    const ownerUrl = await server.ensureDatabase('shidian');
    const url = await server.ensureLogin('shidian_app', 'shidian');
    const elsewhere = server.folder !== wanted;
    return {
      url,
      ownerUrl,
      place: server.folder,
      embedded: true,
      notes: elsewhere
        ? [{ zh: `数据库用户进不了 ${folder}，数据放在 ${server.folder}`, en: `The database's user cannot enter ${folder}: the data lie in ${server.folder}` }]
        : [],
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
