/** How large a paper may be: more than any form lets through, and what is drawn within the press's time. */
import type { Paper, Piece } from './paper.js';

export const PAPER_LIMITS = { characters: 400_000, paragraphs: 5_000, rows: 1_000 } as const;

/** Nobody prints this: a draft may hold anything. */
export class PaperTooLarge extends Error {
  readonly code = 'documents.too_large';
  constructor(readonly what: keyof typeof PAPER_LIMITS) {
    super(`the paper has more than ${PAPER_LIMITS[what]} ${what}`);
    this.name = 'PaperTooLarge';
  }
}

/** @throws PaperTooLarge */
export function assertPrintable(paper: Paper): void {
  const pieces = paper.sections.flatMap((section) => section.pieces);
  const rows = pieces.reduce((sum, piece) => sum + (piece.kind === 'table' ? piece.rows.length : 0), 0);
  if (rows > PAPER_LIMITS.rows) throw new PaperTooLarge('rows');
  const texts = [...paper.cover.flatMap((row) => row.map(({ value }) => value)), ...pieces.flatMap(textsOf)];
  if (texts.length - pieces.reduce((sum, piece) => sum + (piece.kind === 'table' ? piece.rows.length * piece.columns.length : 0), 0) > PAPER_LIMITS.paragraphs) throw new PaperTooLarge('paragraphs');
  if (texts.reduce((sum, text) => sum + text.length, 0) > PAPER_LIMITS.characters) throw new PaperTooLarge('characters');
}

function textsOf(piece: Piece): readonly string[] {
  switch (piece.kind) {
    case 'text':
    case 'opinion':
      return piece.paragraphs;
    case 'field':
      return [piece.value];
    case 'person':
      return piece.rows.flatMap((row) => row.map(({ value }) => value));
    case 'table':
      return piece.rows.flat();
  }
}
