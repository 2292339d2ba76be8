import { InvalidCursor } from '../errors.js';

/** The place after which a keyset page goes on: the sort values of the last row, tagged with the list they belong to. */
export type Place = readonly (string | number | null)[];

/** One more than the largest page: enough to know whether there is another. */
export const largestPage = 200;

export function pageLimit(limit: number): number {
  return Math.min(largestPage, Math.max(1, Math.trunc(limit)));
}

export function encodeCursor(list: string, place: Place): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}

const shapes = {
  uuid: (value: unknown) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  number: (value: unknown) => Number.isSafeInteger(value),
  numberOrNull: (value: unknown) => value === null || Number.isSafeInteger(value),
} as const;

export type Shape = keyof typeof shapes;

/** The place in a cursor of this list, or undefined where none was given. Throws InvalidCursor for anything else. */
export function decodeCursor(list: string, cursor: string | undefined, shape: readonly Shape[]): Place | undefined {
  if (cursor === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(parsed) || parsed[0] !== list || parsed.length !== shape.length + 1) throw new InvalidCursor();
  const values: readonly unknown[] = parsed.slice(1);
  if (!shape.every((kind, index) => shapes[kind](values[index]))) throw new InvalidCursor();
  return values as Place;
}
