import type { FieldDefinition } from '../definitions/artefact.js';
import type { JsonValue } from '../generated/api.js';
import type { Row } from '../case/form-values.js';

/** Cells as Excel puts them on the clipboard: tabs between columns, lines between rows, quotes around what holds either. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') rows.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  rows.at(-1)?.push(cell);
  return rows.filter((row) => row.some((value) => value.trim() !== ''));
}

/** The value of a cell as the column keeps it. What is no number stays as it is, to be mended where it stands. */
export function cellValue(column: Pick<FieldDefinition, 'type'>, text: string): JsonValue {
  const trimmed = text.trim();
  if (column.type === 'number' || column.type === 'money') {
    const plain = trimmed.replaceAll(/[,，\s]/g, '');
    return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : trimmed;
  }
  if (column.type === 'date') {
    const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(trimmed) ?? [];
    return year !== undefined && month !== undefined && day !== undefined ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : trimmed;
  }
  return trimmed;
}

/** Puts pasted cells into a table, from the cell in which it was pasted, to the right and down; rows are added as needed. */
export function pasted(rows: readonly Row[], columns: readonly FieldDefinition[], from: { readonly row: number; readonly column: number }, text: string): readonly Row[] {
  const next = [...rows];
  cellsOf(text).forEach((cells, down) => {
    const row: Record<string, JsonValue> = { ...next[from.row + down] };
    cells.forEach((cell, right) => {
      const column = columns[from.column + right];
      if (column) row[column.key] = cellValue(column, cell);
    });
    next[from.row + down] = row;
  });
  return next;
}
