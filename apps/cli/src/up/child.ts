import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from '../surroundings.js';
import { identityOf, type ProcessIdentity } from './process-identity.js';

export interface ChildPlan {
  readonly name: string;
  /** Path of the script that Node runs. */
  readonly script: string;
  readonly environment: Environment;
  /** Its standard output and error go there. */
  readonly log: string;
}

/** A process of ours. It stands in a group of its own, so that Ctrl-C reaches only the one who stops it in order. */
export class Child {
  readonly ended: Promise<string>;

  private constructor(
    readonly plan: ChildPlan,
    private readonly process: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => {
      process.once('error', (error) => {
        resolve(error.message);
      });
      process.once('exit', (code, signal) => {
        resolve(signal ?? String(code));
      });
    });
  }

  static start(plan: ChildPlan, program: string = process.execPath): Child {
    mkdirSync(dirname(plan.log), { recursive: true });
    const log = createWriteStream(plan.log, { flags: 'a' });
    // A full disk must not take the service with it: the log is lost, its process goes on.
    log.on('error', () => undefined);
    const started = spawn(program, [plan.script], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...plan.environment }, detached: true });
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    return new Child(plan, started);
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.process.pid !== undefined;
  }

  get identity(): ProcessIdentity | undefined {
    return this.process.pid === undefined ? undefined : identityOf(this.process.pid);
  }

  /** Asks it to end; after the patience ends it. Resolves when it is gone. */
  async stop(patienceMs: number): Promise<'ended' | 'killed'> {
    if (!this.running) return 'ended';
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), patienceMs);
    const how = await this.ended;
    clearTimeout(timer);
    return how === 'SIGKILL' ? 'killed' : 'ended';
  }
}

/** The last lines that a process wrote. */
export function lastLines(log: string, count: number): readonly string[] {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}
