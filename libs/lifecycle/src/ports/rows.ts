/**
 * Programs, cases, dates and forms as rows. Instants are milliseconds since the epoch; ids are UUIDs (v7, made by the use cases)
 * unless said otherwise.
 */
import type { InstanceState, Instant, JsonValue, ProgramMove } from '@shidian/engine';

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

/** The newest submitted version of a form, as a step sees it. */
export interface SubmittedForm {
  readonly form: string;
  readonly version: number;
  /** Absent where no guard of the definition reads forms: a long text is then not fetched with every step. */
  readonly body?: JsonValue;
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
  readonly forms: readonly SubmittedForm[];
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
