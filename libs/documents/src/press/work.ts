/** What the press makes, by kind: what goes in and what comes out, both plain data that can travel between processes. */
import { formDocx } from '../docx/form-docx.js';
import type { Paper, TablePaper } from '../paper/paper.js';
import { formDrawing, rollDrawing } from '../pdf/drawing.js';
import { typeset } from '../pdf/typeset.js';
import { rollXlsx } from '../xlsx/roll-xlsx.js';

export interface Works {
  'form.pdf': { readonly given: Paper; readonly made: Uint8Array };
  'form.docx': { readonly given: Paper; readonly made: Uint8Array };
  'roll.pdf': { readonly given: TablePaper; readonly made: Uint8Array };
  'roll.xlsx': { readonly given: TablePaper; readonly made: Uint8Array };
}

export type WorkKind = keyof Works;

const makers: { readonly [K in WorkKind]: (given: Works[K]['given']) => Works[K]['made'] | Promise<Works[K]['made']> } = {
  'form.pdf': (paper) => typeset(formDrawing(paper)),
  'form.docx': formDocx,
  'roll.pdf': (paper) => typeset(rollDrawing(paper)),
  'roll.xlsx': rollXlsx,
};

export async function make<K extends WorkKind>(kind: K, given: Works[K]['given']): Promise<Works[K]['made']> {
  return await makers[kind](given);
}
