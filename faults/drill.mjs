// One run: the world, its processes, the load, the schedule of faults, quiet time, the history.
import { createWriteStream, readFileSync, realpathSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { freePort, root } from '../bench/surroundings.mjs';
import { signIn } from '../bench/world.mjs';
import { chanceOf } from './chance.mjs';
import { checked } from './checker.mjs';
import { keepOutbox, readHistory, waiting } from './history.mjs';
import { kinds } from './kinds.mjs';
import { Load } from './load.mjs';
import { plants } from './process/plants.mjs';
import { latenessOf } from './rules/deadlines.mjs';
import { scheduleOf } from './schedule.mjs';
import { answers, fileName, Kept, startMail, startRedisServer } from './servers.mjs';
import { settle } from './world.mjs';

const graceMs = 1_000;
const MINUTE = 60_000;
/** Dates moved at least: a run in which none was says nothing about moving. */
const leastMoves = 5;

/** A client of the harness that connects again when the server was restarted. */
class Admin {
  constructor(url) {
    this.url = url;
  }

  async query(text, values) {
    for (let tries = 0; ; tries += 1) {
      const client = new pg.Client({ connectionString: this.url, application_name: 'faults' });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query(text, values)).rows;
      } catch (error) {
        if (tries > 300) throw error;
        await wait(100);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}

/**
 * @param options { minutes, seed, backend: 'redis' | 'postgres', workers, apis, kind, planted?, keep?, say }
 * @returns the report: what was done, what was looked at, what was found
 */
export async function drill({ minutes, seed, backend, workers, apis = 2, kind: kindName = 'random', planted, say, keep }) {
  const kind = kinds[kindName];
  kind.check?.();
  const folder = await mkdtemp(join(tmpdir(), 'shidian-faults-'));
  await chmod(folder, 0o755);
  const lengthMs = minutes * MINUTE;
  const stops = [];
  const stopAll = async () => {
    // One that cannot be stopped keeps none of the others from it.
    for (const stop of stops.splice(0).reverse()) await Promise.resolve().then(stop).catch((error) => process.stderr.write(`${error.message}\n`));
    await rm(folder, { recursive: true, force: true });
  };
  // Nothing of it is left running by whoever ends it before its time.
  const ended = () => void stopAll().finally(() => process.exit(130));
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, ended);
  try {
    const database = await kind.start(folder, (stop) => stops.push(stop));
    const { url } = database;
    const redis = backend === 'redis' ? await startRedisServer(folder) : undefined;
    if (redis) stops.push(() => redis.stop());
    const mail = await startMail();
    stops.push(() => mail.stop());

    // The first deadlines fall due well inside the load: settling and the start of the processes take a few seconds.
    const lead = Math.min(0.35 * lengthMs, 20_000);
    const mark = Math.ceil((Date.now() + 12_000 + lead) / MINUTE) * MINUTE;
    const settled = await settle(url, folder, mark);
    const admin = new Admin(url);
    await admin.query(`UPDATE shidian.account SET email = id || '@example.test'`);
    await admin.query('UPDATE shidian.notice SET expanded = true');
    await admin.query('DELETE FROM shidian.outbox');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await keepOutbox(client);
    const sessions = {};
    for (const [post, account] of Object.entries(settled.accounts)) sessions[post] = await signIn(client, account);
    await client.end();

    const tracePath = join(folder, 'trace.jsonl');
    await writeFile(tracePath, '');
    const environment = (role, name) => ({
      DATABASE_URL: url, SMTP_URL: mail.url, SHIDIAN_GRACE: `${graceMs}ms`, SHIDIAN_MAIL_FROM: 'shidian@localhost', SHIDIAN_LOG_LEVEL: 'warn', FAULTS_TRACE: tracePath,
      ...(redis && { REDIS_URL: redis.url }),
      ...(planted && plants[planted].includes(role) && { FAULTS_PLANT: planted, FAULTS_ACCOUNTS: JSON.stringify(settled.accounts) }),
      ...kind.environment?.(name, folder),
    });
    const processes = new Map();
    const addresses = [];
    for (let number = 1; number <= apis; number += 1) {
      const [name, port] = [`api ${number}`, await freePort()];
      processes.set(name, new Kept(name, 'api', { ...environment('api', name), PORT: String(port) }, folder));
      addresses.push(`http://127.0.0.1:${port}`);
    }
    for (let number = 1; number <= workers; number += 1) {
      const name = `worker ${number}`;
      processes.set(name, new Kept(name, 'worker', { ...environment('worker', name), PORT: '0' }, folder));
    }
    stops.push(() => Promise.all([...processes.values()].map((one) => one.stop())));
    const idle = mark - lead - Date.now() - 3_000;
    if (idle > 0) {
      say(`the first deadlines fall due at ${new Date(mark).toISOString()}; waiting ${Math.round(idle / 1000)} s`);
      await wait(idle);
    }
    const [{ since }] = await admin.query('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS since');
    for (const one of processes.values()) one.start();
    for (const address of addresses) await answers(`${address}/health/live`);

    const load = new Load({ settled, addresses, sessions, chance: chanceOf(seed * 7919 + 1) });
    const started = Date.now();
    load.start();
    const schedule = scheduleOf({ seed, lengthMs, backend, workers, apis, ...kind.plan?.(lengthMs) });
    const done = [];
    const performing = [];
    const perform = performer({ processes, database, redis, admin, folder, kind });
    for (const step of schedule) {
      await wait(Math.max(0, started + step.at - Date.now()));
      say(`${String(Math.round((Date.now() - started) / 100) / 10).padStart(6)} s  ${wordsOf(step)}`);
      done.push({ ...step, really: Date.now() - started });
      performing.push(perform(step));
    }
    await wait(Math.max(0, started + lengthMs - Date.now()));
    await Promise.all(performing);
    await load.moved(leastMoves, 180_000);
    say('the load ends; quiet time');
    await quiet({ load, processes, admin, planted, short: lengthMs < 60_000 });
    for (const one of processes.values()) await one.stop();

    const history = await readHistory({ url, tracePath, asked: load.asked, mails: mail.received, ladders: settled.ladders, graceMs, since, evidence: database.evidence?.() ?? {} });
    const { whole, results } = checked(history, kind);
    const died = history.trace.flatMap(({ died: point }) => (point === undefined ? [] : [point]));
    const report = {
      kind: kindName, seed, minutes, backend, workers, apis, planted: planted ?? null, whole, results,
      faults: countOf(done.map(({ fault }) => fault)), deaths: [...processes.values()].reduce((sum, one) => sum + one.deaths, 0) - processes.size, crashPoints: countOf(died),
      asked: load.asked.length, again: load.asked.reduce((sum, { tries }) => sum + tries - 1, 0), entries: history.journal.length, notices: history.notices.length, mails: mail.received.length, lateness: latenessOf(history),
      drained: drainedBy(history.trace), refusals: countOf(history.trace.flatMap(({ error }) => error ?? [])), evidence: history.evidence,
    };
    if (keep) await keepLogs(keep, { report, schedule: done, history, folder, names: [...processes.keys()] });
    return report;
  } finally {
    for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, ended);
    await stopAll();
  }
}

function countOf(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Cases that each worker process took because they were due: whether all of them had something to do. */
function drainedBy(trace) {
  const cases = new Map();
  for (const { pid, due } of trace) if (due !== undefined) cases.set(pid, (cases.get(pid) ?? 0) + due);
  return [...cases.values()];
}

function wordsOf({ fault, process, point, count, whose, forMs, seconds }) {
  return [fault, process, point && `${point} (${count}.)`, whose, forMs && `for ${forMs} ms`, seconds !== undefined && `${seconds} s`].filter(Boolean).join(' · ');
}

/** What each fault does. They run beside the load and beside each other. */
function performer({ processes, database, redis, admin, folder, kind }) {
  let restarting = Promise.resolve();
  const faults = {
    kill: ({ process, restartAfter }) => processes.get(process).kill(restartAfter),
    crash: ({ process, point, count, restartAfter }) => processes.get(process).arm(point, count, restartAfter),
    pause: async ({ process, forMs }) => {
      processes.get(process).signal('SIGSTOP');
      await wait(forMs);
      processes.get(process).signal('SIGCONT');
    },
    cut: ({ whose }) => admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1 AND application_name <> 'faults' AND pid <> pg_backend_pid()`, [whose]),
    flush: async () => {
      if (redis) {
        const { Redis } = await import('ioredis');
        const client = new Redis(redis.url, { lazyConnect: true, retryStrategy: null });
        client.on('error', () => undefined);
        await client.flushall().catch(() => undefined);
        client.disconnect();
        return;
      }
      const tables = await admin.query(`SELECT 'bullmq.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`);
      await admin.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
    },
    'queue server': ({ forMs }) => redis.restart(forMs),
    'database restart': ({ forMs }) => (restarting = restarting.then(() => database.restart(forMs))),
    ...kind.faults?.({ database, folder }),
  };
  return async (step) => {
    try {
      await faults[step.fault](step);
    } catch (error) {
      // A fault that could not be made (the server is away just now) is one fault less.
      process.stderr.write(`${step.fault}: ${error.message}\n`);
    }
  };
}

/** Nothing goes wrong any more; resolves when there is nothing left to do, or after patience. */
async function quiet({ load, processes, admin, planted, short }) {
  for (const one of processes.values()) {
    one.signal('SIGCONT');
    // What is still armed must not go off any more. A short run has no time for the sweep that finds lost pokes once a minute:
    // a process that starts begins with one.
    if (short) one.kill(0);
    else one.arm('never', 1, 0);
  }
  await load.stop();
  // As long as it gets on, at most a quarter of an hour: how fast is the machine's.
  const patienceMs = short ? 30_000 : 100_000;
  const last = Date.now() + 900_000;
  let [patience, least] = [Date.now() + patienceMs, Infinity];
  // A letter that was under way at a death waits for its lease: five minutes, brought forward here.
  const leases = `UPDATE shidian.delivery SET lease_until = clock_timestamp() WHERE status = 'sending' AND lease_until < clock_timestamp() + interval '4 minutes 50 seconds'`;
  for (let calm = 0; calm < 3 && Date.now() < Math.min(patience, last); ) {
    await wait(planted ? 700 : 1_000);
    await admin.query(leases);
    const counts = await waiting({ query: async (text) => ({ rows: await admin.query(text) }) }, graceMs);
    const left = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (left < least) [patience, least] = [Date.now() + patienceMs, left];
    calm = left === 0 ? calm + 1 : 0;
  }
}

/** The raw record of a run, compressed, so that what is claimed of it can be looked at again. */
async function keepLogs(path, { report, schedule, history, folder, names }) {
  const out = createGzip({ level: 9 });
  const file = createWriteStream(path);
  out.pipe(file);
  const line = (kind, value) => out.write(`${JSON.stringify({ kind, ...value })}\n`);
  line('report', report);
  for (const step of schedule) line('fault', step);
  for (const one of history.asked) line('asked', { ...one, kind: 'asked', of: one.kind });
  for (const one of history.journal) line('entry', { owner: one.ownerId, seq: one.seq, at: one.at, commit: one.commit, cause: one.body.cause });
  for (const one of history.mails) line('mail', one);
  for (const one of history.trace) line('trace', one);
  // Where it lay on this machine is nobody's business.
  const modules = dirname(realpathSync(join(root, 'node_modules')));
  const placeless = (text) => [`file://${root}`, root, modules, folder].reduce((cleared, place) => cleared.replaceAll(place, '.'), text);
  for (const name of names) line('log', { of: name, text: placeless(readFileSync(join(folder, `${fileName(name)}.log`), 'utf8').slice(-100_000)) });
  out.end();
  await new Promise((finished) => file.once('close', finished));
}
