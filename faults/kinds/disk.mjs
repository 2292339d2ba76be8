// A full disk: the data or the log of the server lie on a file system of their own, small and in memory, which is filled to
// the last byte and emptied again. That is a real ENOSPC; nothing is pretended.
import { execFileSync } from 'node:child_process';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, statSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Missing } from '../../bench/surroundings.mjs';
import { makeCluster, Server } from '../cluster.mjs';

const megabytes = { data: 320, log: 112 };
/** Segments of 16 MB: a small log comes to its end soon. */
const smallLog = { max_wal_size: '64MB', min_wal_size: '32MB' };

function mount(path, size) {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m,mode=0755`, 'shidian-faults', path], { stdio: 'pipe' });
  } catch (error) {
    throw new Missing(`A small file system cannot be mounted here (as root, \`mount -t tmpfs\`): ${String(error.stderr ?? error.message).trim()}`);
  }
  return () => execFileSync('umount', ['-l', path], { stdio: 'pipe' });
}

/** Takes every byte that is left. */
function fill(path) {
  const ballast = join(path, 'ballast');
  const file = openSync(ballast, 'a');
  try {
    for (const size of [1 << 20, 4096]) {
      const block = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
  return () => rmSync(ballast, { force: true });
}

/** The log goes to a place of its own, as `initdb --waldir` would have put it. */
function moveLog(cluster, place) {
  const { uid, gid } = statSync(cluster);
  execFileSync('cp', ['-a', `${join(cluster, 'pg_wal')}/.`, place]);
  rmSync(join(cluster, 'pg_wal'), { recursive: true });
  symlinkSync(place, join(cluster, 'pg_wal'));
  chownSync(place, uid, gid);
}

/** A megabyte of log; false where the server could not take it. */
const write = (server) => server.query(`SELECT pg_logical_emit_message(false, 'faults', repeat('x', 1000000), true)`).then(() => true, () => false);

async function start(folder, later, which) {
  const small = join(folder, which === 'data' ? 'postgres' : 'log');
  later(mount(small, megabytes[which]));
  const made = await makeCluster(join(folder, 'postgres'));
  const place = which === 'data' ? join(folder, 'log') : small;
  mkdirSync(place, { recursive: true, mode: 0o755 });
  moveLog(made.data, place);
  const server = new Server({ ...made, log: join(folder, 'postgres.log'), settings: which === 'log' ? smallLog : {} });
  later(() => server.stop());
  await server.start();
  await server.query('CREATE DATABASE faults');
  return {
    url: server.url('faults'),
    /** Full for a while. A server that the full disk has ended is started again, as its supervisor would when there is room. */
    full: async (forMs) => {
      const relieve = fill(small);
      const until = Date.now() + forMs;
      // Segments that lie ready carry on for a while; somebody else's writing uses them up.
      while (which === 'log' && server.alive && Date.now() < until && (await write(server)));
      await wait(Math.max(0, until - Date.now()));
      relieve();
      for (let well = 0; well < 3; await wait(300)) {
        if (!server.alive) await server.start();
        well = (await server.query('SELECT 1').then(() => true, () => false)) ? well + 1 : 0;
      }
    },
    evidence: () => ({ full: server.said().split('\n').filter((line) => line.includes('No space left on device')) }),
  };
}

/** @param which 'data' or 'log' */
export const disk = (which) => ({
  check: () => {
    if (process.getuid?.() !== 0) throw new Missing('A small file system has to be mounted for this drill, which only root may do.');
  },
  start: (folder, later) => start(folder, later, which),
  plan: (lengthMs) => ({
    weights: { kill: 3, crash: 4, pause: 2, cut: 2, flush: 2 },
    gap: [3_000, 8_000],
    fixed: [0.3, 0.65].map((share) => ({ at: Math.round(lengthMs * share), fault: 'full disk', forMs: Math.round(Math.min(15_000, lengthMs * 0.12)) })),
  }),
  faults: ({ database }) => ({ 'full disk': ({ forMs }) => database.full(forMs) }),
  rules: [
    {
      name: `the disk of the ${which} really was full`,
      run: ({ evidence, trace }) => {
        const asked = trace.filter(({ error }) => error === '53100');
        const seen = which === 'data' ? asked.length : evidence.full.filter((line) => line.includes('PANIC')).length;
        return { looked: evidence.full.length, found: seen > 0 ? [] : [`the server said so ${evidence.full.length} times, statements were refused for it ${asked.length} times`] };
      },
    },
  ],
});
