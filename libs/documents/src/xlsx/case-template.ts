/** The workbook that people fill in: generated from the form, never drawn by hand. */
import { caseSheets, FIRST_ROW, LABEL_ROW, KEY_ROW, MOST_CASES, type CaseSheetsParts, type ColumnLayout, type SheetLayout } from './case-sheets.js';
import { columnName, writeWorkbook, type Sheet, type SheetCell } from './write-workbook.js';
import { displayWidth } from '../paper/widths.js';

const OPTIONS = '选项';

export function caseTemplate(parts: CaseSheetsParts): Uint8Array {
  return caseWorkbook(parts, () => []);
}

/** The same sheets with rows in them. */
export function caseWorkbook(parts: CaseSheetsParts, rowsOf: (layout: SheetLayout) => readonly (readonly (SheetCell | undefined)[])[], more: readonly ColumnLayout[] = []): Uint8Array {
  const layouts = caseSheets(parts).map((layout) => ({ ...layout, columns: [...layout.columns, ...more] }));
  const lists = layouts.flatMap((layout) => layout.columns.flatMap((column, index) => (column.choices === undefined ? [] : [{ sheet: layout.key, index, choices: column.choices }])));
  return writeWorkbook([
    guide(parts, layouts),
    ...layouts.map((layout): Sheet => ({
      name: layout.name,
      widths: layout.columns.map(widthOf),
      empty: 'plain',
      rows: [layout.columns.map(({ key }) => ({ text: key, look: 'plain' })), layout.columns.map(({ label }) => ({ text: label, look: 'head' })), ...rowsOf(layout)],
      hiddenRows: [KEY_ROW],
      frozen: LABEL_ROW,
      choices: lists.flatMap((list, place) => (list.sheet === layout.key ? [{ column: list.index, from: FIRST_ROW, range: `'${OPTIONS}'!$${columnName(place + 1)}$1:$${columnName(place + 1)}$${list.choices.length}` }] : [])),
    })),
    { name: OPTIONS, hidden: true, widths: lists.map(() => 20), rows: Array.from({ length: Math.max(1, ...lists.map(({ choices }) => choices.length)) }, (_, row) => lists.map(({ choices }): SheetCell => ({ text: choices[row] ?? '', look: 'plain' }))) },
  ]);
}

function widthOf({ type, label }: ColumnLayout): number {
  return type === 'long_text' ? 60 : Math.min(40, Math.max(12, displayWidth(label) + 4));
}

function guide({ form, topics }: CaseSheetsParts, layouts: readonly SheetLayout[]): Sheet {
  const line = (...texts: readonly string[]): readonly SheetCell[] => texts.map((text) => ({ text, look: 'plain' }));
  return {
    name: '说明',
    widths: [22, 34, 70],
    rows: [
      [{ text: `${form.title.zh} · 批量填报`, look: 'title' }],
      line('怎么填', '', `“${layouts[0]?.name ?? ''}”一行是一件，一次最多 ${MOST_CASES} 件；其他各表按序号对应。只填白格，不要改第 1 行（已隐藏）。`),
      line('公式', '', '不收公式：先“复制”，再“选择性粘贴 → 数值”。'),
      line('结果', '', '全部没有问题才建件（草稿）；有一处问题就一件也不建，并指出在哪一格、怎么改。同一个文件再交一次不会重复建件。'),
      [],
      [{ text: '表', look: 'head' }, { text: '栏目', look: 'head' }, { text: '要求', look: 'head' }],
      ...layouts.flatMap((layout) => layout.columns.map((column) => line(layout.name, column.label, [column.asks, column.choices === undefined || column.key === 'topic' ? '' : `可选：${column.choices.join('、')}`].filter((part) => part !== '').join('；')))),
      [],
      [{ text: '申报项目编号', look: 'head' }, { text: '申报试点名称', look: 'head' }],
      ...topics.map((topic) => line(topic.code, topic.title ?? '自拟题目')),
    ],
    merged: ['A1:C1'],
  };
}
