import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Uuid } from './wire.js';

export const Attachment = z.object({
  id: Uuid,
  /** Hex SHA-256 of the content. */
  sha256: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  uploadedAt: Instant,
  /** Null while no act has named it yet. */
  caseId: Uuid.nullable(),
});

const tag = 'attachments';

export const attachmentRoutes = {
  upload: {
    method: 'POST',
    path: '/api/attachments',
    tag,
    summary: { zh: '上传附件', en: 'Upload an attachment' },
    access: 'signed_in',
    upload: true,
    answers: { 201: { words: { zh: '已上传', en: 'Uploaded' }, schema: Attachment, headers: ['Location'] } },
    problems: ['attachment.too_large', 'attachment.type'],
  },
  attachment: {
    method: 'GET',
    path: '/api/attachments/:attachmentId',
    tag,
    summary: { zh: '下载附件', en: 'Download an attachment' },
    access: 'signed_in',
    params: z.strictObject({ attachmentId: Uuid }),
    answers: { 200: { words: { zh: '附件内容', en: 'The content' }, mediaType: 'application/octet-stream', headers: ['ETag'] } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
