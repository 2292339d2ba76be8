/**
 * The store of steps: one step = one transaction, read under locks taken in a fixed order (program, quotas, cases by id), written in
 * one {@link StepTransaction.write}. libs/persistence implements it.
 */
import type { Instant, JsonValue } from '@shidian/engine';
import type { CaseForStep, ProgramForStep } from './rows.js';
import type { IdempotencyRecord, RollRow, WriteBatch } from './writes.js';

/** What was submitted, for whoever reads the forms themselves. */
export interface SubmittedForms {
  /** Bodies of the newest versions by case and form, e.g. `{application: {cover: {…}}}`; a case that submitted none is left out. */
  formBodies(caseIds: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, JsonValue>>>>;
}

export interface StepTransaction extends SubmittedForms {
  /**
   * Takes the key for this transaction. `fresh`: go on; `done`: the stored outcome; `in_flight`: another request holds it;
   * `reused`: the same key came with another body.
   */
  takeIdempotencyKey(accountId: string, route: string, key: string, bodyHash: string): Promise<
    { readonly is: 'fresh' } | { readonly is: 'done'; readonly outcome: JsonValue } | { readonly is: 'in_flight' } | { readonly is: 'reused' }
  >;
  /** FOR UPDATE (first in the order of locks). Undefined when there is none. */
  lockProgram(programId: string): Promise<ProgramForStep | undefined>;
  /** FOR SHARE, in lockProgram's place: the program stays where it stands while a case is started in it. Counts no cases. */
  holdProgram(programId: string): Promise<ProgramForStep | undefined>;
  /** Serialises acts that count against the same quotas; keys are taken in sorted order, after programs, before cases. */
  lockQuotas(keys: readonly string[]): Promise<void>;
  /** Cases of the program that bear the tag and match; under lockQuotas. */
  countForQuota(query: { readonly programId: string; readonly tag: string; readonly applicantId?: string; readonly topic?: string; readonly underOrganisation?: string }): Promise<number>;
  /** Ids of cases that a deadline has ended, ascending; of one jurisdiction where it is named. Under the program's lock. */
  lapsedCases(programId: string, organisationId: string | null, limit: number): Promise<readonly string[]>;
  /** Next 受理号 of the program. */
  nextCaseNumber(programId: string): Promise<number>;
  /** Next serial of the organisation's roll (locks the slot; under the program's lock). */
  nextRollSerial(programId: string, roll: string, organisationId: string): Promise<number>;
  /** A confirmed roll. */
  roll(rollId: string): Promise<RollRow | undefined>;
  /** Locks in id order whatever order is asked; missing ids are left out. */
  lockCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]>;
  /**
   * Up to `limit` cases with a timer due at or before `upTo`, locked with SKIP LOCKED. Their rows that were due are gone with
   * this transaction: it writes every timer that a case still has.
   */
  lockDueCases(upTo: Instant, limit: number): Promise<readonly CaseForStep[]>;
  /** Up to `limit` cases of the program, unfinished or lapsed, that have not seen its newest move or newest date row; SKIP LOCKED. */
  lockUnseeingCases(programId: string, limit: number): Promise<readonly CaseForStep[]>;
  draft(caseId: string, form: string): Promise<{ readonly body: JsonValue; readonly version: number } | undefined>;
  /** The first draft of a form of a case that this transaction began. */
  createDraft(row: { readonly caseId: string; readonly form: string; readonly body: JsonValue; readonly savedBy: string; readonly at: Instant }): Promise<void>;
  /** One round trip for everything. */
  write(batch: WriteBatch): Promise<void>;
}

/** The one case that a shared work is about, and the key that its request came under. */
export interface SharedWork {
  readonly caseId: string;
  readonly key?: Pick<IdempotencyRecord, 'accountId' | 'route' | 'key' | 'bodyHash'>;
}

export interface StepStore extends SubmittedForms {
  /** Runs the work in one transaction of the `engine` role; 40P01 and 40001 are retried (the work runs again), never shown. */
  transaction<T>(work: (tx: StepTransaction) => Promise<T>): Promise<T>;
  /**
   * Like {@link transaction}, for work that locks the one case and takes the one key that it names here, and may therefore
   * share a transaction with the works of others on other cases. A work that throws has written nothing, the others go on;
   * where a shared transaction fails, each of its works runs again in one of its own.
   */
  shared<T>(about: SharedWork, work: (tx: StepTransaction) => Promise<T>): Promise<T>;
  /** Cases as they stand, for whoever only looks: no lock is taken and none waited for. Missing ids are left out. */
  readCases(caseIds: readonly string[]): Promise<readonly CaseForStep[]>;
  /** A program as it stands, without a lock. */
  readProgram(programId: string): Promise<ProgramForStep | undefined>;
  /** Programs with a timer due at or before `upTo`, by id. */
  duePrograms(upTo: Instant, limit: number): Promise<readonly string[]>;
  /** Earliest due instant of any timer, or undefined. */
  nextDue(): Promise<Instant | undefined>;
}

export class StaleWrite extends Error {
  readonly code = 'write.stale';
  constructor(readonly instanceId: string) {
    super(`instance ${instanceId} was written by somebody else in between`);
  }
}

export class UnknownAttachment extends Error {
  readonly code = 'attachment.unknown';
  constructor(readonly attachmentId: string) {
    super(`attachment ${attachmentId} is not pending for this account`);
  }
}
