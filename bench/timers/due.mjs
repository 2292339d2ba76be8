// Many deadlines due at one instant: real workers of the product, a whole step with its notice for each.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { loadCases } from '../bulk.mjs';
import { root } from '../surroundings.mjs';
import { settle } from '../world.mjs';

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** The workers have long started and rest when it falls due. */
const leadMs = 8_000;
/** For the template's steps on a busy machine: a reminder that is past when its case begins is armed by nobody. */
const settleMs = 90_000;
const inShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The workflow files with the bench's program beside them. */
function programFolder(folder) {
  const workflows = join(folder, 'workflows');
  cpSync(join(root, 'workflows'), workflows, { recursive: true });
  const target = join(workflows, 'programs/liaoning-bench');
  mkdirSync(target);
  cpSync(join(root, 'bench/timers/program.yaml'), join(target, 'program.yaml'));
  return target;
}

/**
 * A database of cases that wait for their county and whose reminder lies a few minutes behind. Their timer rows are hints
 * without an instant of their own: each measure says when they are due, and the kernel climbs the rung at its own instant.
 */
export async function prepareDue(server, name, count, say) {
  const url = await server.ensureDatabase(name);
  // A minute that is named is included. The reminder (an hour before the close) comes after the template's steps and before the measure; the close after everything.
  const close = Math.ceil((Date.now() + settleMs + HOUR) / MINUTE) * MINUTE;
  const settled = await settle(url, { schools: 8, programs: 1, program: programFolder(server.folder), dates: { province_due: `by ${inShanghai.format(close - MINUTE)}` } });
  await loadCases(url, settled, count, { folder: server.folder, wanted: 1, exact: count, say });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The templates are not measured, and nothing of the loading is told to anybody.
  await client.query('DELETE FROM shidian.timer WHERE case_id = ANY ($1)', [settled.templates.map(({ caseId }) => caseId)]);
  await client.query('DELETE FROM shidian.outbox');
  await client.query('UPDATE shidian.notice SET expanded = true');
  await client.query(`UPDATE shidian.timer SET due_at = '2099-01-01'`);
  await client.query(`UPDATE shidian.account SET email = id || '@example.test'`);
  await client.query('VACUUM (ANALYZE)');
  await client.end();
  const ripeIn = close - HOUR - Date.now();
  if (ripeIn > 0) await wait(ripeIn + 500);
  return { url, count };
}

export async function startWorkers(count, environment, inspect = []) {
  const workers = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [...inspect, join(root, 'dist/apps/worker/src/main.js')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', ...environment },
    });
    child.ready = new Promise((ready, failed) => {
      child.stdout.on('data', (chunk) => {
        if (String(chunk).includes('"Working"')) ready();
      });
      child.once('exit', (code) => failed(new Error(`a worker ended with ${code}`)));
    });
    child.gone = once(child, 'exit');
    return child;
  });
  await Promise.all(workers.map(({ ready }) => ready));
  return {
    pids: workers.map(({ pid }) => pid),
    stop: async () => {
      for (const child of workers) {
        child.ready.catch(() => undefined);
        child.kill('SIGTERM');
      }
      await Promise.all(workers.map(({ gone }) => gone));
    },
  };
}

async function startMailServer() {
  const child = fork(join(root, 'bench/timers/mail-server.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(child, 'exit');
  const [{ port }] = await once(child, 'message');
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: async () => {
      child.send('count');
      const [taken] = await once(child, 'message');
      return taken;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Waits until a letter of every notice lies with the mail server; when the last one came, in ms after `at`, and how many there were. */
async function lettersHandedOver(client, mail, at) {
  const until = Date.now() + 900_000;
  for (;;) {
    await wait(500);
    const { rows: [{ waiting, letters }] } = await client.query(
      `SELECT (SELECT count(*) FROM shidian.notice WHERE NOT expanded)::int + count(*) FILTER (WHERE d.status <> 'delivered')::int AS waiting, count(*)::int AS letters
         FROM shidian.delivery d WHERE d.channel = 'mail' AND d.status <> 'held'`,
    );
    if (waiting === 0) {
      const taken = await mail.taken();
      if (taken.letters !== letters || taken.twice > 0) throw new Error(`${letters} letters were sent, ${taken.letters} came, ${taken.twice} came twice`);
      return { letters, lettersAfter: taken.lastAt - at };
    }
    if (Date.now() > until) throw new Error(`${waiting} letters were not handed over within a quarter of an hour`);
  }
}

/**
 * All of a copy of the database due at one instant, with so many workers: how late each was committed, and that each was done
 * once. With `letters` a letter leaves for each, too, and the time is taken until the mail server has the last one.
 */
export async function drainDue(server, prepared, { workers, environment, inspect, letters = false }) {
  const name = `due_${Math.random().toString(36).slice(2, 8)}`;
  const url = await server.ensureDatabase(name, new URL(prepared.url).pathname.slice(1));
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const mail = letters ? await startMailServer() : undefined;
  const running = await startWorkers(workers, { DATABASE_URL: url, SHIDIAN_LOG_LEVEL: 'info', ...(mail && { SMTP_URL: mail.url, SHIDIAN_MAIL_FROM: 'shidian@example.test' }), ...environment }, inspect);
  try {
    await wait(1_500);
    const { rows: [{ at }] } = await client.query(`SELECT date_trunc('milliseconds', clock_timestamp() + interval '${leadMs} ms') AS at`);
    await client.query('UPDATE shidian.timer SET due_at = $1 WHERE case_id IS NOT NULL', [at]);
    await client.query(`INSERT INTO shidian.outbox (message) VALUES (jsonb_build_object('topic', 'drain', 'at', (extract(epoch FROM $1::timestamptz) * 1000)::bigint))`, [at]);
    const until = Date.now() + 180_000;
    for (;;) {
      await wait(250);
      const { rows: [{ left }] } = await client.query('SELECT count(*)::int AS left FROM shidian.timer WHERE due_at = $1', [at]);
      if (left === 0) break;
      if (Date.now() > until) throw new Error(`${left} were not done within three minutes`);
    }
    const { rows: [measured] } = await client.query(
      `SELECT count(*)::int AS notices, count(DISTINCT case_id)::int AS cases,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99, max(late) AS most
         FROM (SELECT case_id, (extract(epoch FROM pg_xact_commit_timestamp(j.xmin) - $1) * 1000)::float8 AS late
                 FROM shidian.journal j WHERE pg_xact_commit_timestamp(j.xmin) >= $1 AND j.kind = 'rung' AND j.case_id IS NOT NULL) fired`,
      [at],
    );
    const { rows: [{ told }] } = await client.query(`SELECT count(*)::int AS told FROM shidian.notice WHERE kind = 'reminder' AND case_id IS NOT NULL`);
    if (measured.cases !== prepared.count || measured.notices !== prepared.count || told !== prepared.count) throw new Error(`not each once: ${JSON.stringify(measured)}, ${told} notices of ${prepared.count}`);
    const handedOver = mail && (await lettersHandedOver(client, mail, Number(at)));
    return { workers, url, name, ...measured, ...handedOver, perSecond: prepared.count / (measured.most / 1000) };
  } finally {
    await running.stop();
    await mail?.stop();
    await client.end();
  }
}
