/** Proving the record whole, and that every active state has exactly the timers and tasks its definition asks for. */
import { Examination, type Finding } from './examination.js';
import { chainHash, GENESIS } from './journal.js';
import type { AuditStore, ChainHead } from './ports/audit-store.js';
import type { StepStore } from './ports/step-store.js';
import type { StepRunner } from './step-runner.js';
import type { AuditUseCases, ChainReport } from './use-cases.js';

type Fault = NonNullable<ChainReport['firstFault']>;

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

  examine(mend: boolean): AsyncIterable<Finding> {
    return new Examination(this.audit, this.store, this.runner).run(mend);
  }
}
