import type { JsonValue, Problem, Words } from '../generated/api.js';

/** One place of the workbook that has to be mended. */
export interface SheetFault {
  readonly sheet: string;
  /** From 1. */
  readonly row: number | undefined;
  /** `C3`; empty where it is about the row as a whole. */
  readonly cell: string;
  readonly words: Words;
}

type Place = { readonly [key: string]: JsonValue };

/** What stands in the way of the import, place by place, sheet by sheet. */
export function faultsOf({ errors, details }: Pick<Problem, 'errors' | 'details'>): readonly SheetFault[] {
  const listed = details?.['places'];
  const places = Array.isArray(listed) ? (listed as readonly Place[]) : [];
  return errors
    .map(({ messages }, index) => {
      const place = places[index] ?? {};
      return { sheet: text(place['sheet']), row: typeof place['row'] === 'number' ? place['row'] : undefined, cell: text(place['cell']), words: messages };
    })
    .toSorted((a, b) => a.sheet.localeCompare(b.sheet, 'zh') || (a.row ?? 0) - (b.row ?? 0) || a.cell.localeCompare(b.cell));
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

export const mostBytes = 5 * 1024 * 1024;

/** What is wrong with the file before it is sent. */
export function unfit({ name, size }: Pick<File, 'name' | 'size'>): 'kind' | 'large' | undefined {
  if (!/\.xlsx$/i.test(name)) return 'kind';
  return size > mostBytes ? 'large' : undefined;
}
