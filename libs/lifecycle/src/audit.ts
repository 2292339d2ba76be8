/** Proving the record whole, and that every active state has exactly the timers and tasks its definition asks for. */
import { chainHash, GENESIS } from './journal.js';
import type { AuditStore, ChainHead } from './ports/audit-store.js';
import type { StepStore, StepTransaction } from './ports/step-store.js';
import type { WriteBatch } from './ports/writes.js';
import type { StepRunner } from './step-runner.js';
import type { AuditUseCases, ChainReport } from './use-cases.js';
import type { InstanceView } from '@shidian/engine';

type Fault = NonNullable<ChainReport['firstFault']>;

interface Finding {
  readonly ownerId: string;
  readonly fault: string;
  readonly words: { readonly zh: string; readonly en: string };
  readonly mended: boolean;
}

export class Audit implements AuditUseCases {
  constructor(
    private readonly audit: AuditStore,
    private readonly store: StepStore,
    private readonly runner: StepRunner,
  ) {}

  async *verify(ownerId?: string): AsyncIterable<ChainReport> {
    for await (const head of this.audit.heads(ownerId)) yield await this.verifyChain(head);
  }

  private async verifyChain(head: ChainHead): Promise<ChainReport> {
    const owner = head.caseId ?? head.programId;
    let previous = GENESIS;
    let count = 0;
    const faulty = (seq: number, what: Fault['what'], zh: string, en: string): ChainReport => ({ ownerId: owner, entries: count, whole: false, firstFault: { seq, what, words: { zh, en } } });
    for await (const entry of this.audit.entries(owner)) {
      count += 1;
      if (entry.seq !== count) return faulty(count, 'gap', `缺第 ${count} 条`, `entry ${count} is missing`);
      if (entry.previous !== previous) return faulty(count, 'order', `第 ${count} 条接不上前一条`, `entry ${count} does not follow the one before`);
      if (chainHash(previous, entry.body) !== entry.hash) return faulty(count, 'changed', `第 ${count} 条被改过`, `entry ${count} was changed`);
      previous = entry.hash;
    }
    if (count !== head.journalCount) return faulty(count, 'count', `应有 ${head.journalCount} 条，实有 ${count} 条`, `${head.journalCount} entries are due, ${count} are there`);
    if (previous !== head.journalHead) return faulty(count, 'head', '末条与登记的链头不符', 'the last entry is not the recorded head');
    return { ownerId: owner, entries: count, whole: true };
  }

  async *examine(mend: boolean): AsyncIterable<Finding> {
    for await (const head of this.audit.heads()) yield* await this.examineOne(head, mend);
  }

  private async examineOne(head: ChainHead, mend: boolean): Promise<readonly Finding[]> {
    const ownerId = head.caseId ?? head.programId;
    return await this.store.transaction(async (tx) => {
      const view = await this.viewOf(tx, head);
      if (view === undefined) return [];
      const there = await this.audit.projections(ownerId);
      const owner = { programId: head.programId, caseId: head.caseId };
      const wanted = new Map(view.timers.map((timer) => [timer.key, timer]));
      const wrong = view.timers.filter((timer) => !there.timers.some((row) => row.key === timer.key && row.epoch === timer.epoch && row.dueAt === timer.at));
      const surplus = there.timers.filter((row) => !wanted.has(row.key));
      const open = new Set(view.tasks.map((task) => task.number));
      const lingering = there.openTasks.filter((number) => !open.has(number));
      const missing = [...open].filter((number) => !there.openTasks.includes(number));
      const findings = [
        ...wrong.map((timer) => finding(ownerId, 'timer.wrong', `时钟 ${timer.key} 缺失或不准`, `timer ${timer.key} is missing or wrong`, mend)),
        ...surplus.map((row) => finding(ownerId, 'timer.surplus', `多余的时钟 ${row.key}`, `timer ${row.key} should not be there`, mend)),
        ...lingering.map((number) => finding(ownerId, 'task.lingering', `待办 ${number} 应已结束`, `task ${number} should be closed`, mend)),
        ...missing.map((number) => finding(ownerId, 'task.missing', `缺待办 ${number}`, `task ${number} is missing`, false)),
      ];
      if (mend && findings.length > 0) {
        const batch: WriteBatch = {
          timersSet: wrong.map((timer) => ({ ...owner, key: timer.key, epoch: timer.epoch, dueAt: timer.at })),
          timersDeleted: surplus.map((row) => ({ ...owner, key: row.key })),
          tasksClosed: lingering.map((number) => ({ ...owner, number, at: this.runner.clock.now(), because: 'left' as const, by: null })),
        };
        await tx.write(batch);
      }
      return findings;
    });
  }

  private async viewOf(tx: StepTransaction, head: ChainHead): Promise<InstanceView | undefined> {
    if (head.caseId === null) {
      const bundle = await tx.lockProgram(head.programId);
      if (bundle === undefined) return undefined;
      const one = await this.runner.programInStep(bundle);
      return one.definition.programKernel.view(bundle.program.state, one.dates);
    }
    const [bundle] = await tx.lockCases([head.caseId]);
    if (bundle === undefined) return undefined;
    const one = await this.runner.caseInStep(bundle);
    return one.definition.caseKernel.view(bundle.case.state, one.dates);
  }
}

function finding(ownerId: string, fault: string, zh: string, en: string, mended: boolean): Finding {
  return { ownerId, fault, words: { zh, en }, mended };
}
