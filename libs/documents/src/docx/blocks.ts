/** The pieces of a paper as paragraphs and tables of a DOCX. Every text goes in as a text run; the library escapes it. */
import { AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType, type IParagraphOptions, type IRunOptions, type ITableCellOptions } from 'docx';
import type { Column, CoverField, Opinion, Piece } from '../paper/paper.js';
import { displayWidth } from '../paper/widths.js';
import { FANGSONG, HEI, NO_LINES, RULED, SIZE, TEXT_WIDTH, UNDERLINED, UNRULED } from './typography.js';

type Look = Omit<IRunOptions, 'text' | 'children'>;

const TEXT: Look = { font: FANGSONG, size: SIZE.text };
const CELL: Look = { font: FANGSONG, size: SIZE.cell };
const LABEL: Look = { font: HEI, size: SIZE.cell };
const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

/** Long runs of Latin letters may break anywhere: an address is wrapped, not cut. */
export function paragraph(text: string, look: Look, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ wordWrap: true, ...options, children: [new TextRun({ ...look, text })] });
}

function cell(children: readonly (Paragraph | Table)[], options: Omit<ITableCellOptions, 'children'> = {}): TableCell {
  return new TableCell({ margins: { top: 60, bottom: 60, left: 60, right: 60 }, verticalAlign: VerticalAlignTable.CENTER, ...options, children });
}

function table(widths: readonly number[], rows: readonly TableRow[], borders = RULED): Table {
  return new Table({ layout: TableLayoutType.FIXED, width: { size: TEXT_WIDTH, type: WidthType.DXA }, columnWidths: widths, borders, rows });
}

/** Whole twips that sum to the width of the text. */
function widthsOf(shares: readonly number[], whole: number = TEXT_WIDTH): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((share / total) * whole));
  const last = widths.length - 1;
  return widths.map((width, index) => (index === last ? whole - widths.slice(0, last).reduce((sum, one) => sum + one, 0) : width));
}

/** Twips: half a Han character of the cover, and the space after a label. */
const COVER_HALF_WIDTH = 165;
const COVER_GAP = 120;

export function coverLine(fields: readonly CoverField[]): Table {
  const labels = fields.map(({ label }) => displayWidth(label) * COVER_HALF_WIDTH + COVER_GAP);
  const values = widthsOf(fields.map(({ value }) => Math.max(12, Math.min(displayWidth(value), 40))), TEXT_WIDTH - labels.reduce((sum, width) => sum + width, 0));
  const widths = fields.flatMap((_, index) => [labels[index] ?? 0, values[index] ?? 0]);
  const cells = fields.flatMap(({ label, value }, index) => [
    cell([paragraph(label, { font: FANGSONG, size: SIZE.coverField })], { borders: NO_LINES, verticalAlign: VerticalAlignTable.BOTTOM, width: { size: widths[index * 2] ?? 0, type: WidthType.DXA }, margins: { top: 200, bottom: 20, left: 0, right: 60 } }),
    cell([paragraph(value, { font: FANGSONG, size: SIZE.coverField })], { borders: UNDERLINED, verticalAlign: VerticalAlignTable.BOTTOM, width: { size: widths[index * 2 + 1] ?? 0, type: WidthType.DXA }, margins: { top: 200, bottom: 20, left: 60, right: 60 } }),
  ]);
  return table(widths, [new TableRow({ children: cells, cantSplit: true })], UNRULED);
}

export function pieceTable(piece: Piece): Table {
  switch (piece.kind) {
    case 'text':
      return boxed([
        ...(piece.note === '' ? [] : [paragraph(piece.note, { font: FANGSONG, size: SIZE.note, color: '595959' }, { spacing: { after: 80 } })]),
        ...texts(piece.paragraphs),
        ...(piece.paragraphs.length === 0 ? Array.from({ length: 5 }, () => paragraph('', TEXT)) : []),
      ]);
    case 'field':
      return table(widthsOf([1, 3]), [new TableRow({ children: [cell([paragraph(piece.label, LABEL)]), cell([paragraph(piece.value, CELL)])] })]);
    case 'person':
      return person(piece.label, piece.rows);
    case 'table':
      return ruled(piece.label, piece.columns, piece.rows);
    case 'opinion':
      return opinion(piece);
  }
}

function texts(paragraphs: readonly string[]): readonly Paragraph[] {
  return paragraphs.map((text) => paragraph(text, TEXT, { alignment: AlignmentType.BOTH, indent: { firstLine: SIZE.text * 20, firstLineChars: 200 }, spacing: { line: 400 } }));
}

function boxed(children: readonly (Paragraph | Table)[], whole = false): Table {
  return table([TEXT_WIDTH], [new TableRow({ cantSplit: whole, children: [cell(children, { verticalAlign: VerticalAlignTable.TOP, margins: { top: 120, bottom: 120, left: 140, right: 140 } })] })]);
}

/** Rows of label and value over twenty-four columns, after the one that says who it is. */
function person(label: string, rows: readonly (readonly CoverField[])[]): Table {
  const units = 24;
  const widths = widthsOf([2.4, ...Array.from({ length: units }, () => 1)]);
  const lines = rows.map((row, index) => {
    const unit = Math.floor(units / row.length);
    const cells = row.flatMap((field) => {
      const span = field.label.length <= 2 ? 2 : 3;
      return [cell([paragraph(field.label, LABEL, { alignment: AlignmentType.CENTER })], { columnSpan: span }), cell([paragraph(field.value, CELL, { alignment: AlignmentType.CENTER })], { columnSpan: unit - span })];
    });
    const head = index === 0 ? [cell([paragraph(label, LABEL, { alignment: AlignmentType.CENTER })], { rowSpan: rows.length })] : [];
    return new TableRow({ cantSplit: true, children: [...head, ...cells] });
  });
  return table(widths, lines);
}

/** The heading and the column labels are repeated on every page; a row is not torn. */
function ruled(label: string, columns: readonly Column[], rows: readonly (readonly string[])[]): Table {
  const widths = widthsOf(columns.map(({ share }) => share));
  const head = (children: readonly TableCell[]): TableRow => new TableRow({ tableHeader: true, cantSplit: true, children });
  return table(widths, [
    ...(label === '' ? [] : [head([cell([paragraph(label, LABEL, { alignment: AlignmentType.CENTER })], { columnSpan: columns.length })])]),
    head(columns.map((column) => cell([paragraph(column.label, LABEL, { alignment: AlignmentType.CENTER })]))),
    ...rows.map((row) => new TableRow({ cantSplit: row.every((text) => text.length < 300), children: columns.map((column, index) => cell([paragraph(row[index] ?? '', CELL, { alignment: ALIGN[column.align] })])) })),
  ]);
}

const BLANK_LINES = 3;

function opinion({ paragraphs, signature, seal, date }: Opinion): Table {
  const half = Math.floor((TEXT_WIDTH - 280) / 2);
  const places = [
    [signature === undefined ? '' : `签　字：${signature}`, seal === undefined ? '' : `公　章：${seal ? '（已盖章）' : ''}`],
    ['', date === undefined ? '' : date === '' ? '　　　　年　　月　　日' : date],
  ];
  const signed = new Table({
    layout: TableLayoutType.FIXED,
    width: { size: half * 2, type: WidthType.DXA },
    columnWidths: [half, half],
    borders: UNRULED,
    rows: places.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell([paragraph(text, TEXT)], { borders: NO_LINES })) })),
  });
  // A cell must end with a paragraph.
  return boxed([...texts(paragraphs), ...Array.from({ length: BLANK_LINES }, () => paragraph('', TEXT)), signed, paragraph('', { size: 2 })], true);
}
