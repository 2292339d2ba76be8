// What the bench is held against, on the same server in the same sitting: pgbench with prepared statements.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import pg from 'pg';

const run = promisify(execFile);

/** Floor a: a literal step of eight round trips over 10,000 cases with a snapshot of 2 kB, in tables of its own. */
const floorTables = `
  CREATE TABLE floor_case (id int PRIMARY KEY, version int NOT NULL, snapshot text NOT NULL, updated_at timestamptz NOT NULL) WITH (fillfactor = 50);
  CREATE TABLE floor_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, case_id int NOT NULL, version int NOT NULL, body text NOT NULL, at timestamptz NOT NULL);
  CREATE TABLE floor_timer (case_id int PRIMARY KEY, due_at timestamptz NOT NULL);
  CREATE INDEX floor_timer_due ON floor_timer (due_at);
  CREATE TABLE floor_outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message text NOT NULL);
  INSERT INTO floor_case SELECT n, 1, repeat(md5(n::text), 64), now() FROM generate_series(1, 10000) n;
  INSERT INTO floor_timer SELECT n, now() + n * interval '1 minute' FROM generate_series(1, 10000) n;
  VACUUM ANALYZE floor_case; VACUUM ANALYZE floor_timer;`;
const floorScript = `\\set id random(1, 10000)
\\set due random(1, 100000)
BEGIN;
SELECT version, snapshot FROM floor_case WHERE id = :id FOR UPDATE;
UPDATE floor_case SET snapshot = repeat(md5((:due)::text), 64), version = version + 1, updated_at = now() WHERE id = :id;
INSERT INTO floor_event (case_id, version, body, at) VALUES (:id, 1, repeat('e', 200), now());
DELETE FROM floor_timer WHERE case_id = :id;
INSERT INTO floor_timer (case_id, due_at) VALUES (:id, now() + :due * interval '1 minute');
INSERT INTO floor_outbox (message) VALUES ('{"topic":"drain"}');
COMMIT;
`;

export async function makeFloorA(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of floorTables.split(';')) if (statement.trim() !== '') await client.query(statement);
  await client.end();
}

/** Runs scripts by pgbench; transactions a second and latencies of single transactions, in ms. */
async function pgbench({ command }, url, scripts, { clients, seconds, folder, options = '' }) {
  const files = scripts.map((script, index) => {
    const file = join(folder, `script-${index}.sql`);
    writeFileSync(file, script);
    return ['-f', file];
  });
  const prefix = join(folder, 'pgbench-log');
  const { stdout } = await run(command, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-l', `--log-prefix=${prefix}`, ...files.flat(), url], { env: { ...process.env, PGOPTIONS: options } });
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
  if (!(perSecond > 0) || failed > 0) throw new Error(`pgbench did not run clean:\n${stdout}`);
  const latencies = [];
  for (const name of readdirSync(folder).filter((name) => name.startsWith('pgbench-log'))) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) if (line !== '') latencies.push(Number(line.split(' ')[2]) / 1000);
    rmSync(join(folder, name));
  }
  latencies.sort((a, b) => a - b);
  const quantile = (q) => latencies[Math.floor((latencies.length - 1) * q)];
  return { perSecond, p50: quantile(0.5), p99: quantile(0.99) };
}

export const floorA = async (tool, url, options) => await pgbench(tool, url, [floorScript], options);

/**
 * The literal step: the rows that our own step writes (accept and out in turn), statement by statement. The statements
 * are shared by pgbench and by plain pg; `:name` is a value read with the case.
 */
const literal = {
  read: `SELECT c.id AS case_id, c.program_id, c.version, c.journal_count, c.journal_head, b.post_id, b.account_id,
      'sha256:' || md5(random()::text) || md5(c.id::text) AS new_head, c.state
    FROM bench_case b JOIN shidian.case_file c ON c.id = b.case_id WHERE b.n = :n FOR NO KEY UPDATE OF c`,
  writes: ({ state, body, notice }) => [
    `UPDATE shidian.case_file SET state = '${state}', states = '{gather_county/here/collected}', tags = '{active,undecided}', outcome = NULL, version = version + 1,
       journal_head = :new_head, journal_count = journal_count + 1, program_seen = 1, dates_seen = greatest(dates_seen, 1), updated_at = now() WHERE id = :case_id AND version = :version`,
    `INSERT INTO shidian.journal (program_id, case_id, seq, at, recorded_at, kind, body, previous, hash)
       VALUES (:program_id, :case_id, :journal_count + 1, now(), now(), 'act', '${body}', :journal_head, :new_head)`,
    `INSERT INTO shidian.task (program_id, case_id, number, key, name, optional, opened_at, due_at, provisional)
       VALUES (:program_id, :case_id, :journal_count + 1, 'gather_county/check', '{"zh":"审核申报件","en":"Check the application"}', false, now(), now() + interval '60 days', false)`,
    `INSERT INTO shidian.task_member (program_id, case_id, number, post_id, position, due_at) VALUES (:program_id, :case_id, :journal_count + 1, :post_id, 1, now() + interval '60 days')`,
    `UPDATE shidian.task_member SET decision = 'accept', account_id = :account_id, acted_at = now(), closed_at = now() WHERE owner_id = :case_id AND number = :journal_count AND post_id = :post_id`,
    `UPDATE shidian.task SET closed_at = greatest(now(), opened_at), closed_because = 'done', closed_by = 'x' WHERE owner_id = :case_id AND number = :journal_count AND closed_at IS NULL`,
    ...(notice === undefined
      ? []
      : [`INSERT INTO shidian.notice (id, key, program_id, case_id, post_id, at, kind, text, urgent) VALUES (gen_random_uuid(), :new_head, :program_id, :case_id, :post_id, now(), 'task', '${notice}', false)`,
         `INSERT INTO shidian.outbox (message) VALUES ('{"topic":"deliver"}')`]),
    `INSERT INTO shidian.outbox (message) VALUES (jsonb_build_object('topic', 'poke.program', 'programId', :program_id::uuid))`,
  ],
};

/** Makes the literal step's own copy of the bench's database ready; texts are as long as those of a real step. */
export async function makeLiteral(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TABLE bench_case AS
      SELECT row_number() OVER () AS n, c.id AS case_id, m.post_id, h.account_id
        FROM shidian.case_file c
        JOIN shidian.task t ON t.owner_id = c.id AND t.closed_at IS NULL AND t.number = c.journal_count
        JOIN shidian.task_member m ON m.owner_id = t.owner_id AND m.number = t.number
        JOIN shidian.holding h ON h.post_id = m.post_id`);
  await client.query('ALTER TABLE bench_case ADD PRIMARY KEY (n); ANALYZE bench_case; GRANT SELECT ON bench_case TO shidian_engine');
  const { rows } = await client.query(`SELECT (SELECT max(n)::int FROM bench_case) AS cases,
    (SELECT round(avg(length(state)))::int FROM shidian.case_file) AS state,
    (SELECT round(avg(length(body)))::int FROM shidian.journal WHERE seq > 2) AS body,
    (SELECT round(avg(length(text)))::int FROM shidian.notice) AS notice`);
  await client.end();
  const [{ cases, ...lengths }] = rows;
  const text = (length) => 'x'.repeat(length);
  const of = (noticed) => literal.writes({ state: text(lengths.state), body: text(lengths.body), ...(noticed && { notice: text(lengths.notice) }) });
  return { cases, lengths, read: literal.read, writes: [of(false), of(true)] };
}

export async function floorLiteral(tool, url, { cases, read, writes }, options) {
  const scripts = writes.map((statements) => [`\\set n random(1, ${cases})`, 'BEGIN;', `${read} \\gset`.replaceAll('\n', ' '), ...statements.map((statement) => `${statement};`), 'COMMIT;', ''].join('\n'));
  return await pgbench(tool, url, scripts, { ...options, options: '-c role=shidian_engine -c search_path=shidian,public -c plan_cache_mode=force_generic_plan' });
}
