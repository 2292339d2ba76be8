import { columnsOf, padTo } from './width.js';
import { plain } from './terminal.js';

/** Rows under headings, columns as wide as their widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map((row) => row.map((cell) => plain(cell).replaceAll('\n', ' ')));
  const widths = headings.map((heading, column) =>
    Math.max(columnsOf(heading), ...clean.map((row) => columnsOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    widths.map((width, column) => padTo(cells[column] ?? '', width)).join('  ').trimEnd();
  return [line(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...clean.map(line)];
}
