/** The table of a roll as XLSX: title, who seals it, the rows; on paper every page bears the labels and the check code. */
import type { TablePaper } from '../paper/paper.js';
import { columnName, sheetName, writeWorkbook, type SheetCell } from './write-workbook.js';

/** Characters on a line of a landscape page. */
const LINE = 132;
const LABEL_ROW = 3;

export function rollXlsx({ title, header, remark, columns, rows, mark }: TablePaper): Uint8Array {
  const last = columnName(Math.max(1, columns.length));
  const sealed: (SheetCell | undefined)[] = [{ text: `${header.value}　${header.label}　　${remark}${mark.code === undefined ? '' : `　　校验码 ${mark.code}`}`, look: 'remark' }];
  return writeWorkbook([
    {
      name: sheetName(title),
      widths: columns.map(({ share }) => Math.max(6, Math.round(share * LINE))),
      rows: [
        [{ text: title, look: 'title' }],
        sealed,
        columns.map(({ label }) => ({ text: label, look: 'head' })),
        ...rows.map((row) => columns.map((column, index): SheetCell => ({ text: row[index] ?? '', look: column.align === 'center' ? 'centre' : 'body' }))),
      ],
      merged: columns.length > 1 ? [`A1:${last}1`, `A2:${last}2`] : [],
      frozen: LABEL_ROW,
      print: { repeat: [LABEL_ROW, LABEL_ROW], header: { left: mark.reference, right: mark.code === undefined ? '' : `校验码 ${mark.code}` }, footer: mark.coverage },
    },
  ]);
}
