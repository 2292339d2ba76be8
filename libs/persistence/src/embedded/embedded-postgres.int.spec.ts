import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { platform, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { EmbeddedFolderInUse, EmbeddedOtherVersion, EmbeddedPortBusy } from './errors.js';

let folder: string;
const running: EmbeddedPostgres[] = [];

// One folder for all: making a cluster is what takes the time.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shidian-embedded-'));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(port?: number): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ folder, persistent: true, ...(port !== undefined && { port }), settings: { fsync: 'off' } });
  running.push(server);
  return server;
}

async function ask<R extends object>(server: EmbeddedPostgres, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: server.url() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync('true').pid;
}

/** A small disk of its own needs the right to mount one. */
async function withDisk(place: string, size: string, work: () => Promise<void>): Promise<void> {
  await mkdir(place, { recursive: true });
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', place]);
  try {
    await work();
  } finally {
    spawnSync('umount', [place]);
  }
}

function maySetUpDisks(): boolean {
  if (userInfo().uid !== 0 || platform() !== 'linux') return false;
  const place = mkdtempSync(join(tmpdir(), 'shidian-disk-'));
  const may = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0 && spawnSync('umount', [place]).status === 0;
  rmdirSync(place);
  return may;
}

describe('the embedded PostgreSQL', () => {
  it('that ends by itself is started again on the same port and data, and stopped it stays stopped', async () => {
    const told: string[] = [];
    let isBack: () => void = () => undefined;
    const back = new Promise<void>((resolve) => {
      isBack = resolve;
    });
    const server = await EmbeddedPostgres.start({
      folder,
      persistent: true,
      settings: { fsync: 'off' },
      onGone: (what) => {
        told.push(what);
        if (what === 'back') isBack();
      },
    });
    running.push(server);
    await ask(server, 'CREATE TABLE revived AS SELECT 1 AS one');
    const pid = async (): Promise<number> => Number((await readFile(join(server.folder, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
    const first = await pid();
    // As a crash of it would, without a chance to end its sessions.
    process.kill(first, 'SIGKILL');
    await back;
    expect(told).toEqual(['gone', 'back']);
    expect(await pid()).not.toBe(first);
    expect(await ask(server, 'SELECT one FROM revived')).toEqual([{ one: 1 }]);
    await server.stop();
    await expect(ask(server, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    expect(told).toEqual(['gone', 'back']);
  });

  it('starts on an empty folder in UTF-8 whatever the locale, for 127.0.0.1 and with its password only', async () => {
    const server = await start();
    expect(await ask(server, `SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listens, length('试点') AS characters`)).toEqual([
      { encoding: 'UTF8', listens: '127.0.0.1', characters: 2 },
    ]);
    const wrong = new URL(server.url());
    wrong.password = 'guess';
    const client = new pg.Client({ connectionString: wrong.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(server.folder, 'password'))).mode & 0o077).toBe(0);
  });

  it('keeps its data over an orderly end and over a kill', async () => {
    const server = await start();
    await ask(server, 'CREATE TABLE kept AS SELECT 1 AS n');
    await server.stop();
    const again = await start();
    expect(await ask(again, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await again.kill();
    await expect(ask(again, 'SELECT 1')).rejects.toThrow();
    await again.restart();
    expect(await ask(again, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('says so when another instance uses the folder', async () => {
    await start();
    const second = start();
    await expect(second).rejects.toThrow(EmbeddedFolderInUse);
    await expect(second).rejects.toMatchObject({ code: 'embedded.folder_in_use', words: { zh: expect.stringContaining('正由另一个实例使用') as string } });
  });

  it('takes over from a server whose process is gone', async () => {
    const orphan = await start();
    const [before] = await ask<{ pid: number }>(orphan, 'SELECT pg_postmaster_start_time() AS pid');
    const note = JSON.parse(await readFile(join(orphan.folder, 'owner.json'), 'utf8')) as object;
    await writeFile(join(orphan.folder, 'owner.json'), JSON.stringify({ ...note, parent: endedProcess() }));
    const heir = await start();
    const [after] = await ask<{ pid: number }>(heir, 'SELECT pg_postmaster_start_time() AS pid');
    expect(after).not.toEqual(before);
  });

  it.each([
    ['nothing any more', endedProcess],
    ['something else by now', () => process.pid],
  ])('starts over a lock file whose process number is %s', async (_what, pid) => {
    const server = await start();
    await server.stop();
    const lock = join(server.folder, 'cluster', 'postmaster.pid');
    await writeFile(lock, `${pid()}\n${join(server.folder, 'cluster')}\n0\n5432\n\n127.0.0.1\n`);
    const again = await start();
    expect(await ask(again, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const refused = start(port);
    await expect(refused).rejects.toThrow(EmbeddedPortBusy);
    await expect(refused).rejects.toMatchObject({ port });
    other.close();
  });

  it('refuses a folder of another major version and leaves it as it is', async () => {
    const server = await start();
    await server.stop();
    const marker = join(server.folder, 'cluster', 'PG_VERSION');
    await writeFile(marker, '15\n');
    const refused = start();
    await expect(refused).rejects.toThrow(EmbeddedOtherVersion);
    await expect(refused).rejects.toMatchObject({ found: '15', expected: '18' });
    expect(await readFile(marker, 'utf8')).toBe('15\n');
    await writeFile(marker, '18\n');
  });

  it.runIf(userInfo().uid === 0)('as root puts its data elsewhere when nobody else may enter the folder', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'shidian-closed-'));
    const server = await EmbeddedPostgres.start({ folder: join(closed, 'postgres'), persistent: false, settings: { fsync: 'off' } });
    running.push(server);
    expect(server.folder.startsWith('/var/lib/shidian/')).toBe(true);
    expect(await ask(server, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await rm(closed, { recursive: true });
  });

  it.runIf(maySetUpDisks())('says so when the disk is full, at the first start and at a later one', async () => {
    const disk = join(folder, 'disk');
    const full = { code: 'embedded.disk_full', words: { zh: expect.stringContaining('磁盘空间不足') as string } };
    await withDisk(disk, '16m', async () => {
      await expect(EmbeddedPostgres.start({ folder: join(disk, 'small'), persistent: true })).rejects.toMatchObject(full);
    });
    await withDisk(disk, '90m', async () => {
      const server = await EmbeddedPostgres.start({ folder: join(disk, 'large'), persistent: true });
      await server.stop();
      await writeFile(join(disk, 'filler'), Buffer.alloc(200 << 20)).catch(() => undefined);
      await expect(EmbeddedPostgres.start({ folder: join(disk, 'large'), persistent: true })).rejects.toMatchObject(full);
    });
  });

  it('says so when the folder cannot be a folder', async () => {
    await writeFile(join(folder, 'file'), '');
    const refused = EmbeddedPostgres.start({ folder: join(folder, 'file', 'below'), persistent: true });
    await expect(refused).rejects.toMatchObject({ code: 'embedded.folder_denied' });
  });

  it('removes its folder at the end where it is not to be kept', async () => {
    const server = await EmbeddedPostgres.start({ folder: join(folder, 'short'), persistent: false, settings: { fsync: 'off' } });
    await server.stop();
    await expect(stat(server.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
