import { createHash } from 'node:crypto';

/** An ETag of what is sent: it changes when the content does, be it by the data or by how a release of ours shows them. */
export function contentTag(content: string): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
}

/** Kept by the reader, and asked for again each time: the answer then is mostly 304. */
export const revalidated = 'private, no-cache';
