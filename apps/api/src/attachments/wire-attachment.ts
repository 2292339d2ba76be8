import type { AttachmentRow } from '@shidian/lifecycle';
import type { AnswerOf } from '../route/input.js';
import { iso } from '../wire/wire.js';

export function wireAttachment({ id, sha256, name, mediaType, size, uploadedAt, caseId }: AttachmentRow): AnswerOf<'upload'> {
  return { id, sha256, name, mediaType, size, uploadedAt: iso(uploadedAt), caseId };
}
