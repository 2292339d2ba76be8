import type { CaseForStep, DateRow } from '@shidian/lifecycle';
import type { ProgramMove } from '@shidian/engine';
import { caseForStep, parsedMove, type CaseRecord, type StoredMove } from './rows.js';

/** Rows of a shared read: what several cases have in common stands apart from them. */

export interface SharedCaseRecord extends Omit<CaseRecord, 'newestDate' | 'moves' | 'dates'> {
  readonly programSeen: number;
  /** Organisations from the root down to the applicant. */
  readonly path: readonly string[];
}

export interface DateGroup {
  readonly programId: string;
  /** Ordinal of the newest date row of the program, whomever it binds. */
  readonly newestDate: number;
  readonly dates: string | null;
}

export interface MoveGroup {
  readonly programId: string;
  readonly moves: string | null;
}

/** Every case with the dates that can bind it and the moves from the one it has seen on, as if each had been read alone. */
export function sharedCases(cases: readonly SharedCaseRecord[], dates: readonly DateGroup[], moves: readonly MoveGroup[]): readonly CaseForStep[] {
  const datesOf = new Map(dates.map((group) => [group.programId, group.dates === null ? [] : (JSON.parse(group.dates) as DateRow[])]));
  const movesOf = new Map(moves.map((group) => [group.programId, group.moves === null ? [] : (JSON.parse(group.moves) as StoredMove[]).map(parsedMove)]));
  return cases.map(({ path, programSeen, ...row }) => {
    const binding = new Set([row.id, row.programId, ...path]);
    return caseForStep(row, {
      dates: (datesOf.get(row.programId) ?? []).filter(({ scopeId }) => binding.has(scopeId)),
      moves: (movesOf.get(row.programId) ?? []).filter((move: ProgramMove) => move.seq >= programSeen),
    });
  });
}
