import { randomBytes } from 'node:crypto';
import { freePort, recordingLog, type ScratchDatabase, scratchDatabase } from '@shidian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureBackend, openQueues } from './configure.js';
import { QueueSchemaMissing, QueueUnreachable } from './errors.js';
import { migrateQueue } from './postgres-backend.js';
import { QueueWakeUps } from './wake-ups.js';

const log = recordingLog();

describe('jobs on PostgreSQL', () => {
  let scratch: ScratchDatabase;
  // Roles belong to the server: a name of this run's own.
  const login = `queue_app_${randomBytes(4).toString('hex')}`;
  const asApplication = (): string => {
    const url = new URL(scratch.url);
    url.username = login;
    url.password = 'secret';
    return url.href;
  };

  beforeAll(async () => {
    scratch = await scratchDatabase({ empty: true });
    await scratch.sql(`CREATE ROLE ${login} LOGIN PASSWORD 'secret'`);
  });
  afterAll(async () => {
    await scratch.sql(`DROP OWNED BY ${login}`);
    await scratch.sql(`DROP ROLE ${login}`);
    await scratch.drop();
  });

  it('are refused, with what to do, where the tables are missing and the login may not create them', async () => {
    const refusal = configureBackend({ kind: 'postgres', url: asApplication() }, log);
    await expect(refusal).rejects.toThrow(QueueSchemaMissing);
    await expect(refusal).rejects.toThrow(/shidian migrate/);
  });

  it('get their tables once, though several processes start at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrateQueue({ url: asApplication(), ownerUrl: scratch.url })));
    const versions = await scratch.sql<{ version: number }>('SELECT version FROM bullmq.migration');
    expect(new Set(versions.map(({ version }) => version)).size).toBe(versions.length);
  });

  it('are carried by a login that owns nothing, once the owner has made the tables', async () => {
    const backend = await configureBackend({ kind: 'postgres', url: asApplication() }, log);
    const queues = openQueues(backend);
    try {
      await new QueueWakeUps(queues, backend, { now: () => Date.now() }).deliver();
      expect(await queues.deliver.getWaitingCount()).toBe(1);
      await backend.probe();
      expect(backend.where).not.toContain('secret');
    } finally {
      await queues.close();
      await backend.close();
    }
  });

  it('are refused at the start where nobody answers', async () => {
    const url = `postgres://somebody:secret@127.0.0.1:${await freePort()}/nowhere`;
    const refusal = configureBackend({ kind: 'postgres', url }, log);
    await expect(refusal).rejects.toThrow(QueueUnreachable);
    await expect(refusal).rejects.not.toThrow(/secret/);
  });
});
