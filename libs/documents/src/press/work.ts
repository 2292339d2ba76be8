/** What the press makes, by kind: what goes in and what comes out, both plain data that can travel between processes. */
import { formDocx } from '../docx/form-docx.js';
import type { Paper, TablePaper } from '../paper/paper.js';
import { formDrawing, rollDrawing } from '../pdf/drawing.js';
import { typeset } from '../pdf/typeset.js';
import type { Words } from '@shidian/engine';
import type { CaseSheetsParts } from '../xlsx/case-sheets.js';
import { caseTemplate } from '../xlsx/case-template.js';
import { markCases } from '../xlsx/mark-cases.js';
import { readCases, type CellFault, type ReadCases } from '../xlsx/read-cases.js';
import { readWorkbook, UnreadableWorkbook } from '../xlsx/read-workbook.js';
import { rollXlsx } from '../xlsx/roll-xlsx.js';

export interface Works {
  'form.pdf': { readonly given: Paper; readonly made: Uint8Array };
  'form.docx': { readonly given: Paper; readonly made: Uint8Array };
  'roll.pdf': { readonly given: TablePaper; readonly made: Uint8Array };
  'roll.xlsx': { readonly given: TablePaper; readonly made: Uint8Array };
  'cases.template': { readonly given: CaseSheetsParts; readonly made: Uint8Array };
  'cases.read': { readonly given: CaseSheetsParts & { readonly content: Uint8Array }; readonly made: ReadCases | { readonly unreadable: Required<Words> } };
  'cases.mark': { readonly given: CaseSheetsParts & { readonly content: Uint8Array; readonly faults: readonly CellFault[] }; readonly made: Uint8Array };
}

export type WorkKind = keyof Works;

const makers: { readonly [K in WorkKind]: (given: Works[K]['given']) => Works[K]['made'] | Promise<Works[K]['made']> } = {
  'form.pdf': (paper) => typeset(formDrawing(paper)),
  'form.docx': formDocx,
  'roll.pdf': (paper) => typeset(rollDrawing(paper)),
  'roll.xlsx': rollXlsx,
  'cases.template': caseTemplate,
  'cases.read': ({ content, ...parts }) => read(() => readCases(readWorkbook(content), parts)),
  'cases.mark': ({ content, faults, ...parts }) => markCases(readWorkbook(content), parts, faults),
};

/** An unreadable file is an answer and no fault of ours. */
function read(work: () => ReadCases): Works['cases.read']['made'] {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { unreadable: error.words };
    throw error;
  }
}

export async function make<K extends WorkKind>(kind: K, given: Works[K]['given']): Promise<Works[K]['made']> {
  return await makers[kind](given);
}
