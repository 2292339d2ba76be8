import { Press } from '@shidian/documents';
import { Calendars, Cases, Definitions, Deliveries, Directory, ManyCases, Oversight, Programs, RollDesk, Rolls, StepRunner, type BusinessClock } from '@shidian/lifecycle';
import {
  PostgresAttachmentStore,
  PostgresCalendarStore,
  PostgresChangeStore,
  PostgresDefinitionStore,
  PostgresDeliveryBook,
  PostgresDirectoryStore,
  PostgresDraftStore,
  PostgresOversightStore,
  PostgresReader,
  PostgresSessionStore,
  PostgresStepStore,
  PostgresSubstitutionStore,
  type Pools,
} from '@shidian/persistence';
import { ChangeFeed, type StreamLimits } from './changes/change-feed.js';
import type { Readiness } from './health/readiness.js';
import type { Log } from '@shidian/observability';
import type { ApiSettings } from './settings.js';
import type { ApiParts } from './tokens.js';

export interface Ground {
  readonly settings: ApiSettings;
  readonly log: Log;
  readonly pools: Pools;
  readonly clock: BusinessClock;
  readonly readiness: Readiness;
  /** Makes the documents; one with its process beside it, unless another is given. */
  readonly press?: Press;
  /** How long after a hard close jobs may fire it; within it a late act is refused by the rule alone. */
  readonly graceMs: number;
  /** Of connections that follow the changes, where they are not the usual ones. */
  readonly streams?: Partial<StreamLimits>;
}

/** The parts of the HTTP interface over one database and one clock. */
export function overDatabase({ settings, log, pools, clock, readiness, graceMs, streams, press }: Ground): ApiParts {
  const steps = new PostgresStepStore(pools.engine);
  const definitions = new PostgresDefinitionStore(pools.lookup);
  const accounts = new PostgresDirectoryStore(pools.lookup, clock);
  const attachments = new PostgresAttachmentStore(pools.engine);
  const sessions = new PostgresSessionStore(pools.engine);
  const reader = new PostgresReader(pools.reader);
  const directory = new Directory(accounts);
  const calendars = new Calendars(new PostgresCalendarStore(pools.lookup), clock);
  const runner = new StepRunner(new Definitions(definitions, graceMs), directory, calendars, clock);
  const book = new PostgresDeliveryBook(pools.engine);
  return {
    settings,
    log,
    clock,
    reader,
    cases: new Cases(steps, runner, new PostgresDraftStore(pools.engine), attachments, settings.uploadLimitBytes),
    manyCases: new ManyCases(steps, runner),
    programs: new Programs(steps, runner, definitions),
    oversight: new Oversight({ steps, reader, book, oversight: new PostgresOversightStore(pools.lookup), substitutions: new PostgresSubstitutionStore(pools.lookup) }, runner),
    rolls: new Rolls(steps, runner, reader),
    rollDesk: new RollDesk(runner.definitions, directory, reader),
    press: press ?? new Press(),
    definitions,
    deliveries: new Deliveries(book),
    calendars,
    attachments,
    accounts,
    directory,
    sessions,
    readiness,
    changes: new ChangeFeed({ changes: new PostgresChangeStore(pools.lookup), sessions, accounts, clock, log, ...(streams && { limits: streams }) }),
  };
}
