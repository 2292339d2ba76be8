/** What oversight (督办) looks at: who sits where, who stands in, who has not begun, what is overdue, what nobody can receive. */
import type { Instant } from '@shidian/engine';

/** 代理: for a time one post stands in for another of its organisation. */
export interface SubstitutionRow {
  readonly id: string;
  readonly postId: string;
  readonly substituteId: string;
  /** Who is absent; null where nobody held the post. */
  readonly absentId: string | null;
  readonly absentName: string | null;
  readonly from: Instant;
  /** First instant outside. */
  readonly to: Instant;
  readonly reason: string;
  readonly setBy: string;
  readonly setByName: string;
  readonly setAt: Instant;
  readonly endedAt: Instant | null;
}

export interface SeatRow {
  readonly postId: string;
  readonly accountId: string;
  readonly name: string;
  /** The substitution by which he sits there; null for a holder. */
  readonly substitutionId: string | null;
}

export interface SubstitutionStore {
  /** Written unless another of the post overlaps it in time; that one is returned then. */
  add(row: Omit<SubstitutionRow, 'absentId' | 'absentName' | 'setByName' | 'endedAt'>): Promise<{ readonly added: SubstitutionRow } | { readonly overlaps: SubstitutionRow }>;
  /** Ends it at the instant, if it is not over by then. */
  end(id: string, by: string, at: Instant): Promise<SubstitutionRow | undefined>;
  one(id: string): Promise<SubstitutionRow | undefined>;
  /** Of these posts, or of all, those not over at the instant; with `past` those too, the newest 500. */
  list(filter: { readonly postIds?: readonly string[]; readonly at: Instant; readonly past: boolean }): Promise<readonly SubstitutionRow[]>;
  /** Who sits in each of the posts at the instant, holders before those who stand in. */
  seats(postIds: readonly string[], at: Instant): Promise<readonly SeatRow[]>;
}

export interface OverdueTask {
  readonly caseId: string;
  readonly number: number;
  readonly dueAt: Instant;
}

export interface OversightStore {
  /** Cases in the scope that have something due up to the instant, the earliest first. */
  casesDue(programId: string, scope: readonly string[], upTo: Instant, limit: number): Promise<readonly string[]>;
  /** Cases in the scope that are not over, by id. */
  casesActive(programId: string, scope: readonly string[], limit: number): Promise<readonly string[]>;
  /** Organisations that have a case in the program which was not made void. */
  applicants(programId: string): Promise<ReadonlySet<string>>;
  /** When the desks were last told that they have not started, since the instant; by post. */
  toldToStart(programId: string, postIds: readonly string[], since: Instant): Promise<ReadonlyMap<string, Instant>>;
  /**
   * Duties past their due instant in cases whose applicant lies in the organisation: those nudged within the last day after
   * all others and never as the last of a full answer, so that whoever asks again gets further; then the oldest first.
   */
  overdue(programId: string, organisationId: string, at: Instant, limit: number): Promise<readonly OverdueTask[]>;
  accountNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Unread notices to posts in which nobody sits at the instant, and how many such posts there are; nothing of their content. */
  undeliverable(at: Instant): Promise<{ readonly notices: number; readonly posts: number; readonly oldest: Instant | null }>;
}
