/** Attachments: contents by their hash, rows that a step names or a sweep collects. */
import type { Instant } from '@shidian/engine';

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
