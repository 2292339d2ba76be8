// The servers and processes of a run: PostgreSQL, Redis, a mail server, apis and workers, all of the harness's own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { built, freePort, root } from '../bench/surroundings.mjs';

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** PostgreSQL that records the instant of every commit. */
export async function startDatabase(folder, later) {
  const { EmbeddedPostgres } = await built('persistence');
  const server = await EmbeddedPostgres.start({ folder: join(folder, 'postgres'), persistent: true, settings: { track_commit_timestamp: 'on', max_connections: '150' } });
  later(() => server.stop());
  return {
    url: await server.ensureDatabase('faults'),
    /** Ends every session at once and recovers from the log, as after a power cut. */
    restart: async (downMs) => {
      const pid = Number(readFileSync(join(server.folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGQUIT');
      while (alive(pid)) await wait(20);
      await server.kill();
      await wait(downMs);
      await server.restart();
    },
  };
}

export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function startRedisServer(folder) {
  const port = await freePort();
  let running;
  const start = async () => {
    running = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''], { stdio: 'ignore' });
    running.gone = once(running, 'exit');
    await wait(150);
  };
  const end = async () => {
    running.kill('SIGKILL');
    await running.gone;
  };
  await start();
  // One after another: two at once would leave a server that nobody knows of.
  let restarting = Promise.resolve();
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: (downMs) => (restarting = restarting.then(end).then(() => wait(downMs)).then(start)),
    stop: () => restarting.then(end),
  };
}

/** Keeps of every message it accepted its id, to whom it went and when. */
export async function startMail() {
  const received = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const head = Buffer.concat(chunks).toString('latin1').split(/\r?\n\r?\n/, 1)[0].replace(/\r?\n[ \t]+/g, ' ');
        received.push({ at: Date.now(), to: session.envelope.rcptTo[0].address, id: /^message-id: *(\S+)/im.exec(head)?.[1] });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { url: `smtp://127.0.0.1:${listener.address().port}`, received, stop: () => new Promise((done) => server.close(done)) };
}

export const fileName = (name) => name.replace(' ', '-');

/** One process of the product, started again whenever it is gone. */
export class Kept {
  deaths = 0;
  #stopped = false;
  #restartAfter = 300;
  #child;

  constructor(name, app, environment, folder) {
    this.name = name;
    this.app = app;
    this.environment = environment;
    this.log = openSync(join(folder, `${fileName(name)}.log`), 'a');
  }

  start() {
    const inside = join(root, 'faults/process/inside.mjs');
    // A monotonic clock is the same in every process of a machine, whatever becomes of the wall clock.
    const epoch = Date.now() - Number(process.hrtime.bigint() / 1_000_000n);
    this.#child = spawn(process.execPath, ['--import', inside, join(root, `dist/apps/${this.app}/src/main.js`)], {
      cwd: root,
      stdio: ['ignore', this.log, this.log, 'ipc'],
      env: { PATH: process.env.PATH, FAULTS_EPOCH: String(epoch), ...this.environment },
    });
    this.#child.on('error', () => undefined);
    this.gone = once(this.#child, 'exit').then(async () => {
      this.deaths += 1;
      if (this.#stopped) return;
      await wait(this.#restartAfter);
      this.#restartAfter = 300;
      if (!this.#stopped) this.start();
    });
  }

  get pid() {
    return this.#child.pid;
  }

  signal(name) {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(name);
  }

  kill(restartAfter) {
    this.#restartAfter = restartAfter;
    this.signal('SIGKILL');
  }

  arm(point, count, restartAfter) {
    this.#restartAfter = restartAfter;
    if (this.#child.connected) this.#child.send({ arm: { point, count } }, () => undefined);
  }

  async stop() {
    this.#stopped = true;
    this.signal('SIGCONT');
    this.signal('SIGKILL');
    await this.gone;
  }
}

/** Resolves when the address answers; a busy machine takes its time to start a process. */
export async function answers(url) {
  for (const until = Date.now() + 120_000; Date.now() < until; await wait(50)) {
    if (await fetch(url).then((answer) => answer.ok, () => false)) return;
  }
  throw new Error(`${url} does not answer`);
}
