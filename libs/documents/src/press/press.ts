/**
 * Papers, made in a process of their own, one after the other:
 *
 * ```
 * waiting (at most `waiting`) → made (within `withinMs`) → answered
 *    └─ full: PressBusy            └─ too long: the process is ended, PressFailed; the next one begins a new process
 * ```
 *
 * A paper can neither hold up whoever answers requests nor take more than its time.
 */
import { fork, type ChildProcess } from 'node:child_process';
import type { Done, Job } from './press-process.js';
import type { WorkKind, Works } from './work.js';

export interface PressOptions {
  /** Papers that may wait while one is made; 16 unless said otherwise. */
  readonly waiting?: number;
  /** Longest time for one paper, the start of the process included; 20 s unless said otherwise. */
  readonly withinMs?: number;
  /** The program of the process, where it is not the one that was built beside this file. */
  readonly entry?: URL;
}

/** Too many papers wait already: ask again in a while. */
export class PressBusy extends Error {
  readonly code = 'documents.busy';
  constructor(readonly retryAfterSeconds: number) {
    super('too many papers wait to be made');
    this.name = 'PressBusy';
  }
}

/** The paper could not be made, or not in its time. */
export class PressFailed extends Error {
  readonly code = 'documents.failed';
  constructor(readonly reason: string) {
    super(`the paper could not be made: ${reason}`);
    this.name = 'PressFailed';
  }
}

interface Waiting {
  readonly kind: WorkKind;
  readonly given: Works[WorkKind]['given'];
  readonly resolve: (made: Works[WorkKind]['made']) => void;
  readonly reject: (error: Error) => void;
}

const RETRY_AFTER_SECONDS = 5;
const HEAP_MB = 512;

export class Press {
  private readonly queue: Waiting[] = [];
  private readonly most: number;
  private readonly withinMs: number;
  private readonly entry: URL;
  private child: ChildProcess | undefined;
  private busy = false;
  private jobs = 0;

  constructor({ waiting = 16, withinMs = 20_000, entry = new URL('press-process.js', import.meta.url) }: PressOptions = {}) {
    this.most = waiting;
    this.withinMs = withinMs;
    this.entry = entry;
  }

  /** @throws PressBusy, PressFailed */
  async make<K extends WorkKind>(kind: K, given: Works[K]['given']): Promise<Works[K]['made']> {
    if (this.queue.length >= this.most) throw new PressBusy(RETRY_AFTER_SECONDS);
    return await new Promise((resolve, reject) => {
      this.queue.push({ kind, given, resolve, reject });
      this.next();
    });
  }

  /** Ends the process; what waits is refused. */
  close(): void {
    for (const waiting of this.queue.splice(0)) waiting.reject(new PressBusy(RETRY_AFTER_SECONDS));
    this.end();
  }

  private next(): void {
    if (this.busy) return;
    const waiting = this.queue.shift();
    if (waiting === undefined) return;
    this.busy = true;
    void this.run(waiting)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        this.busy = false;
        this.next();
      });
  }

  private async run({ kind, given }: Waiting): Promise<Works[WorkKind]['made']> {
    const child = (this.child ??= this.start());
    const id = (this.jobs += 1);
    // While nothing is made the process holds nobody back from ending.
    child.ref();
    child.channel?.ref();
    try {
      return await this.answer(child, { id, kind, given });
    } finally {
      child.unref();
      child.channel?.unref();
    }
  }

  private answer(child: ChildProcess, job: Job): Promise<Works[WorkKind]['made']> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
      };
      const fail = (reason: string): void => {
        settle();
        this.end();
        reject(new PressFailed(reason));
      };
      const timer = setTimeout(() => { fail(`not within ${this.withinMs} ms`); }, this.withinMs);
      const onMessage = (done: Done): void => {
        if (done.id !== job.id) return;
        settle();
        if ('made' in done) resolve(done.made);
        else reject(new PressFailed(done.fault));
      };
      const onExit = (): void => { fail('its process ended'); };
      const onError = (error: Error): void => { fail(error.message); };
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      child.send(job);
    });
  }

  private start(): ChildProcess {
    const child = fork(this.entry, { serialization: 'advanced', execArgv: [`--max-old-space-size=${HEAP_MB}`], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    // Said by the paper that is being made, if there is one; the next begins a new process.
    child.on('error', () => undefined);
    return child;
  }

  private end(): void {
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL');
  }
}
