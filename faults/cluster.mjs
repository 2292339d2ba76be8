// A PostgreSQL whose process the harness holds in its own hand: where its data and its log lie, what it says, when it dies.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { built, freePort } from '../bench/surroundings.mjs';

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const answerWithinMs = 60_000;

/** A new cluster made by the product's own means, not running: where it lies and what it takes to run it. */
export async function makeCluster(folder) {
  const { EmbeddedPostgres } = await built('persistence');
  const made = await EmbeddedPostgres.start({ folder, persistent: true });
  const data = join(made.folder, 'cluster');
  const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const binary = readlinkSync(`/proc/${pid}/exe`);
  const password = new URL(made.url()).password;
  await made.stop();
  const { uid, gid } = statSync(data);
  return { data, binary, password, uid, gid };
}

export class Server {
  #child;

  /** @param settings of the server; its words go to the file `log` */
  constructor({ data, binary, password, uid, gid, log, settings = {} }) {
    Object.assign(this, { data, binary, password, uid, gid, log, settings });
  }

  /** Resolves when it answers. */
  async start() {
    this.port ??= await freePort();
    const settings = { listen_addresses: '127.0.0.1', port: this.port, unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', lc_messages: 'C', track_commit_timestamp: 'on', max_connections: 150, ...this.settings };
    const words = openSync(this.log, 'a');
    const own = process.getuid?.() === 0 ? { uid: this.uid, gid: this.gid } : {};
    this.#child = spawn(this.binary, ['-D', this.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...own, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, stdio: ['ignore', words, words], detached: true });
    closeSync(words);
    this.#child.on('error', () => undefined);
    this.gone = once(this.#child, 'exit');
    for (const until = Date.now() + answerWithinMs; Date.now() < until; await wait(50)) {
      if (!this.alive) break;
      if (await this.query('SELECT 1').then(() => true, () => false)) return this;
    }
    throw new Error(`the server does not answer:\n${this.said().slice(-2_000)}`);
  }

  get alive() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  said() {
    return readFileSync(this.log, 'utf8');
  }

  url(database = 'postgres', port = this.port) {
    return `postgres://postgres:${this.password}@127.0.0.1:${port}/${database}`;
  }

  async query(text, database = 'postgres') {
    const client = new pg.Client({ connectionString: this.url(database), application_name: 'faults' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Ends every session at once, as the loss of the machine would as far as anybody else can tell. */
  async die() {
    await this.#end('SIGQUIT');
  }

  async stop() {
    await this.#end('SIGINT');
  }

  async #end(signal) {
    if (!this.alive) return;
    this.#child.kill(signal);
    const impatience = setTimeout(() => this.#child.kill('SIGQUIT'), 20_000);
    await this.gone;
    clearTimeout(impatience);
  }
}
