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
export async function pgbench({ command }, url, scripts, { clients, seconds, folder, options = '' }) {
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
