import { createHash } from 'node:crypto';
import { readPosition, writtenPosition, type Position, type Principal } from '@shidian/lifecycle';

/** Whose rights these are: another account, or other posts, have another mark. */
export function markOf({ accountId, scope }: Pick<Principal, 'accountId' | 'scope'>): string {
  return createHash('sha256').update([accountId, ...[...scope].sort()].join(' ')).digest('hex').slice(0, 12);
}

/** What a client holds: up to where he was told, and as whom. To him it is opaque; forging one shows him nothing. */
export function writtenCursor(mark: string, position: Position): string {
  return `${mark}.${writtenPosition(position)}`;
}

/** Undefined for what {@link writtenCursor} did not write. */
export function readCursor(text: string): { readonly mark: string; readonly position: Position } | undefined {
  const [, mark, rest] = /^([0-9a-f]{12})\.(.*)$/s.exec(text) ?? [];
  const position = rest === undefined ? undefined : readPosition(rest);
  return mark === undefined || position === undefined ? undefined : { mark, position };
}
