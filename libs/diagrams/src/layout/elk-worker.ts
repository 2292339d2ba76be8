/**
 * ELK in a worker thread: a layout takes longer than an event loop should be held up. The thread is started with the
 * first picture, ends itself after a while without work, and never keeps a process alive.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ElkNode } from 'elkjs';

/** Why a picture could not be laid out: the graph is at fault, or the thread died. */
export class LayoutFailed extends Error {
  readonly code = 'diagram.layout_failed';
  constructor(readonly why: string) {
    super(`the picture could not be laid out: ${why}`);
    this.name = 'LayoutFailed';
  }
}

interface Answer {
  readonly id: number;
  readonly graph?: ElkNode;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (graph: ElkNode) => void;
  readonly reject: (error: LayoutFailed) => void;
}

/** Plain CommonJS, so that it runs the same from sources and from what was built. */
const CODE = `
const { parentPort, workerData } = require('node:worker_threads');
const ELK = require(workerData);
const elk = new ELK();
parentPort.on('message', ({ id, graph }) => {
  elk.layout(graph).then((laid) => parentPort.postMessage({ id, graph: laid }), (error) => parentPort.postMessage({ id, error: String(error && error.message || error) }));
});`;

const IDLE_MS = 60_000;

export class ElkWorker {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  /** @throws LayoutFailed */
  async layout(graph: ElkNode): Promise<ElkNode> {
    const worker = this.running();
    this.asked += 1;
    const id = this.asked;
    return await new Promise<ElkNode>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, graph });
    });
  }

  /** Ends the thread; what is still asked is refused. A later layout starts another. */
  async close(): Promise<void> {
    const { worker } = this;
    this.forget('the service is closing');
    await worker?.terminate();
  }

  private running(): Worker {
    clearTimeout(this.idle);
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(CODE, { eval: true, workerData: createRequire(import.meta.url).resolve('elkjs') });
    worker.on('message', (answer: Answer) => {
      if (worker === this.worker) this.answered(worker, answer);
    });
    worker.on('error', (error) => {
      if (worker === this.worker) this.forget(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', () => {
      if (worker === this.worker) this.forget('the thread ended');
    });
    this.worker = worker;
    return worker;
  }

  private answered(worker: Worker, { id, graph, error }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (graph === undefined) waiting?.reject(new LayoutFailed(error ?? 'no answer'));
    else waiting?.resolve(graph);
    if (this.waiting.size > 0) return;
    worker.unref();
    this.idle = setTimeout(() => void this.close(), IDLE_MS);
    this.idle.unref();
  }

  private forget(why: string): void {
    clearTimeout(this.idle);
    this.worker = undefined;
    const refused = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of refused) reject(new LayoutFailed(why));
  }
}
