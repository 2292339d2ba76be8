import type { JournalEntry, JsonValue } from '../generated/api.js';

/** RFC 8785: members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonical(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as { readonly [key: string]: JsonValue }).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Browsers hash only on HTTPS, and on the machine itself. */
export const canVerify = (): boolean => 'subtle' in crypto;

const genesis = `sha256:${'0'.repeat(64)}`;

/**
 * Goes over the whole chain from its first entry: every hash is reckoned again, every entry must name the one before it,
 * and none may be missing.
 *
 * @returns the number of the first entry that does not fit, or undefined
 */
export async function firstFault(entries: readonly Pick<JournalEntry, 'seq' | 'entry' | 'previous' | 'hash'>[]): Promise<number | undefined> {
  let before = genesis;
  let expected = 1;
  for (const { seq, entry, previous, hash } of entries) {
    if (seq !== expected || previous !== before || (await sha256(`${previous}\n${canonical(entry)}`)) !== hash) return seq;
    before = hash;
    expected += 1;
  }
  return undefined;
}
