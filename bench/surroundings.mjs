// What the bench runs on: the built service, a PostgreSQL of its own, pgbench.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Says what is missing in one sentence, without a stack. */
export class Missing extends Error {}

/** A door of the built project. */
export async function built(lib) {
  const file = join(root, 'dist/libs', lib, 'src/index.js');
  if (!existsSync(file)) throw new Missing('The service has not been built: run npm run build first.');
  return await import(pathToFileURL(file).href);
}

/** pgbench of the PATH or of Debian's folders; it comes with the server packages of PostgreSQL, not with the embedded one. */
export function findPgbench() {
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`) : [];
  for (const command of ['pgbench', ...debian.reverse()]) {
    try {
      const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
      return { command, version };
    } catch {
      // Not here.
    }
  }
  throw new Missing('pgbench was not found: install it with `apt-get install postgresql` (Debian, Ubuntu) or add the bin folder of a PostgreSQL to PATH.');
}

/** Settings of the server in every sitting: what a small dedicated machine would have; everything is durable. */
const serverSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
  max_connections: '120',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
};

/** In a folder of its own that is removed with it, or in one that is kept. */
export async function startServer(settings = {}, kept = undefined) {
  const { EmbeddedPostgres } = await built('persistence');
  if (kept !== undefined) return await EmbeddedPostgres.start({ folder: kept, persistent: true, settings: { ...serverSettings, ...settings } });
  const folder = await mkdtemp(join(tmpdir(), 'shidian-bench-'));
  // As root the server runs as another user, who has to get in.
  await chmod(folder, 0o755);
  return await EmbeddedPostgres.start({ folder, persistent: false, settings: { ...serverSettings, ...settings } });
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** One api process as it is run in production, on a free port; its log goes nowhere unless asked for. */
export async function startApi(databaseUrl, { inspect = [], env = {} } = {}) {
  const port = await freePort();
  const child = spawn(process.execPath, [...inspect, join(root, 'dist/apps/api/src/main.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: String(port), SHIDIAN_LOG_LEVEL: 'info', ...env },
  });
  const gone = once(child, 'exit');
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${address}/health/live`).then((answer) => answer.ok, () => false);
    if (up) break;
    if (child.exitCode !== null || tries > 200) throw new Missing('The api process did not start; its last words stand above.');
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    port,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Runs a module of the bench in a process of its own; its answer is the last line it prints. */
export async function runApart(module, input) {
  const child = spawn(process.execPath, [join(root, 'bench', module)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(input));
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${module} ended with ${code}`);
  return JSON.parse(output.trim().split('\n').at(-1));
}

export function machine() {
  const [first] = cpus();
  return { cpu: `${cpus().length} × ${first?.model ?? 'unknown'}`, memory: `${Math.round(totalmem() / 2 ** 30)} GB`, node: process.version };
}

export const load = () => loadavg()[0] ?? 0;

/** In ticks since the machine began: what the host gave to its other guests while this one wanted it, and all it wanted. Linux alone tells. */
function ticks() {
  if (!existsSync('/proc/stat')) return { taken: 0, wanted: 0 };
  const [user, nice, system, , , interrupts, softInterrupts, taken] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1).map(Number);
  return { taken, wanted: user + nice + system + interrupts + softInterrupts + taken };
}

/** From now on: which part of the processors' time that this machine wanted its host took for others, from 0 to 1. No load of the machine's own shows it. */
export function watchHost() {
  const before = ticks();
  return () => {
    const now = ticks();
    return now.wanted > before.wanted ? (now.taken - before.taken) / (now.wanted - before.wanted) : 0;
  };
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
