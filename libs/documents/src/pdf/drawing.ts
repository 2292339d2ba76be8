/** A paper as a template and its data: JSON, nothing else. */
import type { Column, Paper, Piece, TablePaper } from '../paper/paper.js';
import { titleLines } from '../paper/title.js';
import { displayWidth } from '../paper/widths.js';
import { FORM_TEMPLATE, ROLL_TEMPLATE } from './template.js';
import { wrapped, type Wrapped } from './wrapping.js';

export interface Drawing {
  readonly template: string;
  /** JSON */
  readonly data: string;
}

/** Latin letters in a row that fit: on a line of text, on a line of the cover, in the narrowest column. */
const IN_TEXT = 24;
const ON_COVER = 12;
const IN_CELL = 6;
/** Characters of data from which a paper is set faster and less finely. */
const LARGE = 150_000;
/** Fields that share a line of the cover share its width by what stands in them, within these bounds. */
const LEAST_SHARE = 10;
const MOST_SHARE = 40;
/** A row whose cells are shorter is not torn over two pages. */
const LONG_CELL = 300;

export function formDrawing(paper: Paper): Drawing {
  return drawing(FORM_TEMPLATE, {
    title: paper.title,
    titleLines: titleLines(paper.title),
    mark: paper.mark,
    cover: paper.cover.map((row) => row.map(({ label, value }) => ({ label, value: wrapped(value === '' ? '　' : value, ON_COVER), share: Math.max(LEAST_SHARE, Math.min(displayWidth(value), MOST_SHARE)) }))),
    sections: paper.sections.map((section) => ({ title: section.title, pieces: section.pieces.map(piece) })),
  });
}

export function rollDrawing({ title, mark, header, remark, columns, rows }: TablePaper): Drawing {
  return drawing(ROLL_TEMPLATE, { title, mark, header, remark, ...table(columns, rows) });
}

function drawing(template: string, data: object): Drawing {
  const large = JSON.stringify(data).length > LARGE;
  return { template, data: JSON.stringify({ ...data, large }) };
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): object {
  return {
    columns: columns.map(({ label, share, align }) => ({ label: wrapped(label, IN_CELL), share, align })),
    rows: rows.map((row) => row.map((cell) => ({ text: wrapped(cell, IN_CELL), long: cell.length >= LONG_CELL }))),
  };
}

function piece(one: Piece): object {
  const lines = (texts: readonly string[]): readonly Wrapped[] => texts.map((text) => wrapped(text, IN_TEXT));
  switch (one.kind) {
    case 'text':
      return { ...one, paragraphs: lines(one.paragraphs) };
    case 'field':
      return { ...one, value: wrapped(one.value, IN_TEXT) };
    case 'person':
      return { ...one, rows: one.rows.map((row) => row.map(({ label, value }) => ({ label, value: wrapped(value, IN_CELL) }))) };
    case 'table':
      return { kind: one.kind, label: one.label, ...table(one.columns, one.rows) };
    case 'opinion':
      return { ...one, paragraphs: lines(one.paragraphs), ...(one.signature !== undefined && { signature: wrapped(`签　字：${one.signature}`, ON_COVER) }) };
  }
}
