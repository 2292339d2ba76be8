import type { JournalRow, Page } from '@shidian/lifecycle';
import { iso, type WireJson } from './wire.js';

export function journalPage({ items, next }: Page<JournalRow>): {
  items: { seq: number; at: string; recordedAt: string; kind: string; entry: WireJson; previous: string; hash: string }[];
  next: string | null;
} {
  return {
    items: items.map(({ seq, at, recordedAt, kind, body, previous, hash }) => ({
      seq,
      at: iso(at),
      recordedAt: iso(recordedAt),
      kind,
      entry: JSON.parse(body) as WireJson,
      previous,
      hash,
    })),
    next,
  };
}
