import type { Database, DatabaseConfig } from '@shidian/persistence';
import { inject } from 'vitest';
import { databaseUrl, freshName, onServer } from './server.js';

export interface ScratchDatabase {
  readonly url: string;
  readonly database: Database;
  /** Runs SQL as the login of the server, past every role and policy: to look at what was written, and to break it. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  /** Closes the pools and removes the database. */
  drop(): Promise<void>;
}

/** A migrated database of the spec file's own (`empty`: without any migration), in about a tenth of a second. */
export async function scratchDatabase(options: { readonly empty?: boolean; readonly config?: Partial<DatabaseConfig> } = {}): Promise<ScratchDatabase> {
  const server = inject('databaseServer');
  const name = freshName('scratch');
  const template = options.empty === true ? 'template1' : inject('databaseTemplate');
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = databaseUrl(server, name);
  // Only here: tests of pure code share this library and need no driver.
  const { connect } = await import('@shidian/persistence');
  const database = await connect({ ...options.config, url });
  return {
    url,
    database,
    sql: (text, values) => onServer(url, async (client) => (await client.query(text, values)).rows as never),
    drop: async () => {
      await database.close();
      await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
