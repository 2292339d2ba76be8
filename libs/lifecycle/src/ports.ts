/**
 * What the use cases need from the outside, named by us. libs/persistence implements the stores.
 *
 * One step = one transaction. Every write of a step goes through ONE {@link StepTransaction.write}
 * with plain rows, so that the adapter can fold them into one statement. Instants are milliseconds since the epoch;
 * ids are UUIDs (v7, made by the use cases) unless said otherwise.
 */
import type { Organisation, Post } from '@shidian/access';
import type { Artefact } from '@shidian/definition';
import type { Instant, InstanceState, JsonValue, ProgramMove, Words } from '@shidian/engine';

// -- identity ---------------------------------------------------------------------------------

export type Administration = 'system' | 'security' | 'audit';

/** Who stands at the door. Built from the session or token, never from the request's body. */
export interface Principal {
  readonly accountId: string;
  readonly login: string;
  readonly name: string;
  /** Posts held now (holdings valid at the time of asking). */
  readonly posts: readonly string[];
  /** Organisation ids and post ids that the reader's row-level security is set to (`app.scope`). */
  readonly scope: readonly string[];
  readonly administers: Administration | null;
}

/** The business clock: an estimate of the database's clock, or a virtual one in a simulation. */
export interface BusinessClock {
  now(): Instant;
}

// -- rows ---------------------------------------------------------------------------------------

export interface Journalled {
  readonly journalHead: string;
  readonly journalCount: number;
}

export interface ProgramRow extends Journalled {
  readonly id: string;
  readonly definitionHash: string;
  readonly name: string;
  readonly issuerId: string;
  readonly state: InstanceState;
  readonly version: number;
  readonly openedAt: Instant;
}

export interface CaseRow extends Journalled {
  readonly id: string;
  readonly programId: string;
  /** 受理号: unique in the program, made at the start, e.g. `000123`. */
  readonly number: string;
  readonly applicantId: string;
  readonly applicantKind: string;
  readonly topic: string;
  /** Own title where the topic is open; null otherwise. */
  readonly title: string | null;
  readonly state: InstanceState;
  readonly version: number;
  readonly startedAt: Instant;
  /** Organisation and post ids that may read the case. */
  readonly visibleTo: readonly string[];
}

export type DateScope = 'program' | 'organisation' | 'case';

/** One committed setting, extension or bringing forward of a date. Rows are never updated: the newest of the most specific scope binds. */
export interface DateRow {
  readonly id: string;
  readonly programId: string;
  readonly name: string;
  readonly scope: DateScope;
  /** Program, organisation (binds everything below it) or case id. */
  readonly scopeId: string;
  /** The rule in words as given. */
  readonly rule: string;
  readonly opensAt: Instant | null;
  /** First instant outside. */
  readonly closesAt: Instant | null;
  readonly provisional: boolean;
  readonly zone: string;
  readonly calendarVersion: string;
  readonly reason: string | null;
  readonly approver: string | null;
  /** 文号 of the paper that grants it. */
  readonly documentNumber: string | null;
  /** Account, or null where the system did it at the opening. */
  readonly setBy: string | null;
  readonly setAt: Instant;
}

export interface FormVersion {
  readonly id: string;
  readonly caseId: string;
  readonly form: string;
  readonly version: number;
  readonly body: JsonValue;
  /** Hex; the journal holds only sha256(salt ‖ canonical body), so that removing the body keeps the chain whole. */
  readonly salt: string;
  readonly hash: string;
  readonly submittedAt: Instant;
  readonly submittedBy: string;
  readonly baseline: boolean;
}

export interface CaseForStep {
  readonly case: CaseRow;
  readonly definitionHash: string;
  readonly issuerId: string;
  readonly programName: string;
  /** From the move seen (inclusive) to the newest, ascending. */
  readonly moves: readonly ProgramMove[];
  /** All rows of the program's dates that can bind this case: program, organisations above the applicant (inclusive), the case. */
  readonly dates: readonly DateRow[];
  /** Newest version of each form that was submitted. */
  readonly forms: readonly FormVersion[];
}

export interface ProgramForStep {
  readonly program: ProgramRow;
  /** The newest row of the program's moves. */
  readonly lastMove: ProgramMove;
  readonly dates: readonly DateRow[];
  /** All zero where no guard of the program asks for them. */
  readonly cases: CaseCounts;
}

export interface CaseCounts {
  readonly states: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
  readonly active: number;
}

// -- writes -------------------------------------------------------------------------------------

/** Kernel columns that a step rewrites; `expectedVersion` guards the write (a mismatch throws {@link StaleWrite}). */
export interface InstanceUpdate {
  readonly id: string;
  readonly expectedVersion: number;
  readonly state: InstanceState;
  readonly states: readonly string[];
  readonly tags: readonly string[];
  readonly outcome: string | null;
  readonly journalHead: string;
  readonly journalCount: number;
  readonly programSeen: number;
  readonly at: Instant;
}

export type NewCase = Omit<CaseRow, 'version' | 'journalHead' | 'journalCount' | 'state'>;

/** `ownerId` is the case's id, or the program's for its own rows (then `caseId` is null). */
export interface OwnedRow {
  readonly programId: string;
  readonly caseId: string | null;
}

export interface JournalRow extends OwnedRow {
  readonly seq: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly kind: string;
  /** RFC 8785 canonical JSON. */
  readonly body: string;
  readonly previous: string;
  /** `sha256:<hex>` of previous ‖ '\n' ‖ body. */
  readonly hash: string;
}

export interface TaskRow extends OwnedRow {
  readonly number: number;
  readonly key: string;
  readonly name: Words;
  readonly optional: boolean;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly members: readonly string[];
}

export interface TaskClosing extends OwnedRow {
  readonly number: number;
  readonly at: Instant;
  readonly because: 'done' | 'left';
  readonly by: string | null;
}

export interface MemberActRow extends OwnedRow {
  readonly number: number;
  readonly post: string;
  readonly account: string;
  readonly decision: string;
  readonly at: Instant;
}

export interface TaskDue extends OwnedRow {
  readonly number: number;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
}

export interface TimerWrite extends OwnedRow {
  readonly key: string;
  readonly epoch: number;
  readonly dueAt: Instant;
}

export interface NoticeRow extends OwnedRow {
  readonly id: string;
  /** Unique: the step that caused it, its place in the step, the post. A second insert of the same key is an error of ours. */
  readonly key: string;
  readonly post: string;
  readonly at: Instant;
  readonly kind: 'task' | 'reminder' | 'overdue' | 'escalation' | 'stage' | 'date';
  readonly text: Words;
  readonly urgent: boolean;
}

export interface OpinionRow {
  readonly id: string;
  readonly caseId: string;
  readonly form: string;
  readonly block: string;
  readonly task: string;
  readonly decision: string;
  readonly text: string;
  readonly signature: string | null;
  /** Whether the unit's seal stands on it, as its writer states (the paper copy bears it); always with a scan. */
  readonly sealed: boolean;
  readonly sealAttachment: string | null;
  readonly onDate: string | null;
  readonly account: string;
  readonly post: string;
  readonly at: Instant;
}

export interface RollRow {
  readonly id: string;
  readonly programId: string;
  readonly key: string;
  readonly organisationId: string;
  /** 第 n 次上报 of this organisation for this roll, from 1. */
  readonly serial: number;
  readonly answers: string | null;
  readonly data: Readonly<Record<string, JsonValue>>;
  /** The generated table, header and rows, frozen; null where the roll has none. */
  readonly table: JsonValue;
  readonly hash: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
  readonly lines: readonly { readonly position: number; readonly caseId: string; readonly decision: string; readonly data: Readonly<Record<string, JsonValue>> }[];
}

/** Ids and instants only: whoever handles it re-reads. */
export type OutboxMessage =
  /** Something falls due at `at`. */
  | { readonly topic: 'drain'; readonly at: Instant }
  /** Cases of the program have not seen its newest move, or its dates changed: look again. */
  | { readonly topic: 'poke.cases'; readonly programId: string }
  /** The program's own `always` may move because cases did. */
  | { readonly topic: 'poke.program'; readonly programId: string }
  /** Notices were written. */
  | { readonly topic: 'deliver' };

export interface IdempotencyRecord {
  readonly accountId: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
  /** Status and body of the answer; no personal data. */
  readonly outcome: JsonValue;
  readonly at: Instant;
}

export interface WriteBatch {
  readonly newPrograms?: readonly (Omit<ProgramRow, 'version' | 'journalHead' | 'journalCount' | 'state'> & { readonly openedBy: string | null })[];
  readonly newCases?: readonly NewCase[];
  /** A new row's first state is also written here, with expectedVersion 0. */
  readonly programs?: readonly InstanceUpdate[];
  readonly cases?: readonly InstanceUpdate[];
  readonly titles?: readonly { readonly caseId: string; readonly topic: string; readonly title: string | null }[];
  readonly moves?: readonly (ProgramMove & { readonly programId: string })[];
  readonly journal?: readonly JournalRow[];
  readonly tasksOpened?: readonly TaskRow[];
  readonly tasksClosed?: readonly TaskClosing[];
  readonly memberActs?: readonly MemberActRow[];
  /** A seat of an open task goes to another post (转办). */
  readonly seatsHandedOver?: readonly (OwnedRow & { readonly number: number; readonly from: string; readonly to: string })[];
  readonly tasksDue?: readonly TaskDue[];
  readonly timersSet?: readonly TimerWrite[];
  readonly timersDeleted?: readonly (OwnedRow & { readonly key: string })[];
  readonly dates?: readonly DateRow[];
  readonly forms?: readonly FormVersion[];
  readonly draftsDeleted?: readonly { readonly caseId: string; readonly form: string }[];
  /** Freezes the newest version of the form as the baseline. */
  readonly baselines?: readonly { readonly caseId: string; readonly form: string }[];
  readonly opinions?: readonly OpinionRow[];
  /** Opinions of these tasks of the case are void from now on (驳回); they are never deleted. */
  readonly opinionsVoided?: readonly { readonly caseId: string; readonly tasks: readonly string[]; readonly at: Instant }[];
  /** Pending attachments that this step names; an unknown, foreign or already named one throws {@link UnknownAttachment}. */
  readonly attachmentsNamed?: readonly { readonly id: string; readonly caseId: string; readonly uploadedBy: string }[];
  readonly rolls?: readonly RollRow[];
  readonly notices?: readonly NoticeRow[];
  readonly outbox?: readonly OutboxMessage[];
  readonly idempotency?: readonly IdempotencyRecord[];
}

// -- stores -------------------------------------------------------------------------------------

export interface StepTransaction {
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
  /** Up to `limit` cases with a timer due at or before `upTo`, locked with SKIP LOCKED. */
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

export interface StepStore {
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

/** Published definitions; immutable. */
export interface DefinitionStore {
  publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly fresh: boolean }>;
  artefact(hash: string): Promise<Artefact | undefined>;
  latest(id: string): Promise<Artefact | undefined>;
  /** What binds the next version: the newest of its id, and the newest of another id in its series. */
  predecessors(next: Pick<Artefact, 'id' | 'series'>): Promise<readonly Artefact[]>;
  list(): Promise<readonly { readonly id: string; readonly hash: string; readonly name: Words; readonly publishedAt: Instant }[]>;
}

/** Organisations, posts, accounts, holdings: changes rarely, read whole and cached by `version`. */
export interface DirectoryStore {
  version(): Promise<number>;
  load(): Promise<{ readonly version: number; readonly organisations: readonly Organisation[]; readonly posts: readonly Post[]; /** Posts that somebody holds now. */ readonly held: readonly string[] }>;
  saveOrganisations(rows: readonly Organisation[]): Promise<void>;
  savePosts(rows: readonly Post[]): Promise<void>;
  saveAccounts(rows: readonly AccountRow[]): Promise<void>;
  saveHoldings(rows: readonly { readonly accountId: string; readonly postId: string; readonly from: Instant; readonly to: Instant | null }[]): Promise<void>;
  accountByLogin(login: string): Promise<AccountRow | undefined>;
  /** Principal of the account at the instant; undefined when disabled or unknown. */
  principal(accountId: string, at: Instant): Promise<Principal | undefined>;
  /** Principals of those of the accounts that are known and not disabled, in no order. */
  principals(accountIds: readonly string[], at: Instant): Promise<readonly Principal[]>;
}

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** argon2id string. */
  readonly passwordHash: string;
  readonly email: string | null;
  readonly disabled: boolean;
  readonly administers: Administration | null;
}

export interface DraftRow {
  readonly caseId: string;
  readonly form: string;
  readonly body: JsonValue;
  /** From 1; the ETag. */
  readonly version: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

export interface DraftStore {
  get(caseId: string, form: string): Promise<DraftRow | undefined>;
  /** Guarded write: `expectedVersion` 0 creates. Returns the new row, or the row that is there when the version differs. */
  save(row: { readonly caseId: string; readonly form: string; readonly body: JsonValue; readonly expectedVersion: number; readonly savedBy: string; readonly at: Instant }): Promise<{ readonly saved: boolean; readonly row: DraftRow }>;
}

export interface AttachmentRow {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  /** Null while pending: no step has named it yet. */
  readonly caseId: string | null;
}

export interface AttachmentStore {
  save(row: Omit<AttachmentRow, 'caseId'>, content: Uint8Array): Promise<void>;
  get(id: string): Promise<AttachmentRow | undefined>;
  content(sha256: string): Promise<Uint8Array | undefined>;
  /** Deletes pending rows older than `before` and contents that no row names; returns how many rows went. */
  collect(before: Instant): Promise<number>;
}

// -- what the worker carries ----------------------------------------------------------------------

/** What the worker looks at to know what comes next. */
export interface AgendaStore {
  /** Distinct due instants of timers after `after` and at or before `upTo`, ascending. */
  dueInstants(after: Instant, upTo: Instant, limit: number): Promise<readonly Instant[]>;
  /** Programs that are not over, by id: a sweep pokes them and their cases, so that a poke which the queue lost is only late. */
  activePrograms(): Promise<readonly string[]>;
}

export interface OutboxStore {
  /**
   * Locks up to `limit` rows in the order of their ids (SKIP LOCKED), hands their messages to `publish` and deletes them
   * when it resolves; when it rejects they stay. Returns how many went. A crash in between publishes them again.
   */
  take(limit: number, publish: (messages: readonly OutboxMessage[]) => Promise<void>): Promise<number>;
}

/** One message to one mailbox, made from a notice; the notice row itself is the message in the inbox. */
export interface DeliveryRow {
  readonly id: string;
  /** Unique: the notice's key and the account. The same key is the same message, sent again or not. */
  readonly key: string;
  readonly address: string;
  readonly recipient: string;
  readonly programId: string;
  readonly programName: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly kind: NoticeRow['kind'];
  readonly text: Words;
  readonly urgent: boolean;
  readonly noticedAt: Instant;
  /** Attempts made, the one it is claimed for included. */
  readonly attempts: number;
}

/**
 * ```
 * queued → sending → delivered
 *    ↑        ├────→ failed_temporarily ─(nextAt)→ sending
 *  held       └────→ failed
 * ```
 */
export interface DeliveryStore {
  /** Makes the deliveries of up to `limit` notices that have none yet: one per account that holds the post and has a mailbox. Returns how many notices were seen. */
  expand(limit: number): Promise<number>;
  /**
   * Takes up to `limit` deliveries that are due (queued, failed_temporarily whose `nextAt` has come, or sending whose lease
   * ran out at `at`), urgent first, then oldest; sets them sending with a lease and counts the attempt.
   */
  claim(limit: number, leaseMs: number, at: Instant): Promise<readonly DeliveryRow[]>;
  delivered(id: string, at: Instant): Promise<void>;
  /** `nextAt` is null where the failure is permanent. `error` is at most 500 characters and holds no message text. */
  failed(id: string, failure: { readonly permanent: boolean; readonly error: string; readonly nextAt: Instant | null }): Promise<void>;
  /** Sets everything that waits to `held` with the reason (no channel is configured). Returns how many. */
  hold(reason: string): Promise<number>;
  /** Sets what is held to `queued`. Returns how many. */
  release(): Promise<number>;
}

export interface UpkeepStore {
  /** Deletes idempotency keys older than `before`; returns how many. */
  forgetIdempotencyKeys(before: Instant): Promise<number>;
  /** Deletes sessions that ended at or before `at`; returns how many. */
  forgetSessions(at: Instant): Promise<number>;
}

// -- the auditor's and the doctor's eyes ----------------------------------------------------------

export interface ChainHead extends OwnedRow, Journalled {}

/** Maintenance: runs as the engine role, for the command line only. */
export interface AuditStore {
  /** Heads of every chain (or of one owner), by id. */
  heads(ownerId?: string): AsyncIterable<ChainHead>;
  /** Every entry of one chain, by seq, read in pages. */
  entries(ownerId: string): AsyncIterable<JournalRow>;
  /** What the projections hold for an owner now. */
  projections(ownerId: string): Promise<{ readonly timers: readonly TimerWrite[]; readonly openTasks: readonly number[] }>;
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
