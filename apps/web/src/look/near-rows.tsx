import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';

interface Shown<T> {
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: number;
  readonly draw: (row: T, place: number, measured: Ref<HTMLTableRowElement>) => ReactNode;
}

/** In CSS pixels: a row of one line. Rows are measured when they are drawn; this stands for those that never were. */
const rowHeight = 44;
/** Rows drawn above and below what is seen, so that a turn of the wheel meets no blank. */
const overscan = 15;

/** The rows of a long table that are near what is seen of the page; on paper all of them. */
export function NearRows<T>({ rows, keyOf, columns, draw }: Shown<T>): ReactNode {
  const top = useRef<HTMLTableRowElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const printing = usePrinting();
  // Where the table begins on the page changes with what stands above it, and with that the height of the page.
  useLayoutEffect(() => {
    const seen = new ResizeObserver(() => {
      if (top.current) setScrollMargin(Math.round(top.current.getBoundingClientRect().top + scrollY));
    });
    seen.observe(document.body);
    return () => { seen.disconnect(); };
  }, []);
  const near = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan, scrollMargin, getItemKey: (place) => keyOf(rows[place] as T), initialRect: { width: innerWidth, height: innerHeight } });
  if (printing) return rows.map((row, place) => draw(row, place, null));
  const drawn = near.getVirtualItems();
  const [above, below] = [(drawn[0]?.start ?? scrollMargin) - scrollMargin, near.getTotalSize() - ((drawn.at(-1)?.end ?? scrollMargin) - scrollMargin)];
  return (
    <>
      <Blank place={top} columns={columns} height={above} />
      {drawn.map(({ index }) => draw(rows[index] as T, index, near.measureElement))}
      <Blank columns={columns} height={below} />
    </>
  );
}

function Blank({ place, columns, height }: { readonly place?: Ref<HTMLTableRowElement>; readonly columns: number; readonly height: number }): ReactNode {
  return (
    <tr ref={place ?? null} aria-hidden className="blank">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function usePrinting(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia('print');
      media.addEventListener('change', changed);
      return () => { media.removeEventListener('change', changed); };
    },
    () => matchMedia('print').matches,
  );
}
