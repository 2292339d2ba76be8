import type { ReactNode } from 'react';
import type { RollTable } from './table.js';
import { useMarks } from '../words/marks.js';

/** The table as it prints. */
export function TableView({ table, caption }: { readonly table: RollTable; readonly caption: string }): ReactNode {
  const marks = useMarks();
  return (
    <div className="sheet-frame" tabIndex={0} role="region" aria-label={caption}>
      <table className="sheet">
        <caption>
          <strong>{table.title}</strong>
          <div>{marks.named(table.header.label, table.header.value)}</div>
        </caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={String(index)}>
              {row.map((cell, column) => (
                <td key={String(column)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
