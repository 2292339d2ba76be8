import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Uuid, Words, line } from './wire.js';

/** Where a document is cited: a program that is based on it, or a date that was set by it. */
export const NumberedDocument = z.object({
  kind: z.enum(['program', 'date']),
  programId: Uuid,
  programName: z.string(),
  /** The case that the date is for alone; null otherwise. */
  caseId: Uuid.nullable(),
  /** Title of the document, or name of the date. */
  title: Words,
  /** 文号; null where the program names the document without one. */
  number: z.string().nullable(),
  /** When the program was opened, or the date set. */
  at: Instant,
});

export const documentNumberRoutes = {
  documentNumbers: {
    method: 'GET',
    path: '/api/document-numbers/:text',
    tag: 'documents',
    summary: { zh: '按文号或文件名找：依据它的项目、由它设定的日期', en: 'By the number or title of a document: programs based on it, dates set by it' },
    access: 'signed_in',
    params: z.strictObject({ text: line(100) }),
    answers: { 200: { words: { zh: '引用它的地方', en: 'Where it is cited' }, schema: z.object({ items: z.array(NumberedDocument) }) } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
