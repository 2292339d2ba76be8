// `npm run bench -- step`: durable steps a second over HTTP beside three floors, in turn on one server.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadCases } from './bulk.mjs';
import { budgetOf, profileOf } from './budget.mjs';
import { floorA, floorLiteral, makeFloorA, makeLiteral } from './floors.mjs';
import { findPgbench, load, machine, median, runApart, startApi, startServer } from './surroundings.mjs';
import { settle, signIn } from './world.mjs';

/** CPU seconds that a process has used; undefined where the system does not tell. */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}

/** A signed-in clerk for each county, with the cases that he works on. */
export async function clerks(client, settled, lists, wanted) {
  const all = [];
  for (const [index, { county }] of settled.society.places.entries()) all.push({ cookie: await signIn(client, settled.accounts.get(county.post.id)), cases: lists[index] });
  return all.slice(0, wanted);
}

const none = { perSecond: Number.NaN, p50: Number.NaN, p99: Number.NaN };

/** @param tool pgbench; without it its floors are left out */
export async function measureSteps({ cases, seconds, rounds, clients, say, tool = findPgbench() }) {
  const folder = await mkdtemp(join(tmpdir(), 'shidian-bench-files-'));
  const server = await startServer();
  try {
    const url = await server.ensureDatabase('bench');
    const floorUrl = await server.ensureDatabase('floor');
    await makeFloorA(floorUrl);
    const settled = await settle(url, { schools: 8, programs: 1 });
    const lists = await loadCases(url, settled, cases, { folder: server.folder, wanted: Math.ceil(cases / clients), exact: cases, say });
    const literalUrl = await server.ensureDatabase('literal', 'bench');
    const literal = await makeLiteral(literalUrl);
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const working = await clerks(client, settled, lists, clients);
    const { rows } = await client.query('SHOW server_version');
    const apis = [await startApi(url), await startApi(url)];
    const [api] = apis;
    const results = [];
    const step = async (length, warmUp, ports = [api.port]) => {
      const measured = await runApart('client.mjs', { ports, seconds: length, warmUp, clients: working });
      working.forEach((clerk, index) => {
        clerk.cases = measured.cases[index];
      });
      const { cases: _cases, ...numbers } = measured;
      return numbers;
    };
    // Until the runtime has compiled what a step runs.
    for (const { port } of apis) await step(1, 20, [port]);
    for (let round = 0; round < rounds; round += 1) {
      const options = { clients, seconds, folder };
      const a = tool ? await floorA(tool, floorUrl, options) : none;
      const before = cpuOf(api.pid);
      const ours = await step(seconds, 1);
      const apiCpu = (cpuOf(api.pid) ?? Number.NaN) - (before ?? Number.NaN);
      const spread = await step(seconds, 1, apis.map(({ port }) => port));
      const same = tool ? await floorLiteral(tool, literalUrl, literal, options) : none;
      const plain = await runApart('plain.mjs', { url: literalUrl, clients, seconds, cases: literal.cases, read: literal.read, writes: literal.writes });
      const loadNow = load();
      results.push({ ours, spread, a, same, plain, apiCpuPerStep: apiCpu / (ours.perSecond * (seconds + 1)), load: loadNow });
      say?.(`round ${round + 1}: ours ${ours.perSecond.toFixed(0)}/s, with two processes ${spread.perSecond.toFixed(0)} · floor a ${a.perSecond.toFixed(0)} · same rows, pgbench ${same.perSecond.toFixed(0)} · same rows, pg ${plain.perSecond.toFixed(0)} · load ${loadNow.toFixed(1)}`);
    }
    await client.query('SELECT pg_stat_statements_reset()');
    const counted = await step(seconds, 0);
    const budget = await budgetOf(client, counted.steps);
    for (const each of apis) await each.stop();
    const profiled = await startApi(url, { inspect: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
    await step(seconds, 2, [profiled.port]);
    await profiled.stop();
    const profile = profileOf(folder);
    await client.end();
    const ratio = (name, of = 'ours') => median(results.map((result) => result[of].perSecond / result[name].perSecond));
    return {
      machine: { ...machine(), postgres: rows[0].server_version, pgbench: tool?.version ?? 'no pgbench' },
      cases, seconds, rounds, clients, results, lengths: literal.lengths,
      ratios: { a: ratio('a'), same: ratio('same'), plain: ratio('plain') },
      spreadRatios: { a: ratio('a', 'spread'), same: ratio('same', 'spread'), plain: ratio('plain', 'spread') },
      budget, profile,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
