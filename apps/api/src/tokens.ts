import { Inject } from '@nestjs/common';
import type { Press } from '@shidian/documents';
import type {
  AttachmentStore,
  BusinessClock,
  CalendarSource,
  CaseUseCases,
  DefinitionStore,
  Deliveries,
  Directory,
  DirectoryStore,
  ManyCases,
  Oversight,
  ProgramUseCases,
  Reader,
  RollDesk,
  RollUseCases,
  SessionStore,
} from '@shidian/lifecycle';
import type { ChangeFeed } from './changes/change-feed.js';
import type { ApiSettings } from './settings.js';
import type { Log } from '@shidian/observability';
import type { Readiness } from './health/readiness.js';

/**
 * Everything that the controllers call, put together outside of Nest: by the composition root for the service, by a
 * test for a scratch database and a clock of its own.
 */
export interface ApiParts {
  readonly settings: ApiSettings;
  readonly log: Log;
  readonly clock: BusinessClock;
  readonly reader: Reader;
  readonly cases: CaseUseCases;
  readonly manyCases: ManyCases;
  readonly programs: ProgramUseCases;
  readonly rolls: RollUseCases;
  readonly oversight: Oversight;
  readonly rollDesk: RollDesk;
  readonly press: Press;
  readonly definitions: DefinitionStore;
  readonly deliveries: Deliveries;
  readonly calendars: CalendarSource;
  readonly attachments: AttachmentStore;
  readonly accounts: DirectoryStore;
  readonly directory: Directory;
  readonly sessions: SessionStore;
  readonly readiness: Readiness;
  readonly changes: ChangeFeed;
}

type Part = keyof ApiParts;

/** Injection token of a part. */
export const part = (name: Part): string => `shidian.${name}`;

/** Injects a part by its name. */
export const Part = (name: Part): ParameterDecorator & PropertyDecorator => Inject(part(name));
