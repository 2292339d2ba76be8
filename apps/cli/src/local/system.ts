import { Audit, Calendars, CalendarDesk, CalendarUpdate, Definitions, Directory, Drains, Programs, StepRunner, type BusinessClock, type DefinitionStore, type DirectoryStore, type Reader } from '@shidian/lifecycle';
import { connect, DatabaseClock, PostgresAuditStore, PostgresCalendarStore, PostgresDefinitionStore, PostgresDirectoryStore, PostgresReader, PostgresStepStore, type Database } from '@shidian/persistence';
import { migrateQueue } from '@shidian/queue';

export interface DatabaseUrls {
  readonly url: string;
  readonly ownerUrl: string;
}

/** The use cases over one database, for commands that administer it. */
export interface System {
  readonly database: Database;
  readonly clock: BusinessClock;
  readonly definitions: DefinitionStore;
  readonly directory: DirectoryStore;
  readonly reader: Reader;
  readonly programs: Programs;
  readonly audit: Audit;
  readonly calendar: CalendarDesk;
  readonly calendarUpdate: CalendarUpdate;
  close(): Promise<void>;
}

/**
 * Brings the database up to this release, before anything else can be opened on it; the queue's tables as well where the
 * queues live there. Returns the migrations that ran.
 */
export async function migrateDatabase(urls: DatabaseUrls, queuesThere: boolean): Promise<readonly string[]> {
  const database = await connect({ url: urls.url, ownerUrl: urls.ownerUrl, engineConnections: 1, readerConnections: 1, applicationName: 'shidian migrate' });
  try {
    const ran = await database.migrate();
    if (queuesThere) await migrateQueue({ url: urls.url, ownerUrl: urls.ownerUrl });
    return ran;
  } finally {
    await database.close();
  }
}

const usualGraceMs = 60_000;

/**
 * Over a database that is migrated.
 *
 * @param graceMs the service's own SHIDIAN_GRACE, where timers are looked at: a hard close stands that much behind its instant
 */
export async function openSystem(urls: DatabaseUrls, graceMs = usualGraceMs): Promise<System> {
  const database = await connect({ url: urls.url, ownerUrl: urls.ownerUrl, engineConnections: 4, readerConnections: 2, applicationName: 'shidian cli' });
  const clock = await DatabaseClock.start(database.pools.engine);
  const steps = new PostgresStepStore(database.pools.engine);
  const definitions = new PostgresDefinitionStore(database.pools.lookup);
  const directory = new PostgresDirectoryStore(database.pools.lookup, clock);
  const calendarStore = new PostgresCalendarStore(database.pools.lookup);
  const calendars = new Calendars(calendarStore, clock);
  const runner = new StepRunner(new Definitions(definitions, graceMs), new Directory(directory), calendars, clock);
  const drains = new Drains(steps, runner, () => undefined);
  return {
    database,
    clock,
    definitions,
    directory,
    reader: new PostgresReader(database.pools.reader),
    programs: new Programs(steps, runner, definitions),
    calendar: new CalendarDesk(calendarStore, calendars, clock),
    calendarUpdate: new CalendarUpdate({ store: steps, calendarStore, calendars, runner, drains }),
    audit: new Audit(new PostgresAuditStore(database.pools.engine), steps, runner),
    close: async () => {
      clock.stop();
      await database.close();
    },
  };
}
