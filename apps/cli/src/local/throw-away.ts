import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artefact } from '@shidian/definition';
import type { GuardEvaluator } from '@shidian/engine';
import { VirtualClock, World } from '@shidian/lifecycle';
import {
  connect, type Database, EmbeddedPostgres, PostgresAttachmentStore, PostgresAuditStore, PostgresDefinitionStore, PostgresDirectoryStore, PostgresDraftStore, PostgresOutboxStore, PostgresReader, PostgresStepStore,
} from '@shidian/persistence';
import type { Surroundings } from '../surroundings.js';

type MakeGuards = (artefact: Artefact) => GuardEvaluator;

export interface ThrowAway {
  /** A world on an empty database of its own. */
  world(start: number, makeGuards?: MakeGuards): Promise<{ readonly world: World; readonly close: () => Promise<void> }>;
}

/** Nothing of it outlives the command, so nothing has to survive a power cut. */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' };

/** Runs the work beside a PostgreSQL that is gone afterwards, also when the command is interrupted. */
export async function withThrowAway<T>(around: Surroundings, work: (throwAway: ThrowAway) => Promise<T>): Promise<T> {
  const folder = join(tmpdir(), `shidian-${randomBytes(6).toString('hex')}`);
  const server = await EmbeddedPostgres.start({ folder, persistent: false, settings: hasty });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= server.stop());
  const forget = around.onStop(() => {
    void stop().finally(() => process.exit(130));
  });
  try {
    await migrateTemplate(server);
    let count = 0;
    return await work({
      world: async (start, makeGuards) => {
        count += 1;
        const name = `world_${count}`;
        const database = await open(await server.ensureDatabase(name, template));
        return {
          world: worldOn(database, start, makeGuards),
          close: async () => {
            await database.close();
            await server.dropDatabase(name);
          },
        };
      },
    });
  } finally {
    await stop();
    forget();
  }
}

const template = 'world';

const open = (url: string): Promise<Database> => connect({ url, engineConnections: 4, readerConnections: 4, applicationName: 'shidian world' });

async function migrateTemplate(server: EmbeddedPostgres): Promise<void> {
  const database = await open(await server.ensureDatabase(template));
  await database.migrate();
  await database.close();
}

function worldOn({ pools: { engine, lookup, reader } }: Database, start: number, makeGuards: MakeGuards | undefined): World {
  const stores = {
    steps: new PostgresStepStore(engine),
    definitions: new PostgresDefinitionStore(lookup),
    // It asks the clock who holds a post now; holdings of a world have no beginning and no end.
    directory: new PostgresDirectoryStore(lookup, new VirtualClock(start)),
    drafts: new PostgresDraftStore(engine),
    attachments: new PostgresAttachmentStore(engine),
    outbox: new PostgresOutboxStore(engine),
    reader: new PostgresReader(reader),
    audit: new PostgresAuditStore(engine),
  };
  return new World(stores, start, undefined, makeGuards);
}
