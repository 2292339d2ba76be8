import type { JsonValue } from '../generated/api.js';

/** A generated table, as the service draws it. */
export interface RollTable {
  readonly title: string;
  readonly header: { readonly label: string; readonly value: string };
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function rollTableOf(value: JsonValue): RollTable | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'columns' in value && 'rows' in value ? (value as unknown as RollTable) : undefined;
}

/** A copy in which one item stands elsewhere. A place beyond either end is that end. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const next = [...items];
  const [one] = next.splice(from, 1);
  if (one === undefined) return items;
  next.splice(Math.max(0, Math.min(next.length, to)), 0, one);
  return next;
}

/** The rows of the table in the order in which the cases were put, numbered anew; without those left out. */
export function reordered(table: RollTable, before: readonly string[], now: readonly string[]): RollTable {
  const picked = now.flatMap((id) => {
    const row = table.rows[before.indexOf(id)];
    return row ? [row] : [];
  });
  return { ...table, rows: picked.map((row, index) => row.map((cell, column) => (column === 0 && /^\d+$/.test(cell) ? String(index + 1) : cell))) };
}
