import { z } from 'zod';
import { ifMatch } from './acts.js';
import type { Route } from './route.js';
import { Instant, JsonValue, Key, Uuid, Words } from './wire.js';

export const Draft = z.object({ form: z.string(), values: JsonValue, version: z.number().int(), savedAt: Instant });
export const DraftValues = z.strictObject({ values: JsonValue });

/** One thing that stands in the way of submitting a form. */
export const Issue = z.object({ path: z.string(), code: z.string(), words: Words });

const tag = 'drafts';
const params = z.strictObject({ caseId: Uuid, form: Key });

export const draftRoutes = {
  draft: {
    method: 'GET',
    path: '/api/cases/:caseId/drafts/:form',
    tag,
    summary: { zh: '读取草稿', en: 'Read a draft' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '草稿', en: 'The draft' }, schema: Draft, headers: ['ETag'] } },
    problems: ['not_found', 'right.missing', 'form.unknown', 'draft.closed'],
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/cases/:caseId/drafts/:form',
    tag,
    summary: { zh: '保存草稿', en: 'Save a draft' },
    access: 'signed_in',
    params,
    headers: z.object({ 'if-match': ifMatch.exactOptional(), 'if-none-match': z.literal('*').exactOptional() }),
    body: DraftValues,
    answers: { 200: { words: { zh: '已保存', en: 'Saved' }, schema: Draft, headers: ['ETag'] } },
    problems: ['not_found', 'right.missing', 'form.unknown', 'draft.changed', 'draft.closed', 'precondition.required'],
  },
  formIssues: {
    method: 'GET',
    path: '/api/cases/:caseId/forms/:form/issues',
    tag,
    summary: { zh: '检查草稿能否提交', en: 'What stands in the way of submitting the draft' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '问题列表', en: 'The issues' }, schema: z.object({ items: z.array(Issue) }) } },
    problems: ['not_found', 'right.missing', 'form.unknown', 'draft.closed'],
  },
} as const satisfies Record<string, Route>;
