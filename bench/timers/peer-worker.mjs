// One process of a peer: starts its workers, gives jobs, tells when each job was done. Asked over the channel of fork().
import pg from 'pg';

const [, , peer, url, work] = process.argv;
/** Connections of a process, as many as one of our workers has. */
const connections = 10;
const stamps = [];
const pool = new pg.Pool({ connectionString: url, max: connections });
pool.on('error', () => undefined);

async function once(id) {
  if (work === 'row') await pool.query({ name: 'fired', text: 'INSERT INTO fired (job) VALUES ($1)', values: [id] });
  stamps.push(Date.now());
}

async function pgBoss() {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString: url, max: connections });
  boss.on('error', (error) => process.stderr.write(`${error.message}\n`));
  return {
    async start() {
      await boss.start();
      await boss.createQueue('fire');
      await boss.work('fire', { batchSize: 500, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        await Promise.all(jobs.map(({ id }) => once(id)));
      });
    },
    give: (count, at) => boss.insert(Array.from({ length: count }, () => ({ name: 'fire', data: {}, startAfter: new Date(at).toISOString() }))),
  };
}

async function graphileWorker() {
  const { run } = await import('graphile-worker');
  const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
  const { Logger } = await import('graphile-worker');
  let runner;
  return {
    async start() {
      runner = await run({
        pgPool: pool,
        concurrency: connections,
        pollInterval: 500,
        noHandleSignals: true,
        logger: new Logger(() => (level, message) => quiet[level]?.(message)),
        taskList: { fire: (_payload, { job }) => once(String(job.id)) },
      });
    },
    give: (count, at) =>
      pool.query(
        `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(SELECT json_populate_record(NULL::graphile_worker.job_spec, json_build_object('identifier', 'fire', 'run_at', to_timestamp($2::float8 / 1000))) FROM generate_series(1, $1)))`,
        [count, at],
      ),
  };
}

const queue = await (peer === 'pg-boss' ? pgBoss() : graphileWorker());
const answers = {
  start: async () => {
    await pool.query('CREATE TABLE IF NOT EXISTS fired (job text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())');
    await queue.start();
    return 'started';
  },
  give: async ({ count, at }) => {
    await queue.give(count, at);
    return 'given';
  },
  count: async () => stamps.length,
  stamps: async () => stamps,
};
process.on('message', (message) => {
  answers[message.ask](message).then(
    (given) => process.send(given),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
