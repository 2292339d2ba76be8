import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endWithUs } from './children.js';
import { freePort } from './redis-server.js';

const run = promisify(execFile);
const patience = 400;
const pauseMs = 50;

/** Several Redis processes that belong together. */
export interface RedisGroup {
  /** As `REDIS_URL` names it. */
  readonly url: string;
  stop(): Promise<void>;
}

async function cli(port: number, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...words], { timeout: 5_000 });
  return stdout.trim();
}

async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < patience; attempt += 1) {
    if (await ask().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`${what} did not come about`);
}

class Processes {
  readonly #running = new Map<number, ChildProcess>();

  private constructor(readonly folder: string) {}

  static async open(): Promise<Processes> {
    return new Processes(await mkdtemp(join(tmpdir(), 'shidian-redis-group-')));
  }

  async start(port: number, words: readonly string[], configuration?: string): Promise<void> {
    const file = join(this.folder, `${port}.conf`);
    await writeFile(file, configuration ?? '');
    const child = spawn('redis-server', [file, '--port', String(port), '--bind', '127.0.0.1', '--dir', this.folder, ...words], { stdio: 'ignore' });
    endWithUs(child);
    this.#running.set(port, child);
    await until(`redis-server on ${port}`, async () => (await cli(port, 'PING')) === 'PONG');
  }

  async kill(port: number): Promise<void> {
    const child = this.#running.get(port);
    this.#running.delete(port);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    for (const port of [...this.#running.keys()]) await this.kill(port);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A group whose master can be lost. */
export interface WatchedRedis extends RedisGroup {
  /** Kills the master without a goodbye; resolves when the replica has taken its place. */
  killMaster(): Promise<void>;
}

/** A master, a replica and one sentinel that fails over by itself after a second. */
export async function startSentinel(): Promise<WatchedRedis> {
  const processes = await Processes.open();
  const [master, replica, sentinel] = [await freePort(), await freePort(), await freePort()];
  await processes.start(master, ['--save', '']);
  await processes.start(replica, ['--save', '', '--replicaof', '127.0.0.1', String(master)]);
  await until('the replica', async () => (await cli(replica, 'INFO', 'replication')).includes('master_link_status:up'));
  await processes.start(
    sentinel,
    ['--sentinel'],
    [`sentinel monitor shidian 127.0.0.1 ${master} 1`, 'sentinel down-after-milliseconds shidian 1000', 'sentinel failover-timeout shidian 3000', ''].join('\n'),
  );
  await until('the sentinel', async () => (await cli(sentinel, 'SENTINEL', 'replicas', 'shidian')).includes(String(replica)));
  return {
    url: `redis-sentinel://127.0.0.1:${sentinel}/shidian`,
    killMaster: async () => {
      await processes.kill(master);
      await until('the failover', async () => (await cli(replica, 'ROLE')).startsWith('master'));
    },
    stop: () => processes.stop(),
  };
}

/** A real cluster of three masters. */
export async function startCluster(): Promise<RedisGroup> {
  const processes = await Processes.open();
  const ports: number[] = [];
  while (ports.length < 3) {
    const port = await freePort();
    // The nodes speak to each other ten thousand ports higher.
    if (port < 55_000 && !ports.includes(port)) ports.push(port);
  }
  for (const port of ports) await processes.start(port, ['--save', '', '--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`]);
  await run('redis-cli', ['--cluster', 'create', ...ports.map((port) => `127.0.0.1:${port}`), '--cluster-yes'], { timeout: 60_000 });
  for (const port of ports) await until('the cluster', async () => (await cli(port, 'CLUSTER', 'INFO')).includes('cluster_state:ok'));
  return { url: `redis-cluster://${ports.map((port) => `127.0.0.1:${port}`).join(',')}`, stop: () => processes.stop() };
}
