import { Controller, Req, StreamableFile } from '@nestjs/common';
import type { AttachmentStore, CaseUseCases, Reader } from '@shidian/lifecycle';
import type { FastifyRequest } from 'fastify';
import { disposition } from '../documents/file-answer.js';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { uploadedFile } from './uploaded-file.js';
import { wireAttachment } from './wire-attachment.js';

@Controller()
export class AttachmentsController {
  constructor(
    @Part('cases') private readonly cases: CaseUseCases,
    @Part('reader') private readonly reader: Reader,
    @Part('attachments') private readonly attachments: AttachmentStore,
  ) {}

  @Serves('upload')
  async upload(@Input() _input: InputOf<'upload'>, @Asker() { principal, at }: Caller, @Req() request: FastifyRequest): Promise<Answered<AnswerOf<'upload'>>> {
    const attachment = await this.cases.upload({ principal, at, ...(await uploadedFile(request)) });
    return { body: wireAttachment(attachment), location: `/api/attachments/${attachment.id}` };
  }

  /** Always a download, never shown in place: what somebody uploaded must not run as a page of ours. */
  @Serves('attachment')
  async download(@Input() { params }: InputOf<'attachment'>, @Asker() { principal }: Caller): Promise<Answered<StreamableFile>> {
    const row = await this.reader.attachment(principal, params.attachmentId);
    const content = row && (await this.attachments.content(row.sha256));
    if (!content) throw new Problem('not_found');
    return {
      body: new StreamableFile(content),
      headers: {
        'content-type': row.mediaType,
        'content-disposition': disposition(row.name),
        'content-length': String(row.size),
        'cache-control': 'private, no-store',
        etag: `"${row.sha256}"`,
      },
    };
  }
}
