import { z } from 'zod';
import type { Route } from './route.js';
import { Uuid } from './wire.js';

export const ImportedCases = z.object({
  /** In the order of the file. */
  cases: z.array(
    z.object({
      /** Row of the sheet, from 1. */
      row: z.number().int(),
      id: Uuid,
      /** 受理号 */
      number: z.string(),
      /** What is still to be filled in before the form can be submitted. */
      open: z.number().int(),
    }),
  ),
  /** The same file was taken before: this is its first answer, and nothing was started now. */
  replayed: z.boolean(),
});

const tag = 'imports';
const params = z.strictObject({ programId: Uuid });
const file = { zh: '文件', en: 'The file' };

export const importRoutes = {
  importTemplate: {
    method: 'GET',
    path: '/api/programs/:programId/imports/template',
    tag,
    summary: { zh: '批量填报的模板（XLSX），由表单生成', en: 'The workbook to fill in (XLSX), generated from the form' },
    access: 'signed_in',
    params,
    answers: { 200: { words: file, mediaType: 'application/octet-stream' } },
    problems: ['not_found', 'documents.failed'],
  },
  importCases: {
    method: 'POST',
    path: '/api/programs/:programId/imports',
    tag,
    summary: { zh: '收填好的模板：全部建件（草稿）或一件不建；同一文件再交不会重复', en: 'Takes a filled workbook: every row becomes a case with its draft, or none does; the same file again starts nothing' },
    access: 'signed_in',
    params,
    upload: true,
    answers: { 201: { words: { zh: '已建件', en: 'Started' }, schema: ImportedCases } },
    problems: ['not_found', 'attachment.too_large', 'attachment.type', 'import.unreadable', 'import.refused', 'idempotency.in_flight', 'documents.failed'],
  },
  checkImport: {
    method: 'POST',
    path: '/api/programs/:programId/imports/check',
    tag,
    summary: { zh: '只检查：还回同一张表，多一列“问题”；不建件', en: 'Only checks: the same workbook back, with a column that says what is wrong; nothing is started' },
    access: 'signed_in',
    params,
    upload: true,
    answers: { 200: { words: file, mediaType: 'application/octet-stream' } },
    problems: ['not_found', 'attachment.too_large', 'attachment.type', 'import.unreadable', 'documents.failed'],
  },
} as const satisfies Record<string, Route>;
