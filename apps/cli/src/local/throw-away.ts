import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, World } from '@shidian/lifecycle';
import {
  connect, EmbeddedPostgres, PostgresAttachmentStore, PostgresAuditStore, PostgresDefinitionStore, PostgresDirectoryStore, PostgresDraftStore, PostgresOutboxStore, PostgresReader, PostgresStepStore,
} from '@shidian/persistence';
import type { Surroundings } from '../surroundings.js';

export interface ThrowAway {
  /** A world on a migrated, empty database of its own. */
  world(start: number): Promise<World>;
}

/** Nothing of it outlives the command, so nothing has to survive a power cut. */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' };

/** Runs the work beside a PostgreSQL that is gone afterwards, also when the command is interrupted. */
export async function withThrowAway<T>(around: Surroundings, work: (throwAway: ThrowAway) => Promise<T>): Promise<T> {
  const folder = join(tmpdir(), `shidian-${randomBytes(6).toString('hex')}`);
  const server = await EmbeddedPostgres.start({ folder, persistent: false, settings: hasty });
  const closing: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopped ??= (async () => {
      await Promise.all(closing.map((close) => close()));
      await server.stop();
    })());
  const forget = around.onStop(() => {
    void stop().finally(() => process.exit(130));
  });
  let count = 0;
  try {
    return await work({
      world: async (start) => {
        count += 1;
        const url = await server.ensureDatabase(`world_${count}`);
        const database = await connect({ url, engineConnections: 4, readerConnections: 4, applicationName: 'shidian world' });
        closing.push(() => database.close());
        await database.migrate();
        const { engine, reader } = database.pools;
        // The directory asks the clock who holds a post now; holdings of a world have no beginning and no end.
        const directory = new PostgresDirectoryStore(engine, new VirtualClock(start));
        const stores = {
          steps: new PostgresStepStore(engine),
          definitions: new PostgresDefinitionStore(engine),
          directory,
          drafts: new PostgresDraftStore(engine),
          attachments: new PostgresAttachmentStore(engine),
          outbox: new PostgresOutboxStore(engine),
          reader: new PostgresReader(reader),
          audit: new PostgresAuditStore(engine),
        };
        return new World(stores, start);
      },
    });
  } finally {
    await stop();
    forget();
  }
}
