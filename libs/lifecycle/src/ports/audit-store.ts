/** The auditor's and the doctor's eyes: every chain, and what the projections hold beside it. */
import type { Journalled } from './rows.js';
import type { JournalRow, OwnedRow, TimerWrite } from './writes.js';

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
