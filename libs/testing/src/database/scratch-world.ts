import type { Artefact } from '@shidian/definition';
import type { GuardEvaluator, Instant } from '@shidian/engine';
import { VirtualClock, World } from '@shidian/lifecycle';
import { scratchDatabase, type ScratchDatabase } from './scratch-database.js';

export interface ScratchWorld {
  readonly world: World;
  readonly scratch: ScratchDatabase;
  readonly close: () => Promise<void>;
}

/** A whole installation on a virtual clock, on a database of its own. */
export async function scratchWorld(start: Instant, makeGuards?: (artefact: Artefact) => GuardEvaluator): Promise<ScratchWorld> {
  const scratch = await scratchDatabase({ config: { engineConnections: 4, readerConnections: 4 } });
  const persistence = await import('@shidian/persistence');
  const { engine, lookup, reader } = scratch.database.pools;
  const stores = {
    steps: new persistence.PostgresStepStore(engine),
    definitions: new persistence.PostgresDefinitionStore(lookup),
    directory: new persistence.PostgresDirectoryStore(lookup, new VirtualClock(start)),
    drafts: new persistence.PostgresDraftStore(engine),
    attachments: new persistence.PostgresAttachmentStore(engine),
    outbox: new persistence.PostgresOutboxStore(engine),
    reader: new persistence.PostgresReader(reader),
    audit: new persistence.PostgresAuditStore(engine),
    calendar: new persistence.PostgresCalendarStore(lookup),
  };
  return { world: new World(stores, start, undefined, makeGuards), scratch, close: () => scratch.drop() };
}
