import type { ZodType } from 'zod';
import type { settings } from './settings.js';

/** What a setting is once it has been read. */
export type Value<K extends keyof typeof settings> = (typeof settings)[K]['schema'] extends ZodType<infer T, string> ? T : never;

/** Checked settings of a process. Printed or logged as a whole it shows no secret. */
export interface Config {
  readonly databaseUrl?: Value<'databaseUrl'>;
  /** For migrations; falls back to `databaseUrl`. */
  readonly databaseOwnerUrl?: Value<'databaseOwnerUrl'>;
  /** Connections of this process. */
  readonly databasePool: Value<'databasePool'>;
  readonly redisUrl?: Value<'redisUrl'>;
  readonly host: Value<'host'>;
  readonly port: Value<'port'>;
  /** Origin, without a slash at the end. */
  readonly publicUrl: Value<'publicUrl'>;
  readonly trustProxy: Value<'trustProxy'>;
  /** As given: relative to the folder in which the process was started. */
  readonly dataDir: Value<'dataDir'>;
  readonly smtpUrl?: Value<'smtpUrl'>;
  readonly mailFrom: Value<'mailFrom'>;
  /** As given: relative to the folder in which the process was started. */
  readonly channels?: Value<'channels'>;
  /** Minutes after midnight. */
  readonly digestMinutes: Value<'digestMinutes'>;
  readonly logLevel: Value<'logLevel'>;
  readonly graceMs: Value<'graceMs'>;
  readonly sessionSecret?: Value<'sessionSecret'>;
  readonly sessionLifeMs: Value<'sessionLifeMs'>;
  readonly sessionIdleMs: Value<'sessionIdleMs'>;
  readonly cookieSecure: Value<'cookieSecure'>;
  readonly uploadLimitBytes: Value<'uploadLimitBytes'>;
}
