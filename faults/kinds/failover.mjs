// A server with a standby, each a real PostgreSQL: the first dies in the middle of everything, the second takes over behind
// the same address. A backup is taken by the server's own functions, so that no tool beyond the server is needed.
import { execFileSync } from 'node:child_process';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { Door } from '../door.mjs';
import { makeCluster, Server } from '../cluster.mjs';

/** How long the line to a lagging standby has been silent when the server dies: so long, and until there is so much to lose. */
const silentMs = 1_500;
const toLose = 5;
const longestSilenceMs = 30_000;
/** The address leads to the standby before it is promoted: what is written there meanwhile is refused. */
const standbyMs = 1_000;

/** A copy of the running server's data, which follows it over `port`. */
async function follow(primary, place, port, log) {
  const client = new pg.Client({ connectionString: primary.url() });
  await client.connect();
  await client.query(`SELECT pg_backup_start('standby', true)`);
  execFileSync('cp', ['-a', primary.data, place]);
  const { rows: [{ labelfile }] } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
  await client.end();
  rmSync(join(place, 'postmaster.pid'), { force: true });
  for (const [name, text] of [['backup_label', labelfile], ['standby.signal', '']]) {
    writeFileSync(join(place, name), text, { mode: 0o600 });
    chownSync(join(place, name), primary.uid, primary.gid);
  }
  return new Server({ ...primary, data: place, port: undefined, log, settings: { hot_standby: 'on', primary_conninfo: `host=127.0.0.1 port=${port} user=postgres password=${primary.password} application_name=standby` } });
}

async function start(folder, later, synchronous) {
  const made = await makeCluster(join(folder, 'postgres'));
  const settings = { wal_level: 'replica', max_wal_senders: 4, wal_keep_size: '512MB' };
  const primary = new Server({ ...made, log: join(folder, 'primary.log'), settings });
  later(() => primary.stop());
  await primary.start();
  const line = await Door.open(primary.port);
  later(() => line.close());
  const standby = await follow(primary, join(folder, 'standby'), line.port, join(folder, 'standby.log'));
  later(() => standby.stop());
  await standby.start();
  const following = async () => (await primary.query(`SELECT state, sync_state AS sync FROM pg_stat_replication WHERE application_name = 'standby'`))[0];
  for (let tries = 0; (await following())?.state !== 'streaming'; tries += 1) {
    if (tries > 200) throw new Error(`the standby does not follow:\n${standby.said().slice(-2_000)}`);
    await wait(100);
  }
  if (synchronous) {
    await primary.query(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await primary.query('SELECT pg_reload_conf()');
    for (let tries = 0; (await following())?.sync !== 'sync'; tries += 1) {
      if (tries > 200) throw new Error('the standby did not become synchronous');
      await wait(100);
    }
  }
  await primary.query('CREATE DATABASE faults');
  const door = await Door.open(primary.port);
  later(() => door.close());
  const seen = { failovers: 0 };
  return {
    url: primary.url('faults', door.port),
    failOver: async () => {
      const entries = async (server) => (await server.query('SELECT count(*)::int AS entries FROM shidian.journal', 'faults'))[0].entries;
      if (!synchronous) {
        const before = await entries(primary);
        line.hold();
        await wait(silentMs);
        for (const until = Date.now() + longestSilenceMs; Date.now() < until && (await entries(primary)) < before + toLose; await wait(100));
      }
      seen.sync = (await following())?.sync;
      const atDeath = await entries(primary);
      await primary.die();
      // Whatever the line still held never arrives.
      line.lead(1);
      door.lead(standby.port);
      await wait(standbyMs);
      seen.lostEntries = atDeath - (await entries(standby));
      await standby.query('SELECT pg_promote(true, 60)');
      seen.failovers += 1;
      [{ timeline: seen.timeline }] = await standby.query('SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline');
    },
    evidence: () => seen,
  };
}

/** Rules whose findings, after an asynchronous failover, are what was lost; all others hold for what survived. */
const lossOf = [
  'every accepted act is on the record once',
  'every case that was begun is there once, and no other',
  'every date that was set is there once, and no other',
  'every letter arrived, under one id, as often as it was tried at most',
  'no letter left before what it tells of was committed',
];

/** @param kind 'synchronous' or 'asynchronous' */
export const failover = (kind) => ({
  check: () => undefined,
  start: (folder, later) => start(folder, later, kind === 'synchronous'),
  plan: (lengthMs) => ({
    // No connection is cut here: a session that is ended while it waits for the standby has committed on one side only.
    weights: { kill: 3, crash: 5, pause: 2, flush: 2 },
    gap: [3_000, 8_000],
    fixed: [{ at: Math.round(lengthMs * 0.55), fault: 'failover' }],
  }),
  faults: ({ database }) => ({ failover: () => database.failOver() }),
  mayLose: new Set(kind === 'synchronous' ? [] : lossOf),
  rules: [
    ...(kind === 'synchronous' ? [] : [
      {
        name: 'what the standby had not received is lost, and stated',
        run: ({ evidence }) => ({ looked: evidence.lostEntries ?? 0, found: evidence.lostEntries > 0 ? [] : ['nothing was lost: the line was not silent'] }),
      },
    ]),
    {
      name: 'the standby took over',
      run: ({ evidence, trace }) => {
        const refused = trace.filter(({ error }) => error === '25006').length;
        const well = evidence.failovers === 1 && evidence.sync === (kind === 'synchronous' ? 'sync' : 'async');
        return { looked: refused, found: well ? [] : [JSON.stringify(evidence)] };
      },
    },
  ],
});
