/** Drafts of forms: kept outside the steps, one row a form, guarded by its version. */
import type { Instant, JsonValue } from '@shidian/engine';

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
