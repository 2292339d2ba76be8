/**
 * The record of one case or program: a hash chain written in the step's own transaction. The body is
 * RFC 8785 canonical JSON stored as text; `hash = sha256(previous ‖ "\n" ‖ body)`; the owner's row holds head and count.
 */
import { hash as digest } from 'node:crypto';
import { canonicalJson } from '@shidian/definition';
import type { Instant, JsonValue } from '@shidian/engine';
import type { JournalRow, OwnedRow } from './ports/writes.js';

export const GENESIS = `sha256:${'0'.repeat(64)}`;

export function sha256(text: string): string {
  return `sha256:${digest('sha256', text, 'hex')}`;
}

export function chainHash(previous: string, body: string): string {
  return sha256(`${previous}\n${body}`);
}

export interface EntryDraft {
  readonly at: Instant;
  readonly kind: string;
  readonly content: Readonly<Record<string, JsonValue>>;
}

/** Appends entries to a chain; pure. */
export function chain(
  owner: OwnedRow,
  head: { readonly journalHead: string; readonly journalCount: number },
  recordedAt: Instant,
  drafts: readonly EntryDraft[],
): { readonly rows: readonly JournalRow[]; readonly journalHead: string; readonly journalCount: number } {
  let { journalHead: previous, journalCount: count } = head;
  const rows: JournalRow[] = [];
  for (const draft of drafts) {
    count += 1;
    const body = canonicalJson({
      ...draft.content,
      format: 1,
      owner: owner.caseId ?? owner.programId,
      seq: count,
      kind: draft.kind,
      at: new Date(draft.at).toISOString(),
      recordedAt: new Date(recordedAt).toISOString(),
    });
    const hash = chainHash(previous, body);
    rows.push({ ...owner, seq: count, at: draft.at, recordedAt, kind: draft.kind, body, previous, hash });
    previous = hash;
  }
  return { rows, journalHead: previous, journalCount: count };
}
