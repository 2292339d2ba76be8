/** The workbook as it came, with a column that says what is wrong in each row: to be mended and sent again. */
import { FAULT_KEY, FAULT_LABEL, FIRST_ROW, KEY_ROW, serialKey, type CaseSheetsParts, type ColumnLayout, type SheetLayout } from './case-sheets.js';
import { caseWorkbook } from './case-template.js';
import type { CellFault } from './read-cases.js';
import { cellName, type ReadRow, type ReadSheet } from './read-workbook.js';
import type { SheetCell } from './write-workbook.js';

const FAULTS: ColumnLayout = { key: FAULT_KEY, label: FAULT_LABEL, type: 'long_text', asks: '改好后可不删；再交时不看这一列' };

export function markCases(sheets: readonly ReadSheet[], parts: CaseSheetsParts, faults: readonly CellFault[]): Uint8Array {
  return caseWorkbook(parts, (layout) => rowsOf(sheets, layout, faults), [FAULTS]);
}

function rowsOf(sheets: readonly ReadSheet[], layout: SheetLayout, faults: readonly CellFault[]): readonly (readonly (SheetCell | undefined)[])[] {
  const sheet = sheets.find((one) => Object.values(keysOf(one)).some((cell) => cell.text === serialKey(layout.key)));
  const here = faults.filter((one) => one.sheet === (sheet?.name ?? layout.name));
  if (sheet === undefined) return here.map((one) => [{ text: one.words.zh, look: 'wrong' }]);
  const keys = keysOf(sheet);
  const places = layout.columns.filter(({ key }) => key !== FAULT_KEY).map(({ key }) => Number(Object.entries(keys).find(([, cell]) => cell.text === key)?.[0] ?? -1));
  const rows = sheet.rows.filter(({ number }) => number >= FIRST_ROW);
  const rowless = here.filter((one) => !rows.some(({ number }) => number === one.row));
  return [...rows.map((row) => marked(row, places, here.filter((one) => one.row === row.number))), ...rowless.map((one) => [...places.map(() => undefined), remark([one])])];
}

function keysOf(sheet: ReadSheet): ReadRow['cells'] {
  return sheet.rows.find(({ number }) => number === KEY_ROW)?.cells ?? {};
}

function marked(row: ReadRow, places: readonly number[], faults: readonly CellFault[]): readonly (SheetCell | undefined)[] {
  const cells = places.map((place): SheetCell | undefined => {
    const cell = row.cells[place];
    const look = faults.some((one) => one.cell === cellName(place, row.number)) ? 'wrong' : 'plain';
    return cell === undefined && look === 'plain' ? undefined : { text: cell?.text ?? '', look };
  });
  return faults.length === 0 ? cells : [...cells, remark(faults)];
}

function remark(faults: readonly CellFault[]): SheetCell {
  return { text: faults.map(({ column, words }) => (column === '' ? words.zh : `${column}：${words.zh}`)).join('\n'), look: 'wrong' };
}

