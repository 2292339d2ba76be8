// Reads everything that a run has left behind: the database as a superuser and the traces of the processes.
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { built } from '../bench/surroundings.mjs';

/** Keeps every outbox row that was ever committed: the relay deletes them. */
export async function keepOutbox(client) {
  await client.query(`
    CREATE SCHEMA faults;
    CREATE TABLE faults.outbox_row (id bigint, message jsonb, xid text);
    GRANT USAGE ON SCHEMA faults TO PUBLIC;
    GRANT INSERT ON faults.outbox_row TO PUBLIC;
    CREATE FUNCTION faults.keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO faults.outbox_row VALUES (NEW.id, NEW.message, pg_current_xact_id()::xid::text);
      RETURN NULL;
    END $$;
    CREATE TRIGGER keep AFTER INSERT ON shidian.outbox FOR EACH ROW EXECUTE FUNCTION faults.keep();`);
}

const ms = (column) => `(extract(epoch FROM ${column}) * 1000)::float8`;
/** The instant at which the transaction that wrote the row was committed, by the server's clock. */
const committed = `(extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS commit`;

export async function readHistory({ url, tracePath, asked, mails, ladders, graceMs, since, evidence }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = async (text) => (await client.query(text)).rows;
  const journal = (await rows(`SELECT owner_id AS "ownerId", case_id AS "caseId", seq, ${ms('at')} AS at, kind, body, xmin::text AS xid, ${committed} FROM shidian.journal ORDER BY owner_id, seq`)).map((row) => ({ ...row, body: JSON.parse(row.body) }));
  const history = {
    asked, mails, ladders, graceMs, since, evidence, journal,
    notices: await rows(`SELECT id, key, case_id AS "caseId", post_id AS post, kind, ${ms('at')} AS at FROM shidian.notice`),
    deliveries: await rows(`SELECT n.key || '/' || d.account_id AS key, n.key AS "noticeKey", d.status, d.attempts FROM shidian.delivery d JOIN shidian.notice n ON n.id = d.notice_id`),
    dates: await rows(`SELECT id, name, scope_id AS place, ${ms('closes_at')} AS "closesAt", ${ms('set_at')} AS "setAt", ${committed} FROM shidian.program_date ORDER BY set_at`),
    cases: await rows(`SELECT c.id, o.path::text[] AS path, c.outcome FROM shidian.case_file c JOIN shidian.organisation o ON o.id = c.applicant_id`),
    outboxRows: await rows(`SELECT message, xid FROM faults.outbox_row`),
    waiting: await waiting(client, graceMs),
    now: (await rows(`SELECT ${ms('clock_timestamp()')} AS now`))[0].now,
    trace: readFileSync(tracePath, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    ...(await audit(url, graceMs)),
  };
  await client.end();
  return history;
}

/** What still has something to do now: nothing of it may be left after quiet time. */
export async function waiting(client, graceMs) {
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM shidian.outbox)::int AS "outbox rows",
           (SELECT count(*) FROM shidian.timer WHERE due_at < clock_timestamp() - interval '${graceMs + 1_000} ms')::int AS "overdue timers",
           (SELECT count(*) FROM shidian.notice WHERE NOT expanded)::int AS "notices without deliveries",
           (SELECT count(*) FROM shidian.delivery WHERE status NOT IN ('delivered', 'failed'))::int AS "letters under way",
           (SELECT count(*) FROM shidian.case_file c WHERE c.outcome IS NULL AND (
              c.dates_seen < (SELECT max(d.ordinal) FROM shidian.program_date d WHERE d.program_id = c.program_id)
              OR c.program_seen < (SELECT max(m.seq) FROM shidian.program_move m WHERE m.program_id = c.program_id)))::int AS "cases that have not looked"`);
  return rows[0];
}

/** The product's own proof: every chain whole, every projection as its definition asks. */
async function audit(url, graceMs) {
  const { Audit, FixedCalendar, Definitions, Directory, StepRunner } = await built('lifecycle');
  const persistence = await built('persistence');
  const database = await persistence.connect({ url, engineConnections: 2, readerConnections: 1, applicationName: 'faults' });
  const { engine, lookup } = database.pools;
  const clock = { now: () => Date.now() };
  const runner = new StepRunner(new Definitions(new persistence.PostgresDefinitionStore(lookup), graceMs), new Directory(new persistence.PostgresDirectoryStore(lookup, clock)), new FixedCalendar(), clock);
  const auditing = new Audit(new persistence.PostgresAuditStore(engine), new persistence.PostgresStepStore(engine), runner);
  const brokenChains = [];
  let chains = 0;
  for await (const report of auditing.verify()) {
    chains += 1;
    if (!report.whole) brokenChains.push(report);
  }
  const findings = [];
  for await (const finding of auditing.examine(false)) findings.push(finding);
  await database.close();
  return { chains, brokenChains, findings };
}
