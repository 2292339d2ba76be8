import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join, resolve } from 'node:path';
import pg from 'pg';
import { type Binaries, packagedBinaries, reachableBinaries, reachableByOthers, systemFolder } from './binaries.js';
import { EmbeddedDiskFull, EmbeddedFolderDenied, EmbeddedFolderInUse, EmbeddedOtherVersion, failureOf } from './errors.js';
import { holderOf, type LockHolder, ownerFile } from './lock-file.js';
import { serverUser, type SystemUser } from './system-user.js';

export interface EmbeddedSettings {
  /** Folder for cluster and password; made where it is missing. As root it may lie elsewhere, see {@link EmbeddedPostgres.folder}. */
  readonly folder: string;
  /** A free one where it is left out. */
  readonly port?: number;
  /** False: the folder is removed when it stops. */
  readonly persistent: boolean;
  /** Server settings beyond ours, e.g. `{ max_connections: '200' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Given, a server that ended by itself (its disk was full, the system was out of memory) is started again until it stays,
   * and this is told of both. Without it the end is the end.
   */
  readonly onGone?: (what: 'gone' | 'back') => void;
}

const clusterFlags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--auth=scram-sha-256', '--username=postgres'];
const stopPatienceMs = 20_000;
/** Between two attempts to start a server that ended by itself. */
const reviveEveryMs = 1_000;

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

/**
 * A PostgreSQL of our own, from an npm package: for a trial, a small office and tests. It listens on 127.0.0.1 only, with
 * a password made once. It stands in a process group of its own, so that Ctrl-C reaches us first and we stop it last.
 */
export class EmbeddedPostgres {
  private server: ChildProcess | undefined;
  private stopping = false;
  private reviving: Promise<void> | undefined;
  private readonly goodbye = (): void => {
    this.server?.kill('SIGINT');
  };

  private constructor(
    /** Where the data really lies. */
    readonly folder: string,
    readonly port: number,
    private readonly password: string,
    private readonly binaries: Binaries,
    private readonly user: SystemUser | undefined,
    private readonly settings: EmbeddedSettings,
  ) {}

  /** Prepares the folder where it is new and starts the server. Throws one of the errors of `./errors.ts`. */
  static async start(settings: EmbeddedSettings): Promise<EmbeddedPostgres> {
    try {
      return await EmbeddedPostgres.prepareAndRun(settings);
    } catch (error) {
      throw ofFiles(error, settings.folder);
    }
  }

  private static async prepareAndRun(settings: EmbeddedSettings): Promise<EmbeddedPostgres> {
    const user = await serverUser();
    const packaged = await packagedBinaries();
    const binaries = user ? await reachableBinaries(packaged) : packaged;
    const folder = await usableFolder(resolve(settings.folder), user);
    const cluster = join(folder, 'cluster');
    const passwordFile = join(folder, 'password');
    const port = settings.port ?? (await freePort());

    const marker = join(cluster, 'PG_VERSION');
    if (await isThere(marker)) {
      const found = (await readFile(marker, 'utf8')).trim();
      if (found !== binaries.major) throw new EmbeddedOtherVersion(folder, found, binaries.major);
    } else {
      await rm(cluster, { recursive: true, force: true });
      await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
      if (user) await chown(passwordFile, user.uid, user.gid);
      const sync = settings.settings?.['fsync'] === 'off' ? ['--no-sync'] : [];
      await initialise(binaries, [`--pgdata=${cluster}`, `--pwfile=${passwordFile}`, ...clusterFlags, ...sync], cluster, user, { folder, port });
    }
    const password = (await readFile(passwordFile, 'utf8')).trim();
    const server = new EmbeddedPostgres(folder, port, password, binaries, user, settings);
    await server.run();
    return server;
  }

  url(database = 'postgres'): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes the database where it is missing, as a copy of `template` if given (to which nobody may be connected). */
  async ensureDatabase(name: string, template?: string): Promise<string> {
    await this.administer(async (client) => {
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      if (rowCount !== 0) return;
      const copied = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${copied}`);
    });
    return this.url(name);
  }

  /** A login without any right of its own, with a password made now; its URL for the database. */
  async ensureLogin(name: string, database: string): Promise<string> {
    const password = randomBytes(24).toString('base64url');
    await this.administer(async (client) => {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
      const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
      await client.query(`${verb} ROLE ${client.escapeIdentifier(name)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${client.escapeLiteral(password)}`);
    });
    return `postgres://${encodeURIComponent(name)}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  async dropDatabase(name: string): Promise<void> {
    await this.administer((client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`));
  }

  private async administer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = new pg.Client({ connectionString: this.url() });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  /** Ends its sessions in order and waits until it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.reviving;
    const server = this.server;
    this.server = undefined;
    process.off('exit', this.goodbye);
    if (server && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      const impatience = setTimeout(() => server.kill('SIGQUIT'), stopPatienceMs);
      await gone;
      clearTimeout(impatience);
    }
    await rm(join(this.folder, ownerFile), { force: true });
    if (!this.settings.persistent) await rm(this.folder, { recursive: true, force: true });
  }

  /** Ends it without a goodbye, as a power cut would; {@link restart} recovers. */
  async kill(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    process.off('exit', this.goodbye);
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  /** Starts it again on the same port and data. */
  async restart(): Promise<void> {
    this.stopping = false;
    await this.run();
  }

  private async revive(): Promise<void> {
    this.settings.onGone?.('gone');
    while (!this.stopping && this.server === undefined) {
      // Still no room, or a process of the old one has not ended yet: the log of the server says which.
      await this.run().catch(() => new Promise((wake) => setTimeout(wake, reviveEveryMs)));
    }
    if (this.server !== undefined) this.settings.onGone?.('back');
  }

  private async run(): Promise<void> {
    const cluster = join(this.folder, 'cluster');
    await this.takeOver(cluster);
    const options = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      timezone: 'UTC',
      log_timezone: 'UTC',
      lc_messages: 'C',
      ...this.settings.settings,
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(this.binaries.postgres, ['-D', cluster, ...flags], {
      ...this.user,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    await readyOrFailed(server, { folder: this.folder, port: this.port });
    // Nobody reads its log from here on, and a full pipe would stop it.
    server.stderr.resume();
    server.unref();
    this.server = server;
    process.once('exit', this.goodbye);
    server.once('exit', () => {
      // Ours to end it are stop and kill; they have let go of it before.
      if (this.server !== server || this.settings.onGone === undefined) return;
      this.server = undefined;
      process.off('exit', this.goodbye);
      this.reviving = this.revive().finally(() => {
        this.reviving = undefined;
      });
    });
    await writeFile(join(this.folder, ownerFile), JSON.stringify({ parent: process.pid, server: server.pid }));
  }

  /** A lock file of a server that is gone, or whose owner is gone, does not keep us out; a living neighbour does. */
  private async takeOver(cluster: string): Promise<void> {
    const holder: LockHolder = await holderOf(this.folder, cluster);
    if (holder.is === 'neighbour') throw new EmbeddedFolderInUse(this.folder, holder.pid);
    if (holder.is === 'stale') await rm(join(cluster, 'postmaster.pid'), { force: true });
    if (holder.is === 'orphan') {
      process.kill(holder.pid, 'SIGINT');
      for (let waited = 0; waited < stopPatienceMs && (await isThere(join(cluster, 'postmaster.pid'))); waited += 50) {
        await new Promise((wake) => setTimeout(wake, 50));
      }
    }
  }
}

/** What the file system itself refused, as one of our errors. */
function ofFiles(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EmbeddedDiskFull(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') return new EmbeddedFolderDenied(folder, error);
  return error;
}

async function usableFolder(wanted: string, user: SystemUser | undefined): Promise<string> {
  const hidden = user !== undefined && !(await reachableByOthers(wanted));
  // Root's own folders are closed to the postgres user: the data then lies where a service keeps it.
  const folder = hidden ? join(systemFolder, `${basename(wanted)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`) : wanted;
  await mkdir(folder, { recursive: true, mode: user ? 0o755 : 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

async function initialise(binaries: Binaries, flags: readonly string[], cluster: string, user: SystemUser | undefined, at: { readonly folder: string; readonly port: number }): Promise<void> {
  const child = spawn(binaries.initdb, flags, {
    ...user,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const code = await new Promise<number | null>((done) => {
    child.once('error', (error) => {
      log += error.message;
      done(null);
    });
    child.once('close', done);
  });
  if (code === 0) return;
  // Half a cluster would look like a whole one at the next start.
  await rm(cluster, { recursive: true, force: true });
  throw failureOf('prepare', log, at);
}

async function readyOrFailed(server: ChildProcess, at: { readonly folder: string; readonly port: number }): Promise<void> {
  let log = '';
  await new Promise<void>((ready, failed) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-20_000);
      if (log.includes('database system is ready to accept connections')) ready();
    });
    server.once('error', (error) => {
      failed(failureOf('start', error.message, at));
    });
    server.once('close', () => {
      failed(failureOf('start', log, at));
    });
  });
  server.stderr?.removeAllListeners('data');
}

