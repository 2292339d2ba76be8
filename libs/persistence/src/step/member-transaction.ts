import type { CaseForStep, SharedWork, StepTransaction, WriteBatch } from '@shidian/lifecycle';
import type { PostgresStepTransaction } from './transaction.js';

export type KeyTaken = Awaited<ReturnType<StepTransaction['takeIdempotencyKey']>>;

/** A work asked for more than the case and the key that it had named. It is then run alone. */
export class NotShared extends Error {
  readonly code = 'step.not_shared';
  constructor(readonly asked: string) {
    super(`${asked} is not for a work that shares its transaction`);
    this.name = 'NotShared';
  }
}

/** What one work sees of a shared transaction: its own case and key, read beforehand; what it writes is collected. */
export class MemberTransaction implements StepTransaction {
  readonly writes: WriteBatch[] = [];

  constructor(
    private readonly tx: PostgresStepTransaction,
    private readonly about: SharedWork,
    private readonly bundle: CaseForStep,
    private readonly taken: KeyTaken | undefined,
  ) {}

  takeIdempotencyKey(accountId: string, route: string, key: string): Promise<KeyTaken> {
    const { key: named } = this.about;
    const same = named !== undefined && named.accountId === accountId && named.route === route && named.key === key;
    return same && this.taken !== undefined ? Promise.resolve(this.taken) : refuse('another idempotency key');
  }

  lockCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]> {
    return caseIds.every((id) => id === this.about.caseId) ? Promise.resolve(caseIds.length === 0 ? [] : [this.bundle]) : refuse('another case');
  }

  draft(caseId: string, form: string): ReturnType<StepTransaction['draft']> {
    return caseId === this.about.caseId ? this.tx.draft(caseId, form) : refuse('a draft of another case');
  }

  formBodies(caseIds: readonly string[]): ReturnType<StepTransaction['formBodies']> {
    return caseIds.every((id) => id === this.about.caseId) ? this.tx.formBodies(caseIds) : refuse('forms of another case');
  }

  write(batch: WriteBatch): Promise<void> {
    const foreign = this.tx.foreignAttachment(batch);
    if (foreign !== undefined) return Promise.reject(foreign);
    this.writes.push(batch);
    return Promise.resolve();
  }

  createDraft(): Promise<never> {
    return refuse('a new draft');
  }

  lockProgram(): Promise<never> {
    return refuse('a program');
  }

  holdProgram(): Promise<never> {
    return refuse('a program');
  }

  lockQuotas(): Promise<never> {
    return refuse('a quota');
  }

  countForQuota(): Promise<never> {
    return refuse('a quota');
  }

  lapsedCases(): Promise<never> {
    return refuse('cases of a program');
  }

  nextCaseNumber(): Promise<never> {
    return refuse('a number');
  }

  nextRollSerial(): Promise<never> {
    return refuse('a number');
  }

  roll(): Promise<never> {
    return refuse('a roll');
  }

  lockDueCases(): Promise<never> {
    return refuse('what is due');
  }

  lockUnseeingCases(): Promise<never> {
    return refuse('cases of a program');
  }
}

function refuse(asked: string): Promise<never> {
  return Promise.reject(new NotShared(asked));
}
