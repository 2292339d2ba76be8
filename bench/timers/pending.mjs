// Many pending deadlines: what it costs to arm them, what Redis holds of them, what an idle poll costs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { built, freePort, load, median } from '../surroundings.mjs';
import { startWorkers } from './due.mjs';

const batch = 1_000;
const polls = 200;
/** One of so many lies within the next ten minutes, a second from its neighbour; the others at the end of a day of the year. */
const nearOneIn = 1_000;

/** Rows of cases that there are not: nothing falls due while it is measured, so nobody looks for them. */
async function arm(url, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  const program = '01900000-0000-7000-8000-000000000001';
  const from = Date.now();
  const instant = (n) => (n % nearOneIn === 0 ? from + 120_000 + ((n / nearOneIn) % 480) * 1_000 : from + (1 + (n % 365)) * 86_400_000 - (from % 86_400_000));
  const began = performance.now();
  for (let done = 0; done < count; done += batch) {
    const rows = Array.from({ length: Math.min(batch, count - done) }, (_, index) => ({ programId: program, caseId: `${(done + index).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`, key: 'apply/due', epoch: 1, dueAt: instant(done + index) }));
    await client.query({ name: 'arm', text: 'SELECT shidian.write_tasks(NULL, NULL, NULL, NULL, NULL, NULL, $1::json, NULL)', values: [JSON.stringify(rows)] });
  }
  const seconds = (performance.now() - began) / 1000;
  await client.query('VACUUM (ANALYZE) shidian.timer');
  const { rows: [{ bytes }] } = await client.query(`SELECT pg_total_relation_size('shidian.timer')::float8 AS bytes`);
  await client.end();
  return { perSecond: count / seconds, bytes };
}

async function idlePolls(url) {
  const { connect, PostgresStepStore } = await built('persistence');
  const database = await connect({ url, engineConnections: 2, readerConnections: 1, applicationName: 'shidian bench' });
  const steps = new PostgresStepStore(database.pools.engine);
  const took = [];
  for (let turn = 0; turn < polls; turn += 1) {
    const began = performance.now();
    const due = await steps.transaction((tx) => tx.lockDueCases(Date.now(), 200));
    const programs = await steps.duePrograms(Date.now(), 100);
    took.push(performance.now() - began);
    if (due.length + programs.length > 0) throw new Error('the poll was not idle');
  }
  await database.close();
  took.sort((a, b) => a - b);
  return { median: median(took), p99: took[Math.floor(took.length * 0.99)] };
}

/** What a real worker puts into an empty Redis of its own once its horizon has been brought in. */
async function inRedis(url) {
  const { Redis } = await import('ioredis');
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore', cwd: '/tmp' });
  const gone = once(server, 'exit');
  const redis = new Redis(port, '127.0.0.1');
  redis.on('error', () => undefined);
  const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]);
  await redis.ping();
  const before = await used();
  const worker = await startWorkers(1, { DATABASE_URL: url, REDIS_URL: `redis://127.0.0.1:${port}` });
  try {
    await wait(8_000);
    const delayed = await redis.zcard('{shidian}:drain:delayed');
    return { bytes: (await used()) - before, delayed };
  } finally {
    await worker.stop();
    redis.disconnect();
    server.kill('SIGKILL');
    await gone;
  }
}

export async function measurePending(server, count, say) {
  const url = await server.ensureDatabase('pending');
  const { connect } = await built('persistence');
  const database = await connect({ url, engineConnections: 1, readerConnections: 1, applicationName: 'shidian bench' });
  await database.migrate();
  await database.close();
  const armed = await arm(url, count);
  say(`${count} pending: ${armed.perSecond.toFixed(0)} armed a second`);
  const poll = await idlePolls(url);
  say(`an idle poll: ${poll.median.toFixed(2)} ms`);
  const redis = await inRedis(url);
  say(`in Redis: ${(redis.bytes / 2 ** 20).toFixed(1)} MB, ${redis.delayed} jobs`);
  return { count, armed, poll, redis, load: load() };
}
