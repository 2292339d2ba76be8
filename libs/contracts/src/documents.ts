import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Key, Uuid } from './wire.js';

/** A document that bears a check code. */
export const CodedDocument = z.object({
  kind: z.enum(['form', 'roll']),
  /** The case, or the roll. */
  id: Uuid,
  programId: Uuid,
  programName: z.string(),
  /** The applicant, or who drew the roll. */
  organisationName: z.string(),
  /** 受理号; null for a roll. */
  number: z.string().nullable(),
  /** Form, or `<stage>/<roll>`. */
  key: z.string(),
  /** Version of the form, or 第 n 次 of the roll. */
  serial: z.number().int(),
  /** Submitted, or confirmed. */
  at: Instant,
  /** Nothing newer has taken its place. */
  current: z.boolean(),
});

const tag = 'documents';
const file = { zh: '文件', en: 'The file' };

export const documentRoutes = {
  caseDocument: {
    method: 'GET',
    path: '/api/cases/:caseId/documents/:form',
    tag,
    summary: { zh: '按原表样打印的表（DOCX、PDF），每页有校验码；草稿带水印、没有校验码', en: 'A form as it is printed (DOCX, PDF) with its check code on every page; a draft with a watermark and no code' },
    access: 'signed_in',
    params: z.strictObject({ caseId: Uuid, form: Key }),
    /** `version`: a number, or `draft`; the newest that was submitted where it is not given, the draft where none was. */
    query: z.strictObject({
      format: z.enum(['pdf', 'docx']).exactOptional(),
      version: z.string().regex(/^(draft|[1-9]\d{0,5})$/).exactOptional(),
      /** `seal`: the cover and the opinion blocks alone, to be signed and sealed. */
      part: z.enum(['seal']).exactOptional(),
    }),
    answers: { 200: { words: file, mediaType: 'application/octet-stream' } },
    problems: ['not_found', 'form.unknown', 'draft.closed', 'documents.too_large', 'documents.failed'],
  },
  rollDocument: {
    method: 'GET',
    path: '/api/rolls/:rollId/document',
    tag,
    summary: { zh: '名册的表（汇总表）：XLSX、PDF，每页有校验码', en: 'The table of a roll as XLSX or PDF with its check code' },
    access: 'signed_in',
    params: z.strictObject({ rollId: Uuid }),
    query: z.strictObject({ format: z.enum(['pdf', 'xlsx']).exactOptional() }),
    answers: { 200: { words: file, mediaType: 'application/octet-stream' } },
    problems: ['not_found', 'documents.failed'],
  },
  checkCode: {
    method: 'GET',
    path: '/api/check-codes/:code',
    tag,
    summary: { zh: '校验码对应哪一件、第几版、是不是现行版', en: 'Which case and version a check code stands for, and whether it is the current one' },
    access: 'signed_in',
    params: z.strictObject({ code: z.string().min(1).max(40) }),
    answers: { 200: { words: { zh: '对应的文件', en: 'The documents' }, schema: z.object({ code: z.string(), items: z.array(CodedDocument) }) } },
    problems: ['not_found', 'check_code.invalid'],
  },
} as const satisfies Record<string, Route>;
