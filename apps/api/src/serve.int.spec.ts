import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { loadConfig, type Config } from '@shidian/config';
import { freePort, recordingLog, scratchDatabase, smallWorld, type ScratchDatabase } from '@shidian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from './serve.js';

const root = new URL('../../../', import.meta.url);
let scratch: ScratchDatabase;

beforeEach(async () => {
  scratch = await scratchDatabase();
});

afterEach(async () => {
  await scratch.drop();
});

const configFor = (port: number, url = scratch.url): Config & { readonly databaseUrl: string } =>
  loadConfig({ DATABASE_URL: url, DATABASE_OWNER_URL: url, PORT: String(port) }) as Config & { readonly databaseUrl: string };

describe('the service', () => {
  it('listens, tells the truth about its parts, and lets go of everything when it stops', async () => {
    const port = await freePort();
    const running = await serve(configFor(port), root, recordingLog());
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    const report = (await ready.json()) as { checks: { name: string; ok: boolean }[] };
    expect(report.checks.map(({ name, ok }) => `${name} ${ok}`)).toEqual(['database true', 'migrations true', 'queue true', 'clock true', 'timers true']);
    expect(ready.status).toBe(200);
    expect(report).toMatchObject({ ready: true, degraded: false });
    await running.stop(1_000);
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
    const [left] = await scratch.sql<{ connections: number }>(`SELECT count(*)::int AS connections FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'shidian%'`);
    expect(left).toEqual({ connections: 0 });
  });

  it('stops at once though somebody holds a connection open on which he has asked nothing', async () => {
    const port = await freePort();
    const running = await serve(configFor(port), root, recordingLog());
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const gone = once(idle, 'close');
    const began = performance.now();
    await running.stop(20_000);
    await gone;
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('is not ready when it cannot serve, and says why', async () => {
    const port = await freePort();
    const running = await serve(configFor(port), root, recordingLog());
    await scratch.sql('DELETE FROM shidian.migration WHERE id = (SELECT max(id) FROM shidian.migration)');
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(answer.status).toBe(503);
    const { details } = (await answer.json()) as { details: { checks: { name: string; ok: boolean }[] } };
    expect(details.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['migrations']);
    await running.stop(1_000);
  });

  it('serves on while nobody fires deadlines, and says that it is so', async () => {
    const port = await freePort();
    const running = await serve(configFor(port), root, recordingLog());
    const { programId } = await smallWorld(scratch.database.pools);
    await scratch.sql(`INSERT INTO shidian.timer (program_id, key, epoch, due_at) VALUES ($1, 'call/due', 1, now() - interval '1 hour')`, [programId]);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(answer.status).toBe(200);
    const { degraded, checks } = (await answer.json()) as { degraded: boolean; checks: { name: string; ok: boolean; details: { lagMs?: number } }[] };
    expect(degraded).toBe(true);
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['timers']);
    expect(checks.find(({ name }) => name === 'timers')?.details.lagMs).toBeGreaterThan(3_500_000);
    await running.stop(1_000);
  });

  it('does not start on a database that was not migrated, or on a port that is taken', async () => {
    const empty = await scratchDatabase({ empty: true });
    await expect(serve(configFor(0, empty.url), root, recordingLog())).rejects.toMatchObject({ code: 'database.migrations_pending' });
    await empty.drop();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    await expect(serve(configFor((other.address() as AddressInfo).port), root, recordingLog())).rejects.toMatchObject({ code: 'port.taken' });
    await new Promise((resolve) => other.close(resolve));
  });
});
