// `npm run faults -- --kind flush`: thousands of deadlines within a minute, every one with its wake-up in Redis, and then Redis
// is emptied. Real workers of the product, a whole step with its notice for each; instants of commits are the server's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startServer } from '../bench/surroundings.mjs';
import { prepareDue, startWorkers } from '../bench/timers/due.mjs';
import { startRedisServer } from './servers.mjs';

const leadMs = 15_000;
const spanMs = 59_000;
/** Instants that lie so far apart: each has a wake-up of its own. */
const apartMs = 100;
const promisedMs = 5_000;

export async function flush({ deadlines, workers, say }) {
  const folder = await mkdtemp(join(tmpdir(), 'shidian-flush-'));
  const stops = [() => rm(folder, { recursive: true, force: true })];
  try {
    const server = await startServer({ track_commit_timestamp: 'on' });
    stops.push(() => server.stop());
    const { url } = await prepareDue(server, 'flush', deadlines, say);
    return await emptied({ url, deadlines, workers, folder, stops, say });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** The measure itself, on a database whose deadlines are prepared; `stops` gets what has to be stopped afterwards. */
export async function emptied({ url, deadlines, workers, folder, stops, say }) {
  const redis = await startRedisServer(folder);
  stops.push(() => redis.stop());
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  stops.push(() => client.end());
  const running = await startWorkers(workers, { DATABASE_URL: url, REDIS_URL: redis.url, SHIDIAN_LOG_LEVEL: 'info' });
  stops.push(() => running.stop());

  const { rows: [{ from }] } = await client.query(`SELECT date_trunc('milliseconds', clock_timestamp() + interval '${leadMs} ms') AS from`);
  await client.query('CREATE TABLE public.due AS SELECT case_id, $1::timestamptz + ((row_number() OVER (ORDER BY case_id)) % $2) * make_interval(secs => $3) AS at FROM (SELECT DISTINCT case_id FROM shidian.timer WHERE case_id IS NOT NULL) cases', [from, Math.floor(spanMs / apartMs), apartMs / 1000]);
  await client.query('UPDATE shidian.timer t SET due_at = d.at FROM public.due d WHERE d.case_id = t.case_id');
  await client.query(`INSERT INTO shidian.outbox (message) SELECT jsonb_build_object('topic', 'drain', 'at', (extract(epoch FROM at) * 1000)::bigint) FROM (SELECT DISTINCT at FROM public.due) instants`);
  const queue = new Redis(redis.url);
  queue.on('error', () => undefined);
  stops.push(() => queue.disconnect());
  const delayed = () => queue.zcard('{shidian}:drain:delayed');
  const firstIn = async () => (await client.query('SELECT (extract(epoch FROM $1 - clock_timestamp()) * 1000)::float8 AS left', [from])).rows[0].left;
  while ((await firstIn()) > 1_000) await wait(50);
  const wakeUps = await delayed();
  await queue.flushall();
  const atFlush = { wakeUps, after: await delayed(), firstInMs: Math.round(await firstIn()) };
  say(`${deadlines} deadlines due within the next minute, ${wakeUps} wake-ups in Redis; now it is emptied`);

  for (const until = Date.now() + 240_000; ; await wait(500)) {
    const { rows: [{ left }] } = await client.query('SELECT count(*)::int AS left FROM shidian.timer t JOIN public.due d ON d.case_id = t.case_id AND d.at = t.due_at');
    if (left === 0) break;
    if (Date.now() > until) throw new Error(`${left} were not done within four minutes`);
  }
  const { rows: [measured] } = await client.query(`
    WITH fired AS (SELECT j.case_id, count(*) AS times, min(extract(epoch FROM pg_xact_commit_timestamp(j.xmin) - d.at) * 1000)::float8 AS late
                     FROM public.due d JOIN shidian.journal j ON j.case_id = d.case_id AND j.kind = 'rung' AND pg_xact_commit_timestamp(j.xmin) > $1::timestamptz - interval '10 s' GROUP BY j.case_id),
         told AS (SELECT n.case_id, count(*) AS times FROM shidian.notice n JOIN public.due d ON d.case_id = n.case_id WHERE n.kind = 'reminder' GROUP BY n.case_id)
    SELECT (SELECT count(*)::int FROM fired) AS fired, (SELECT count(*)::int FROM fired WHERE times <> 1) AS "notOnce", (SELECT count(*)::int FROM told WHERE times = 1) AS told,
           (SELECT count(*)::int FROM fired WHERE late < 0) AS early, (SELECT count(*)::int FROM told WHERE times <> 1) AS "toldNotOnce",
           (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY late) FROM fired) AS p50, (SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY late) FROM fired) AS p99, (SELECT max(late) FROM fired) AS most`, [from]);
  const whole = measured.fired === deadlines && measured.told === deadlines && measured.notOnce + measured.toldNotOnce + measured.early === 0 && wakeUps > 0 && measured.p99 < promisedMs;
  return { kind: 'flush', deadlines, workers, ...atFlush, ...measured, whole };
}
