// `npm run bench -- growth`: the same service over 1,000, 100,000 and 1,000,000 cases with their journals.
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadCases } from './bulk.mjs';
import { floorA, makeFloorA } from './floors.mjs';
import { readsOf } from './reads.mjs';
import { clerks } from './step.mjs';
import { findPgbench, load, machine, median, runApart, startApi, startServer } from './surroundings.mjs';
import { settle, signIn } from './world.mjs';

const perProgram = 50_000;
/** Cases whose hashes are reckoned in full; the rest are copies made inside the server. */
const exact = 1_000;

/** Loads the cases, or finds them loaded by an earlier run in a folder that is kept: who is there is written beside them last. */
async function loaded(server, url, size, { say, clients }) {
  const file = join(server.folder, `settled-${size}.json`);
  if (existsSync(file)) {
    const { society, accounts } = JSON.parse(readFileSync(file, 'utf8'));
    return { settled: { society, accounts: new Map(accounts) }, lists: [] };
  }
  const settled = await settle(url, { schools: size > 10_000 ? 250 : 8, programs: Math.ceil(size / perProgram) });
  const lists = await loadCases(url, settled, size, { folder: server.folder, wanted: Math.ceil(exact / clients), exact, say });
  writeFileSync(file, JSON.stringify({ society: settled.society, accounts: [...settled.accounts] }));
  return { settled, lists };
}

async function prepared(server, size, { say, clients }) {
  const url = await server.ensureDatabase(`cases_${size}`);
  const began = performance.now();
  const { settled, lists } = await loaded(server, url, size, { say, clients });
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  // Steps go to cases of every age: as many of each county, spread evenly over all that there are.
  for (const [index, { county }] of settled.society.places.entries()) {
    const { rows } = await client.query(
      `SELECT t.owner_id AS "caseId", t.number AS task, c.version, t.key LIKE '%/check' AS accept
         FROM (SELECT owner_id, number, row_number() OVER (ORDER BY owner_id) AS place, count(*) OVER () AS total FROM shidian.task_member WHERE post_id = $1 AND closed_at IS NULL) m
         JOIN shidian.task t ON t.owner_id = m.owner_id AND t.number = m.number AND t.closed_at IS NULL AND t.key ~ '/(check|take_out)$'
         JOIN shidian.case_file c ON c.id = t.owner_id
        WHERE m.place % greatest(1, m.total / $2) = 0 ORDER BY random() LIMIT $2`,
      [county.post.id, 4_000],
    );
    if (rows.length > 0) lists[index] = rows;
  }
  const bytes = await client.query('SELECT pg_database_size(current_database())::float8 AS bytes, (SELECT count(*)::int FROM shidian.case_file) AS cases, (SELECT count(*)::int FROM shidian.journal) AS entries');
  say(`${size} cases stand after ${Math.round((performance.now() - began) / 1000)} s`);
  return { size, url, client, settled, working: await clerks(client, settled, lists, clients), ...bytes.rows[0] };
}

/** The write-ahead log so far; a page is logged whole when it is first changed after a checkpoint. */
async function walOf(client) {
  const { rows } = await client.query('SELECT wal_bytes::float8 AS bytes, wal_fpi::float8 AS pages FROM pg_stat_wal');
  return rows[0];
}

/** Loading leaves a machine busy, and the loads that people start beside it too: the measure begins when somebody says so. */
async function enterPressed(say) {
  say('Everything is loaded: press Enter when the machine is at rest.');
  process.stdin.resume();
  await once(process.stdin, 'data');
  process.stdin.pause();
}

export async function measureGrowth({ sizes, seconds, rounds, clients, pause, keep, say }) {
  const tool = findPgbench();
  const folder = await mkdtemp(join(tmpdir(), 'shidian-bench-files-'));
  const server = await startServer({ max_wal_size: '16GB', 'shared_preload_libraries': 'pg_stat_statements' }, keep);
  const places = [];
  try {
    await server.dropDatabase('floor');
    const floorUrl = await server.ensureDatabase('floor');
    await makeFloorA(floorUrl);
    for (const size of sizes) {
      const place = await prepared(server, size, { say, clients });
      places.push(place);
      // At once: a service that does not start should be known before an hour of loading, not after it.
      place.api = await startApi(place.url);
    }
    if (pause) await enterPressed(say);
    const version = (await places[0].client.query('SHOW server_version')).rows[0].server_version;
    for (const place of places) {
      place.steps = [];
      place.reads = await readsOf(place);
      say(`${place.size}: ${place.reads.map(({ name, inDatabase }) => `${name} ${inDatabase.toFixed(2)} ms`).join(' · ')}`);
    }
    // In turn, so that a slow minute of the machine falls on all of them.
    for (let round = 0; round <= rounds; round += 1) {
      const floor = await floorA(tool, floorUrl, { clients, seconds: Math.ceil(seconds / 2), folder });
      for (const place of places) {
        const before = await walOf(place.client);
        const measured = await runApart('client.mjs', { ports: [place.api.port], seconds, warmUp: round === 0 ? 15 : 1, clients: place.working });
        place.working.forEach((clerk, index) => {
          clerk.cases = measured.cases[index];
        });
        const after = await walOf(place.client);
        // The warm-up writes too: both figures are of all steps that were taken between the two looks.
        const wal = { bytes: (after.bytes - before.bytes) / measured.taken, pages: (after.pages - before.pages) / measured.taken };
        if (round > 0) place.steps.push({ perSecond: measured.perSecond, p50: measured.p50, p99: measured.p99, floor: floor.perSecond, load: load(), wal });
        say(`${place.size}: ${measured.perSecond.toFixed(0)} steps/s (floor a ${floor.perSecond.toFixed(0)}, load ${load().toFixed(1)}), ${Math.round(wal.bytes / 1024)} kB of WAL a step with ${wal.pages.toFixed(1)} whole pages`);
      }
    }
    return {
      machine: { ...machine(), postgres: version, pgbench: tool.version },
      seconds, rounds, clients,
      sizes: places.map(({ size, cases, entries, bytes, steps, reads }) => ({
        size, cases, entries, bytes, reads, steps,
        perSecond: median(steps.map(({ perSecond }) => perSecond)),
        ofSmallest: median(steps.map(({ perSecond }, index) => perSecond / places[0].steps[index].perSecond)),
      })),
    };
  } finally {
    for (const { client, api } of places) {
      await api?.stop();
      await client.end().catch(() => undefined);
    }
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
