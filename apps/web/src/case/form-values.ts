import type { JsonValue } from '../generated/api.js';

export type Row = { readonly [key: string]: JsonValue };

const isObject = (value: JsonValue | undefined): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of member names. */
export function at(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return found;
}

/** A copy in which the value at the path is another. */
export function put(value: JsonValue | undefined, [key, ...rest]: readonly string[], next: JsonValue): JsonValue {
  if (key === undefined) return next;
  const there: Row = isObject(value) ? value : {};
  return { ...there, [key]: put(there[key], rest, next) };
}

/** Rows of a table, or the one of a person. */
export function rowsOf(value: JsonValue | undefined): readonly Row[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((row) => (isObject(row) ? row : {}));
  return isObject(value) ? [value] : [];
}

export function cellText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

export const differs = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
