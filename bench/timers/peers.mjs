// The same instant in two well-kept queues on PostgreSQL: as many jobs, each once, done by as many processes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../surroundings.mjs';

export const peers = ['pg-boss', 'graphile-worker'];
/** Jobs that do nothing, and jobs that write one row in a transaction of their own; a step of ours writes about ten. */
export const works = ['nothing', 'row'];
const leadMs = 8_000;

function started(url, peer, work) {
  const child = fork(join(root, 'bench/timers/peer-worker.mjs'), [peer, url, work], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answer = async (message) => {
    child.send(message);
    const [given] = await once(child, 'message');
    return given;
  };
  return { child, answer, gone: once(child, 'exit') };
}

export async function drainPeer(server, { peer, work, workers, count }) {
  const url = await server.ensureDatabase(`peer_${Math.random().toString(36).slice(2, 8)}`);
  const running = [];
  try {
    // The first one also makes the tables, and gives the jobs.
    for (let index = 0; index < workers; index += 1) {
      const one = started(url, peer, work);
      running.push(one);
      await one.answer({ ask: 'start' });
    }
    const at = Date.now() + leadMs;
    await running[0].answer({ ask: 'give', count, at });
    if (Date.now() > at) throw new Error(`${peer} took longer than ${leadMs} ms to take its jobs`);
    const until = at + 180_000;
    for (;;) {
      await wait(500);
      const done = await Promise.all(running.map((one) => one.answer({ ask: 'count' })));
      if (done.reduce((sum, one) => sum + one, 0) >= count) break;
      if (Date.now() > until) throw new Error(`${peer} did not end within three minutes`);
    }
    const stamps = (await Promise.all(running.map((one) => one.answer({ ask: 'stamps' })))).flat();
    if (stamps.length !== count) throw new Error(`${peer} did ${stamps.length} of ${count}`);
    const late = stamps.map((stamp) => stamp - at).sort((a, b) => a - b);
    const quantile = (q) => late[Math.min(late.length - 1, Math.floor(late.length * q))];
    return { peer, work, workers, p50: quantile(0.5), p99: quantile(0.99), most: late.at(-1), perSecond: count / (late.at(-1) / 1000) };
  } finally {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ gone }) => gone));
  }
}
