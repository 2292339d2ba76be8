import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@shidian/persistence';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './database/template.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Login that may create databases on the server of this run. */
    readonly databaseServer: string;
    /** A database that has had every migration and holds no rows. */
    readonly databaseTemplate: string;
  }
}

/**
 * Runs once before the integration tests: one PostgreSQL for the whole run (TEST_DATABASE_URL, or an embedded one) and one
 * migrated database, of which every spec file gets a copy. What it returns runs once after them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const embedded = given === undefined ? await ownServer() : undefined;
  const server = embedded?.url() ?? given ?? '';
  const template = await makeTemplate(server);
  project.provide('databaseServer', server);
  project.provide('databaseTemplate', template.name);
  return async () => {
    await template.drop();
    await embedded?.stop();
  };
}

async function ownServer(): Promise<EmbeddedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'shidian-test-'));
  // As root the server runs as another user, who has to get in.
  await chmod(folder, 0o755);
  return EmbeddedPostgres.start({
    folder,
    persistent: false,
    // A test run does not outlive the machine; what it commits still outlives a killed server.
    settings: { max_connections: '200', fsync: 'off', full_page_writes: 'off', shared_buffers: '256MB' },
  });
}
