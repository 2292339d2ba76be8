// `npm run bench -- timers`: a million pending deadlines, and twenty thousand that fall due at one instant.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { drainDue, prepareDue } from './timers/due.mjs';
import { drainPeer, peers, works } from './timers/peers.mjs';
import { measurePending } from './timers/pending.mjs';
import { freePort, load, machine, startServer } from './surroundings.mjs';

/** So many workers also send a letter for each. */
const withLetters = 2;

async function onServer(measure) {
  const server = await startServer({ track_commit_timestamp: 'on' });
  try {
    const client = new pg.Client({ connectionString: server.url() });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    const measured = await measure(server, client);
    await client.end();
    return { machine: { ...machine(), postgres: rows[0].server_version, pgbench: 'no pgbench' }, ...measured };
  } finally {
    await server.stop();
  }
}

export const measurePendingTimers = ({ pending, say }) => onServer((server) => measurePending(server, pending, say));

export const measureDueTimers = ({ due, workers, say }) =>
  onServer(async (server, client) => {
    const prepared = await prepareDue(server, 'due', due, say);
    const drains = [];
    for (const backend of ['postgres', 'redis']) {
      for (const [count, letters] of [...workers.map((count) => [count, false]), [withLetters, true]]) {
        const port = await freePort();
        const redis = backend === 'redis' ? spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore', cwd: '/tmp' }) : undefined;
        const gone = redis && once(redis, 'exit');
        try {
          const { name, url: _url, ...measured } = await drainDue(server, prepared, { workers: count, letters, environment: redis ? { REDIS_URL: `redis://127.0.0.1:${port}` } : {} });
          await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
          drains.push({ backend, ...measured, load: load() });
          say(`${due} due at one instant, ${backend}, ${count} workers: ${measured.perSecond.toFixed(0)}/s, late by ${(measured.p50 / 1000).toFixed(1)} / ${(measured.p99 / 1000).toFixed(1)} s, all after ${(measured.most / 1000).toFixed(1)} s${letters ? `; ${measured.letters} letters, the last one after ${(measured.lettersAfter / 1000).toFixed(1)} s` : ''}`);
        } finally {
          redis?.kill('SIGKILL');
          await gone;
        }
      }
    }
    const beside = [];
    for (const peer of peers) {
      for (const work of works) {
        for (const count of workers) {
          const measured = await drainPeer(server, { peer, work, workers: count, count: due });
          beside.push({ ...measured, load: load() });
          say(`${due} jobs, ${peer}, ${work}, ${count} processes: ${measured.perSecond.toFixed(0)}/s, all after ${(measured.most / 1000).toFixed(1)} s`);
        }
      }
    }
    return { due, drains, beside };
  });
