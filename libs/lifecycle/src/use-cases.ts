/**
 * What can be done with the system: the interfaces that api, worker and command line call. Plain classes in this
 * library implement them over the ports. Every instant is the receipt by the business clock.
 *
 * A thing that is not allowed throws {@link Refused} with a stable code and words; what was caught up before the
 * refusal (a deadline that had passed) is committed all the same.
 */
import type { Artefact, FormIssue, OpinionGiven, OpinionWanted } from '@shidian/definition';
import type { AdministrativeAct, Instant, JsonValue, Possibility, Words } from '@shidian/engine';
import type { AttachmentRow } from './ports/attachment-store.js';
import type { DraftRow } from './ports/draft-store.js';
import type { Principal } from './ports/identity.js';
import type { DateRow } from './ports/rows.js';

export type ProblemCode =
  | import('@shidian/engine').RefusalCode
  | 'not_found'
  | 'right.missing'
  | 'version.changed'
  | 'idempotency.in_flight'
  | 'idempotency.reused'
  | 'applicant.not_eligible'
  | 'topic.unknown'
  | 'topic.title_missing'
  | 'quota.exceeded'
  | 'form.invalid'
  | 'form.unknown'
  | 'draft.changed'
  | 'draft.closed'
  | 'attachment.unknown'
  | 'attachment.too_large'
  | 'attachment.type'
  | 'roll.unknown'
  | 'roll.line_refused'
  | 'roll.line_unknown'
  | 'date.unknown'
  | 'date.not_settable'
  | 'date.after_bound'
  | 'date.invalid'
  | 'date.in_past'
  | 'date.before_allowed'
  | 'substitution.elsewhere'
  | 'substitution.period'
  | 'substitution.overlaps'
  | 'substitution.over'
  | 'import.refused'
  | 'definition.unknown'
  | 'definition.unanswered'
  | 'hand_over.elsewhere'
  | 'notices.paused_already'
  | 'happened_on.invalid';

export class Refused extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly words: Words,
    readonly details: Readonly<Record<string, JsonValue>> = {},
  ) {
    super(`${code}: ${words.zh}`);
    this.name = 'Refused';
  }
}

/** A retry of the same request under the same key gets the first answer again. */
export interface Idempotency {
  readonly route: string;
  readonly key: string;
  /** Hex SHA-256 of the request body. */
  readonly bodyHash: string;
}

export interface ActRequest {
  readonly principal: Principal;
  readonly at: Instant;
  /** Case id, or program id for the program's own tasks. */
  readonly ownerId: string;
  readonly task: number;
  readonly decision: string;
  /** reason, seal, copies, happened_on (YYYY-MM-DD or with time), to, then, fix_by (ISO instant or date) … */
  readonly data: Readonly<Record<string, JsonValue>>;
  /** Values of the task's form; without it the saved draft is submitted. */
  readonly form?: JsonValue;
  /** For a task that writes an opinion block: what its definition asks for, no more and no less; a return needs none. */
  readonly opinion?: OpinionGiven & { readonly sealAttachment?: string };
  readonly attachments?: readonly string[];
  /** If-Match: the version that the actor saw. */
  readonly expectedVersion?: number;
  readonly idempotency?: Idempotency;
}

/** An act of administration on a case (挂起、恢复、跳转、作废、转办、催办). */
export interface AdministerRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly caseId: string;
  readonly administration: AdministrativeAct;
  /** Needed for all but `nudge` and `wake`. */
  readonly reason?: string;
  readonly expectedVersion?: number;
  readonly idempotency?: Idempotency;
}

export interface ActAnswer {
  readonly ownerId: string;
  readonly version: number;
  readonly states: readonly string[];
  readonly outcome: string | null;
  /** True where the answer is the stored one of an earlier request with the same key. */
  readonly replayed: boolean;
}

/** One case of a file that somebody filled in. */
export interface ImportedCase {
  /** Name of an organisation in which the principal holds a post; null where he holds posts in one alone. */
  readonly applicant: string | null;
  readonly topic: string;
  readonly title: string | null;
  /** Values of the form with which a case begins. */
  readonly values: JsonValue;
}

export interface ImportRequest {
  readonly principal: Principal;
  readonly at: Instant;
  readonly programId: string;
  /** Hex SHA-256 of the file: what makes it the same file. */
  readonly file: string;
  readonly cases: readonly ImportedCase[];
  /** Only says what would stand in the way. */
  readonly rehearse?: boolean;
}

export interface ImportAnswer {
  /** In the order of the file; `open` counts what is still to be filled in before the form can be submitted. */
  readonly cases: readonly { readonly caseId: string; readonly number: string; readonly open: number }[];
  readonly replayed: boolean;
}

export interface CaseUseCases {
  start(request: { readonly principal: Principal; readonly at: Instant; readonly programId: string; /** An organisation in which the principal holds a post. */ readonly applicantId: string; readonly topic: string; readonly title?: string; readonly idempotency?: Idempotency }): Promise<ActAnswer & { readonly number: string }>;
  act(request: ActRequest): Promise<ActAnswer>;
  /** The program office may do all of it; whoever holds a seat may hand it over, and an authority above a member may nudge him. */
  administer(request: AdministerRequest): Promise<ActAnswer>;
  /** Every decision that the principal could take, with the reason for each that is not allowed now. */
  possibilities(principal: Principal, caseId: string, at: Instant): Promise<readonly (Possibility & { readonly name: Words; readonly decisionName: Words; readonly needs: readonly string[]; readonly opinion?: OpinionWanted })[]>;
  /** What stands in the way of submitting these values (or the draft): an issue list. */
  checkForm(principal: Principal, caseId: string, form: string, values?: JsonValue): Promise<readonly FormIssue[]>;
  draft(principal: Principal, caseId: string, form: string): Promise<DraftRow | undefined>;
  /** Cases from a file, each with its draft: all of them or none. The same file again gives the first answer. */
  importCases(request: ImportRequest): Promise<ImportAnswer>;
  /** The draft as it would be submitted now, to be printed. */
  preview(principal: Principal, caseId: string, form: string): Promise<{ readonly form: Artefact['forms'][string]; readonly values: JsonValue; readonly number: string }>;
  saveDraft(request: { readonly principal: Principal; readonly at: Instant; readonly caseId: string; readonly form: string; readonly body: JsonValue; readonly expectedVersion: number }): Promise<DraftRow>;
  upload(request: { readonly principal: Principal; readonly at: Instant; readonly name: string; readonly mediaType: string; readonly content: Uint8Array }): Promise<AttachmentRow>;
}

export interface ProgramUseCases {
  publish(artefact: Artefact, publishedBy: string | null, at: Instant): Promise<{ readonly hash: string; readonly fresh: boolean }>;
  /** `dates` overrides rules of the artefact for this round, e.g. { province_due: 'by 2026-12-20' }. */
  open(request: { readonly principal: Principal | null; readonly at: Instant; readonly definitionHash: string; readonly name?: string; readonly dates?: Readonly<Record<string, string>> }): Promise<{ readonly programId: string }>;
  act(request: ActRequest): Promise<ActAnswer>;
  possibilities(principal: Principal, programId: string, at: Instant): Promise<readonly (Possibility & { readonly name: Words; readonly decisionName: Words; readonly needs: readonly string[] })[]>;
  /** Sets a tier's own date (`set by …`) or extends / brings forward one; one committed row that binds at once. */
  setDate(request: { readonly principal: Principal; readonly at: Instant; readonly programId: string; readonly name: string; readonly scope: DateRow['scope']; readonly scopeId: string; /** A date rule, e.g. `by 2016-03-18`. */ readonly rule: string; readonly reason?: string; readonly approver?: string; readonly documentNumber?: string; readonly idempotency?: Idempotency }): Promise<DateSet>;
}

/** The date as it is set, and what had lapsed by it and stands open again (the first 200; further ones follow at once). */
export type DateSet = DateRow & { readonly reopened: readonly { readonly caseId: string; readonly number: string; readonly applicantName: string }[] };

export interface RollLine {
  readonly caseId: string;
  readonly decision: string;
  readonly data?: Readonly<Record<string, JsonValue>>;
}

export interface RollUseCases {
  /** Rolls of the program that the principal may draw, with the cases that stand ready and the table as it would be. */
  candidates(principal: Principal, programId: string, roll: string, at: Instant, answers?: string): Promise<{ readonly roll: string; readonly organisationId: string; readonly cases: readonly { readonly caseId: string; readonly number: string; readonly applicantName: string; readonly topic: string; readonly title: string | null }[]; readonly table: JsonValue }>;
  /** One act over many cases, one transaction: all lines or none. No lines = 零报告. */
  confirm(request: { readonly principal: Principal; readonly at: Instant; readonly programId: string; readonly roll: string; readonly answers?: string; readonly lines: readonly RollLine[]; readonly data: Readonly<Record<string, JsonValue>>; readonly attachments?: readonly string[]; readonly idempotency?: Idempotency }): Promise<{ readonly rollId: string; readonly serial: number; readonly table: JsonValue; readonly hash: string }>;
}

/** What jobs and polls call. Each call is one transaction (or a few) and may be repeated at any time without harm. */
export interface DrainUseCases {
  /** Steps everything due at or before `upTo` (cases in batches, then programs). Returns how many instances were stepped; 0 = nothing left. */
  due(upTo: Instant, limit?: number): Promise<number>;
  pokeCases(programId: string, at: Instant, limit?: number): Promise<number>;
  pokeProgram(programId: string, at: Instant): Promise<boolean>;
}

export interface ChainReport {
  readonly ownerId: string;
  readonly entries: number;
  readonly whole: boolean;
  /** First entry that is wrong: changed, missing or out of order. */
  readonly firstFault?: { readonly seq: number; readonly what: 'changed' | 'gap' | 'order' | 'head' | 'count'; readonly words: Words };
}

export interface AuditUseCases {
  /** Verifies one chain, or every chain (maintenance: runs as the engine role). */
  verify(ownerId?: string): AsyncIterable<ChainReport>;
  /** Proves that every active state has exactly the timers and tasks its definition asks for; `mend` rewrites the projections. */
  examine(mend: boolean): AsyncIterable<{ readonly ownerId: string; readonly fault: string; readonly words: Words; readonly mended: boolean }>;
}
