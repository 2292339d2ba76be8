/**
 * Papers: a form or the table of a roll as DOCX, PDF and XLSX, and XLSX that comes back. Pure renderers: values in, bytes
 * out; no database, no clock.
 *
 *   form + values + opinions → Paper ─┬→ DOCX            table of a roll → TablePaper ─┬→ XLSX
 *                                     └→ PDF (Typst)                                   └→ PDF
 *   form + topics → template (XLSX) → filled in by people → cases with their values, or what is wrong in which cell
 *
 * Invariants
 * - The same input gives the same bytes.
 * - DOCX and PDF draw the same {@link Paper}: the form's own order and headings (R-0-41).
 * - Every page of what was submitted bears its check code; a draft bears none.
 * - What people typed is data everywhere: never markup, never a formula, never code.
 * - What takes long is made by the {@link Press}, in a process of its own and within a time.
 */
export { checkCode, hashPrefix, readCheckCode } from './check-code.js';
export { formPaper, type FormPaperParts, type GivenOpinion } from './paper/form-paper.js';
export { draftMark, rollMark, sealMark, submittedMark, type SubmittedForm } from './paper/mark.js';
export type { Mark, Paper, TablePaper } from './paper/paper.js';
export { PAPER_LIMITS, PaperTooLarge } from './paper/size.js';
export { rollPaper, type RollPaperParts } from './paper/roll-paper.js';
export { Press, PressBusy, PressFailed, type PressOptions } from './press/press.js';
export type { CaseSheetsParts } from './xlsx/case-sheets.js';
export type { CellFault, CellPlace, ReadCase, ReadCases } from './xlsx/read-cases.js';
export type { WorkKind, Works } from './press/work.js';
