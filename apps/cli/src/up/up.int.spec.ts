import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './ports.js';

/** The built command, as people start it. */
const command = join(import.meta.dirname, '../../../../dist/apps/cli/src/main.js');
const patienceMs = 300_000;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the command line under an environment of its own. */
class Typed {
  private out = '';
  private err = '';
  private readonly gone: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    process.stderr?.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.gone = new Promise((resolve) => process.once('close', resolve));
  }

  /** Resolves with everything that it printed so far once the sign is among it; rejects when it ends without. */
  async says(sign: string): Promise<string> {
    while (!this.out.includes(sign)) {
      const ended = await Promise.race([once(this.process.stdout ?? this.process, 'data').then(() => false), this.gone.then(() => true)]);
      if (ended && !this.out.includes(sign)) throw new Error(`it ended without saying ${sign}:\n${this.out}${this.err}`);
    }
    return this.out;
  }

  async end(): Promise<Ended> {
    return { code: await this.gone, out: this.out, err: this.err };
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

let folder: string;
let port: number;
let typed: Typed[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shidian-up-'));
  // The database's user has to pass, when this runs as root.
  chmodSync(folder, 0o755);
  port = await freePort();
  typed = [];
});

afterEach(async () => {
  for (const one of typed) one.kill('SIGTERM');
  await Promise.all(typed.map((one) => one.end()));
  rmSync(folder, { recursive: true, force: true });
});

function type(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Typed {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [command, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // As on a machine where nothing is set, not even a locale.
    env: { PATH, HOME, XDG_CONFIG_HOME: join(folder, 'config'), SHIDIAN_DATA_DIR: join(folder, 'data'), PORT: String(port), ...environment },
  });
  const one = new Typed(child);
  typed.push(one);
  return one;
}

const up = (environment?: Readonly<Record<string, string>>): Typed => type(['up', '--json'], environment);
const refusal = (ended: Ended): { readonly code: string; readonly what: { readonly zh: string; readonly en: string } } =>
  (JSON.parse(ended.err.trim().split('\n').at(-1) ?? '') as { error: { code: string; what: { zh: string; en: string } } }).error;

function processes(): readonly number[] {
  const run = JSON.parse(readFileSync(join(folder, 'data/run.json'), 'utf8')) as { processes: readonly { pid: number }[] };
  const database = Number.parseInt(readFileSync(join(folder, 'data/postgres/cluster/postmaster.pid'), 'utf8'), 10);
  return [...run.processes.map(({ pid }) => pid), database];
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('shidian up', () => {
  it('gets ready, stops everything on Ctrl-C, and finds its data again', { timeout: patienceMs }, async () => {
    const first = up();
    await first.says('"ready":true');
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    const started = processes();
    expect(started.every(alive)).toBe(true);

    const second = await up().end();
    expect(second.code).toBe(1);
    expect(refusal(second)).toMatchObject({ code: 'up.running' });

    const signedIn = await type(['sign-in', 'school', '--password', 'shidian-sample-2016', '--json']).end();
    expect(signedIn.err).toBe('');
    const case1 = await type(['case', 'start', '--topic', 'Xxjsrhcxtz3-7', '--json']).end();
    expect(JSON.parse(case1.out)).toMatchObject({ number: '000001' });

    first.kill('SIGINT');
    expect((await first.end()).code).toBe(0);
    expect(started.filter(alive)).toEqual([]);
    expect(existsSync(join(folder, 'data/lock'))).toBe(false);

    const again = up();
    await again.says('"ready":true');
    const found = await type(['case', 'list', '--json']).end();
    expect(JSON.parse(found.out)).toMatchObject({ items: [{ number: '000001' }] });
    const programs = await type(['program', 'list', '--json']).end();
    expect((JSON.parse(programs.out) as { items: unknown[] }).items).toHaveLength(1);
  });

  it('takes over after it was killed: what was left running is stopped, and it says so', { timeout: patienceMs }, async () => {
    const first = up();
    await first.says('"ready":true');
    const left = processes();
    first.kill('SIGKILL');
    await first.end();
    expect(left.every(alive)).toBe(true);

    const again = up();
    const said = await again.says('"ready":true');
    expect(said).toContain('The last run did not end by itself');
    expect(left.filter(alive)).toEqual([]);
  });

  it('says which port is taken and starts nothing', { timeout: patienceMs }, async () => {
    const neighbour = createServer().listen(port, '127.0.0.1');
    await once(neighbour, 'listening');
    const ended = await up().end();
    neighbour.close();
    expect(ended.code).toBe(1);
    expect(refusal(ended)).toMatchObject({ code: 'port.busy', what: { en: `Port ${port} is taken by another program` } });
    expect(existsSync(join(folder, 'data/postgres'))).toBe(false);
  });

  it('leaves a lock that it cannot read to a person', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/lock'), '');
    const ended = await up().end();
    expect(ended.code).toBe(1);
    expect(refusal(ended)).toMatchObject({ code: 'lock.unreadable' });
  });

  it('names the version of data that another major made', { timeout: patienceMs }, async () => {
    mkdirSync(join(folder, 'data/postgres/cluster'), { recursive: true });
    writeFileSync(join(folder, 'data/postgres/cluster/PG_VERSION'), '15\n');
    const ended = await up().end();
    expect(ended.code).toBe(1);
    expect(refusal(ended).code).toBe('embedded.other_version');
    expect(refusal(ended).what.en).toContain('PostgreSQL 15');
  });

  it('reports every setting that is wrong at once', async () => {
    const ended = await up({ PORT: 'three', SHIDIAN_SAMPEL: 'x' }).end();
    expect(ended.code).toBe(1);
    expect(refusal(ended).code).toBe('config.invalid');
    expect(ended.err).toContain('PORT');
    expect(ended.err).toContain('SHIDIAN_SAMPEL');
  });
});
