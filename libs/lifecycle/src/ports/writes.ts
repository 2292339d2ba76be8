/** What one step writes: plain rows, gathered into one {@link WriteBatch} so that the adapter can fold them into one statement. */
import type { InstanceState, Instant, JsonValue, ProgramMove, Words } from '@shidian/engine';
import type { CaseRow, DateRow, FormVersion, ProgramRow } from './rows.js';

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
  /** Acts that were done by somebody who only stood in for the post (代理). */
  readonly standIns?: readonly (OwnedRow & { readonly number: number; readonly post: string; readonly account: string; readonly at: Instant })[];
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
