import { memo, type ReactNode } from 'react';

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  readonly number?: boolean;
  /** On a phone the cell stands without its label: the name of the row. */
  readonly bare?: boolean;
}

interface Shown<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly footer?: ReactNode;
}

function OneRow<T>({ row, columns }: Pick<Shown<T>, 'columns'> & { readonly row: T }): ReactNode {
  return (
    <tr>
      {columns.map(({ key, label, cell, number, bare }) => (
        <td key={key} data-label={label} className={[number === true ? 'number' : '', bare === true ? 'bare' : ''].join(' ')}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only where its row or the columns are others: long lists keep their columns. */
const Row = memo(OneRow) as typeof OneRow;

/** A table that reads as one on a screen and on paper, and as a list on a phone. */
export function Sheet<T>({ caption, columns, rows, keyOf, footer }: Shown<T>): ReactNode {
  return (
    <div className="sheet-frame" tabIndex={0} role="region" aria-label={caption}>
      <table className="sheet folds">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, number }) => (
              <th key={key} scope="col" className={number === true ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {footer}
    </div>
  );
}
