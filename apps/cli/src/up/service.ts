import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@shidian/engine';
import { CommandFailed } from '../failure.js';
import type { Environment } from '../surroundings.js';
import { Child, lastLines, type ChildPlan } from './child.js';
import { waitReady } from './ready.js';
import type { StopWish } from './stop.js';

const patienceMs = 20_000;
const readyWithinMs = 60_000;
/** A part that falls over more often than this within a minute is not started again. */
const restartsAMinute = 3;

export interface ServiceSurroundings {
  report(words: Words): void;
  /** Another process than before stands for a service now. */
  changed(): void;
  readonly wish: StopWish;
}

/** api or worker: started, watched, started again when it falls over, stopped when asked. */
export class Service {
  private child: Child;
  private readonly falls: number[] = [];
  private stopping = false;

  private constructor(
    private readonly plan: ChildPlan,
    readonly address: string,
    private readonly surroundings: ServiceSurroundings,
  ) {
    this.child = this.start();
  }

  static plan(root: string, logs: string, name: 'api' | 'worker', environment: Environment): ChildPlan {
    const script = join(root, 'dist/apps', name, 'src/main.js');
    if (!existsSync(script)) {
      throw new CommandFailed('build.missing', {
        what: { zh: `还没有编译 ${name}`, en: `${name} has not been built` },
        where: script,
        mend: { zh: '先运行 npm run build', en: 'Run npm run build first' },
      });
    }
    return { name, script, environment, log: join(logs, `${name}.log`) };
  }

  static run(plan: ChildPlan, address: string, surroundings: ServiceSurroundings): Service {
    return new Service(plan, address, surroundings);
  }

  get identity(): Child['identity'] {
    return this.child.identity;
  }

  /** Throws {@link CommandFailed} with its last words when it ends or does not get ready in time. */
  async ready(): Promise<void> {
    const answer = await waitReady(this.address, readyWithinMs, () => !this.child.running || this.surroundings.wish.given);
    if (answer.ready || this.surroundings.wish.given) return;
    const fell = !this.child.running;
    throw new CommandFailed('up.not_ready', {
      what: fell
        ? { zh: `${this.plan.name} 启动后就退出了`, en: `${this.plan.name} ended right after its start` }
        : { zh: `${this.plan.name} 一分钟内没有就绪：${answer.says}`, en: `${this.plan.name} was not ready within a minute: ${answer.says}` },
      where: [this.plan.log, ...lastLines(this.plan.log, 8)].join('\n  '),
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const how = await this.child.stop(patienceMs);
    if (how === 'killed') this.surroundings.report({ zh: `${this.plan.name} 不肯退出，已强行结束`, en: `${this.plan.name} did not end by itself and was killed` });
  }

  private start(): Child {
    const child = Child.start(this.plan);
    void child.ended.then((how) => {
      if (!this.stopping && this.child === child) this.fell(how);
    });
    return child;
  }

  private fell(how: string): void {
    const now = performance.now();
    this.falls.push(now);
    const recent = this.falls.filter((at) => now - at < 60_000).length;
    if (recent > restartsAMinute) {
      this.surroundings.report({ zh: `${this.plan.name} 一再退出（${how}），服务停止；见 ${this.plan.log}`, en: `${this.plan.name} keeps ending (${how}); the service stops; see ${this.plan.log}` });
      this.surroundings.wish.give();
      return;
    }
    this.surroundings.report({ zh: `${this.plan.name} 意外退出（${how}），重新启动`, en: `${this.plan.name} ended unexpectedly (${how}) and is started again` });
    this.child = this.start();
    this.surroundings.changed();
  }
}
