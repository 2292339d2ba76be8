import type { Position } from './position.js';

/** Something that changed, as it stands at the position up to which was read, with those who may learn of it. Ids and versions only. */
export type Change =
  | { readonly kind: 'case'; readonly id: string; readonly programId: string; readonly version: number; /** Organisations and posts that may read it. */ readonly readers: readonly string[]; /** Posts that have or had a task in it. */ readonly members: readonly string[] }
  | { readonly kind: 'program'; readonly id: string; readonly version: number; readonly members: readonly string[] }
  | { readonly kind: 'notice'; readonly id: string; readonly programId: string; readonly caseId: string | null; readonly post: string };

export interface ChangeRow {
  readonly transaction: bigint;
  readonly change: Change;
}

export interface ChangeBatch {
  /** Up to where was read. */
  readonly position: Position;
  /** In no order; once for each transaction that changed the thing. Empty where there were too many. */
  readonly rows: readonly ChangeRow[];
  /** More than the limit: whoever followed has to read anew what he shows. */
  readonly overflow: boolean;
}

/** Changes of cases and programs, and fresh notices, by the transaction that made them. */
export interface ChangeStore {
  /** Where the changes stand now. */
  position(): Promise<Position>;
  /**
   * What was committed and not seen at `from`, as it stands at the position that is returned with it. The caller makes sure
   * that the histories agree.
   *
   * @param limit most rows of the record, and most notices, that are looked at
   */
  since(from: Position, limit: number): Promise<ChangeBatch>;
}
