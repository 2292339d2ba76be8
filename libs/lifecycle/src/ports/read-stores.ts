/**
 * The read side: lists and pages, each filtered by jurisdiction in the query and again by row-level security
 *: every method runs as the `reader` role with `app.scope` set to the principal's scope.
 */
import type { Instant, InstanceState, JsonValue, Words } from '@shidian/engine';
import type { AttachmentRow } from './attachment-store.js';
import type { Principal } from './identity.js';
import type { DateRow, FormVersion } from './rows.js';
import type { JournalRow, NoticeRow, OpinionRow, RollRow } from './writes.js';

/** Opaque cursor of a keyset page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface PageRequest {
  /** 1–200, default 50. */
  readonly limit: number;
  readonly cursor?: string;
}

export interface TaskListItem {
  readonly programId: string;
  readonly programName: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly applicantName: string | null;
  readonly number: number;
  readonly key: string;
  readonly name: Words;
  readonly optional: boolean;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly closedAt: Instant | null;
}

export interface CaseListItem {
  readonly id: string;
  readonly programId: string;
  readonly number: string;
  readonly applicantId: string;
  readonly applicantName: string;
  readonly topic: string;
  readonly title: string | null;
  readonly states: readonly string[];
  readonly tags: readonly string[];
  readonly outcome: string | null;
  readonly version: number;
  readonly updatedAt: Instant;
}

export interface CasePage {
  readonly item: CaseListItem;
  readonly definitionHash: string;
  readonly issuerId: string;
  readonly applicantKind: string;
  readonly startedAt: Instant;
  readonly state: InstanceState;
  readonly forms: readonly FormVersion[];
  readonly opinions: readonly (OpinionRow & { readonly voidedAt: Instant | null; readonly accountName: string; readonly organisationName: string })[];
  readonly attachments: readonly AttachmentRow[];
  readonly tasks: readonly (TaskListItem & { readonly members: readonly { readonly post: string; readonly postName: string; readonly organisationName: string; readonly actedAt: Instant | null; readonly decision: string | null; readonly accountName: string | null }[]; readonly closedBecause: string | null })[];
}

/** A document that bears a check code, as it is found by the code. */
export interface CodedDocument {
  readonly kind: 'form' | 'roll';
  /** The case, or the roll. */
  readonly id: string;
  readonly programId: string;
  readonly programName: string;
  /** The applicant, or who drew the roll. */
  readonly organisationName: string;
  /** 受理号; null for a roll. */
  readonly number: string | null;
  /** Form, or `<stage>/<roll>`. */
  readonly key: string;
  /** Version of the form, or 第 n 次 of the roll. */
  readonly serial: number;
  /** Submitted, or confirmed. */
  readonly at: Instant;
  /** Nothing newer of the same form of the case, or of the same roll of the organisation. */
  readonly current: boolean;
}

export interface ProgramListItem {
  readonly id: string;
  readonly name: string;
  readonly definitionId: string;
  readonly definitionHash: string;
  readonly issuerId: string;
  readonly openedAt: Instant;
  readonly states: readonly string[];
  readonly outcome: string | null;
  readonly version: number;
}

export interface NoticeListItem extends Omit<NoticeRow, 'urgent'> {
  readonly readAt: Instant | null;
  /** queued, sending, delivered, failed_temporarily, failed — of the mail; in-app is the row itself. */
  readonly mail: string;
}

/** A date that was set by a document. */
export interface NumberedDate {
  readonly programId: string;
  readonly programName: string;
  readonly definitionHash: string;
  readonly date: string;
  readonly number: string;
  readonly setAt: Instant;
  /** The case that it is for alone; null where it binds more. */
  readonly caseId: string | null;
}

export interface ApplicantProgress {
  readonly applicantId: string;
  readonly states: readonly string[];
  readonly ended: boolean;
  readonly cases: number;
}

/** A case within one stage. */
export interface BoardItem {
  readonly caseId: string;
  readonly number: string;
  readonly applicantName: string;
  readonly topic: string;
  readonly title: string | null;
  readonly states: readonly string[];
  readonly suspended: boolean;
  /** The earliest of its open duties in the stage. */
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly tasks: readonly { readonly number: number; readonly name: Words; readonly waitsFor: readonly string[] }[];
  /** The newest version of the form. */
  readonly submitted: { readonly version: number; readonly at: Instant } | null;
  /** What was said of copies when an act of the stage registered them. */
  readonly paper: { readonly copies: JsonValue; readonly on: string | null; readonly at: Instant } | null;
}

/** A duty of a case that is past its time. */
export interface OverdueDuty {
  readonly caseId: string;
  readonly number: string;
  readonly applicantName: string;
  readonly task: number;
  readonly name: Words;
  readonly dueAt: Instant;
  readonly provisional: boolean;
  /** Organisations that still have to act. */
  readonly waitsFor: readonly { readonly id: string; readonly name: string }[];
  readonly suspended: boolean;
  readonly nudgedAt: Instant | null;
}

/** Returns by a task or roll, and of them those with one reason; all of them where `reason` is null. */
export interface ReturnCount {
  /** `<stage>/<task>` or `<stage>/<roll>` */
  readonly key: string;
  readonly reason: string | null;
  readonly returns: number;
  readonly lastAt: Instant;
}

export interface Reader {
  tasks(principal: Principal, filter: { readonly open: boolean; readonly programId?: string }, page: PageRequest): Promise<Page<TaskListItem>>;
  programs(principal: Principal, page: PageRequest): Promise<Page<ProgramListItem>>;
  /** The program as lists show it, without counting anything. */
  programItem(principal: Principal, id: string): Promise<ProgramListItem | undefined>;
  /** The program with how many of the cases that the principal sees stand in each state; looks at every one of them. */
  program(principal: Principal, id: string): Promise<(ProgramListItem & { readonly state: InstanceState; readonly counts: Readonly<Record<string, number>> }) | undefined>;
  cases(principal: Principal, filter: { readonly programId?: string; readonly state?: string; readonly tag?: string; readonly applicantId?: string; /** Start of the number or part of the applicant's name. */ readonly search?: string }, page: PageRequest): Promise<Page<CaseListItem>>;
  case(principal: Principal, id: string): Promise<CasePage | undefined>;
  journal(principal: Principal, ownerId: string, page: PageRequest): Promise<Page<JournalRow>>;
  /** Who did what these entries of one chain tell, by their number; entries that nobody did are left out. */
  journalActors(principal: Principal, ownerId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>>;
  dates(principal: Principal, programId: string): Promise<readonly DateRow[]>;
  rolls(principal: Principal, programId: string, filter: { readonly key?: string }, page: PageRequest): Promise<Page<Omit<RollRow, 'table'>>>;
  roll(principal: Principal, id: string): Promise<RollRow | undefined>;
  notices(principal: Principal, filter: { readonly unread?: boolean; /** Of cases in which none of the own posts has ever had a task. */ readonly copied?: boolean }, page: PageRequest): Promise<Page<NoticeListItem>>;
  markRead(principal: Principal, noticeIds: readonly string[], at: Instant): Promise<number>;
  /** How many cases of each applicant stand in each state, as far as the principal sees them; looks at every one of them. */
  progress(principal: Principal, programId: string): Promise<readonly ApplicantProgress[]>;
  /** Organisations whose posts had to act before the instant and have not, with how many tasks. */
  overdue(principal: Principal, programId: string, at: Instant): Promise<readonly { readonly organisationId: string; readonly tasks: number }[]>;
  /** Cases that stand in the stage, what is due first at the front, and how many stand in each of its states. `form`: whose newest version is shown with each. */
  board(principal: Principal, programId: string, stage: string, form: string, page: { readonly from: number; readonly limit: number }): Promise<{ readonly items: readonly BoardItem[]; readonly counts: Readonly<Record<string, number>>; readonly cases: number }>;
  /** Duties past their time in cases whose applicant lies below the organisation, where one is named; the oldest first. */
  overdueDuties(principal: Principal, filter: { readonly programId: string; readonly at: Instant; readonly under?: string }, page: PageRequest): Promise<Page<OverdueDuty>>;
  /** How often each of these decisions (`<stage>/<task or roll> <decision>`) was taken, and for which reasons; the 100 most frequent. */
  returns(principal: Principal, programId: string, decisions: { readonly tasks: readonly string[]; readonly rolls: readonly string[] }): Promise<readonly ReturnCount[]>;
  /** Forms and rolls whose hash begins with these hexadecimal digits, as far as the principal sees them; at most ten. */
  byHashPrefix(principal: Principal, prefix: string): Promise<readonly CodedDocument[]>;
  /** Dates that were set by a document whose 文号 contains the text, as far as the principal sees them, newest first; at most twenty. */
  byDocumentNumber(principal: Principal, text: string): Promise<readonly NumberedDate[]>;
  attachment(principal: Principal, id: string): Promise<AttachmentRow | undefined>;
  /** Every entry of one chain in order, in pages (verification; needs the right to read the owner). */
  journalAll(principal: Principal, ownerId: string): AsyncIterable<JournalRow>;
}
