import { memo, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { NearRows } from './near-rows.js';

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

interface Drawn<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  /** In a table of which only a part is drawn: the place of the row in the whole, from 0, and what wants to know its height. */
  readonly place?: number;
  readonly measured?: Ref<HTMLTableRowElement>;
}

function OneRow<T>({ row, columns, place, measured }: Drawn<T>): ReactNode {
  return (
    // The head is the first row of a table.
    <tr {...(place !== undefined && { 'aria-rowindex': place + 2, 'data-index': place, ref: measured ?? null })}>
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

/** A table of more rows than this is drawn only where it is seen. */
const mostDrawn = 100;

/** A table that reads as one on a screen and on paper, and as a list on a phone. */
export function Sheet<T>({ caption, columns, rows, keyOf, footer }: Shown<T>): ReactNode {
  const long = rows.length > mostDrawn;
  const [head, widths] = useKeptWidths(long, columns);
  return (
    <div className="sheet-frame" tabIndex={0} role="region" aria-label={caption}>
      <table className={widths ? 'sheet folds kept-widths' : 'sheet folds'} {...(long && { 'aria-rowcount': rows.length + 1 })}>
        <caption className="unseen">{caption}</caption>
        {widths && <colgroup>{columns.map(({ key }, place) => <col key={key} style={{ width: `${widths[place] ?? 0}%` }} />)}</colgroup>}
        <thead>
          <tr ref={head}>
            {columns.map(({ key, label, number }) => (
              <th key={key} scope="col" className={number === true ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {long ? (
            <NearRows rows={rows} keyOf={keyOf} columns={columns.length} draw={(row, place, measured) => <Row key={keyOf(row)} row={row} columns={columns} place={place} measured={measured} />} />
          ) : (
            rows.map((row) => <Row key={keyOf(row)} row={row} columns={columns} />)
          )}
        </tbody>
      </table>
      {footer}
    </div>
  );
}

/**
 * The widths that the columns of a long table had for its first rows, in per cent: they would jump with each row that is
 * drawn or left out. On a phone, where the table folds, there are none.
 */
function useKeptWidths(long: boolean, columns: readonly unknown[]): readonly [Ref<HTMLTableRowElement>, readonly number[] | undefined] {
  const head = useRef<HTMLTableRowElement>(null);
  const [kept, keep] = useState<{ readonly columns: readonly unknown[]; readonly widths: readonly number[] }>();
  useLayoutEffect(() => {
    const row = head.current;
    if (!long || !row || getComputedStyle(row).display !== 'table-row') return;
    keep({ columns, widths: [...row.cells].map(({ offsetWidth }) => (100 * offsetWidth) / row.offsetWidth) });
  }, [long, columns]);
  return [head, long && kept?.columns === columns ? kept.widths : undefined];
}
