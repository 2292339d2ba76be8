/** A paper as the data of its template: long runs may break, the title stands on lines of its own. */
import type { Column, Paper, Piece, TablePaper } from '../paper/paper.js';
import { FORM_TEMPLATE, ROLL_TEMPLATE } from './template.js';
import { titleLines } from '../paper/title.js';
import { displayWidth } from '../paper/widths.js';
import { breakable } from './breakable.js';

export interface Drawing {
  readonly template: string;
  /** JSON */
  readonly data: string;
}

/** Characters in a row that fit wherever they stand: a line of the text, a cell of the narrowest column. */
const IN_TEXT = 24;
const IN_CELL = 6;

const rowsOf = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => rows.map((row) => row.map((cell) => breakable(cell, IN_CELL)));
const columnsOf = (columns: readonly Column[]): readonly Column[] => columns.map((column) => ({ ...column, label: breakable(column.label, IN_CELL) }));

export function formDrawing(paper: Paper): Drawing {
  const data = {
    title: paper.title,
    titleLines: titleLines(paper.title),
    mark: paper.mark,
    cover: paper.cover.map((row) => row.map(({ label, value }) => ({ label, value: breakable(value, IN_TEXT), share: Math.max(10, Math.min(displayWidth(value), 40)) }))),
    sections: paper.sections.map((section) => ({ title: section.title, pieces: section.pieces.map(drawnPiece) })),
  };
  return { template: FORM_TEMPLATE, data: JSON.stringify(data) };
}

export function rollDrawing(paper: TablePaper): Drawing {
  return { template: ROLL_TEMPLATE, data: JSON.stringify({ ...paper, columns: columnsOf(paper.columns), rows: rowsOf(paper.rows) }) };
}

function drawnPiece(piece: Piece): Piece {
  switch (piece.kind) {
    case 'text':
      return { ...piece, paragraphs: piece.paragraphs.map((one) => breakable(one, IN_TEXT)) };
    case 'field':
      return { ...piece, value: breakable(piece.value, IN_TEXT) };
    case 'person':
      return { ...piece, rows: piece.rows.map((row) => row.map(({ label, value }) => ({ label, value: breakable(value, IN_CELL) }))) };
    case 'table':
      return { ...piece, columns: columnsOf(piece.columns), rows: rowsOf(piece.rows) };
    case 'opinion':
      return { ...piece, paragraphs: piece.paragraphs.map((one) => breakable(one, IN_TEXT)), ...(piece.signature !== undefined && { signature: breakable(piece.signature, IN_TEXT) }) };
  }
}
