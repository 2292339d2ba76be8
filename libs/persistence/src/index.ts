/**
 * PostgreSQL behind the ports of the use cases: migrations, row-level security, steps in few round trips, lists by
 * jurisdiction, the database's clock. The only importer of `typeorm` and `pg`.
 *
 * Invariants
 * - Three roles, none superuser, none bypassing row-level security: owner (migrations), engine (steps), reader (people's
 *   queries; sees nothing unless `app.scope` is set in the transaction).
 * - One order of locks: program → quotas → slot of a roll → cases by id → what hangs on them.
 * - Lock first, read after, in two statements: what is read under a lock is never older than the lock.
 * - Instants are milliseconds at the door and `timestamptz` inside; the conversion is exact.
 * - Business time is always a parameter, never `now()`.
 */
export { connect, type Database, type DatabaseConfig, type Pools } from './connect.js';
export { DatabaseExhausted, DatabaseUnavailable, InvalidCursor, MigrationsPending, SchemaNewer, TooFewConnections, TooMuchContention } from './errors.js';
export { defaultRoles, type RoleNames } from './roles.js';
export { type ServerStanding, serverStanding } from './server-standing.js';
export { PostgresStepStore } from './step/step-store.js';
export { PostgresDefinitionStore } from './stores/definition-store.js';
export { PostgresDirectoryStore } from './stores/directory-store.js';
export { EmbeddedPostgres, type EmbeddedSettings } from './embedded/embedded-postgres.js';
export {
  EmbeddedDiskFull, EmbeddedFailed, EmbeddedFolderDenied, EmbeddedFolderInUse, EmbeddedOtherVersion, EmbeddedPortBusy, EmbeddedUnsupported,
} from './embedded/errors.js';
export { PostgresAgendaStore, PostgresUpkeepStore } from './stores/agenda-store.js';
export { PostgresAttachmentStore } from './stores/attachment-store.js';
export { PostgresAuditStore } from './stores/audit-store.js';
export { PostgresCalendarStore } from './stores/calendar-store.js';
export { PostgresChangeStore } from './stores/change-store.js';
export { PostgresDeliveryBook } from './stores/delivery-book.js';
export { PostgresDeliveryStore } from './stores/delivery-store.js';
export { PostgresDraftStore } from './stores/draft-store.js';
export { PostgresOversightStore } from './stores/oversight-store.js';
export { PostgresSubstitutionStore } from './stores/substitution-store.js';
export { PostgresOutboxStore } from './stores/outbox-store.js';
export { PostgresSessionStore } from './stores/session-store.js';
export { PostgresReader } from './reader/postgres-reader.js';
export { type ClockHealth, DatabaseClock } from './clock/database-clock.js';
