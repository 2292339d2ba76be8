import { Controller, StreamableFile } from '@nestjs/common';
import { openApiDocument, problemCatalogue } from '@shidian/contracts';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import type { ApiSettings } from '../settings.js';
import { Part } from '../tokens.js';
import { docsFile, docsPage, docsPolicy } from './docs-page.js';

/** The interface explaining itself. */
@Controller()
export class OpenApiController {
  private document: AnswerOf<'openapi'> | undefined;

  constructor(@Part('settings') private readonly settings: ApiSettings) {}

  @Serves('openapi')
  openapi(@Input() _input: InputOf<'openapi'>): Promise<Answered<AnswerOf<'openapi'>>> {
    this.document ??= openApiDocument(this.settings.version) as AnswerOf<'openapi'>;
    return Promise.resolve({ body: this.document });
  }

  @Serves('docs')
  docs(@Input() _input: InputOf<'docs'>): Promise<Answered<string>> {
    return Promise.resolve({ body: docsPage, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': docsPolicy } });
  }

  @Serves('docsAsset')
  async asset(@Input() { params }: InputOf<'docsAsset'>): Promise<Answered<StreamableFile>> {
    const { mediaType, content } = await docsFile(params.file);
    return { body: new StreamableFile(content), headers: { 'content-type': mediaType, 'content-length': String(content.byteLength), 'cache-control': 'public, max-age=3600' } };
  }

  @Serves('problem')
  problem(@Input() { params }: InputOf<'problem'>): Promise<Answered<AnswerOf<'problem'>>> {
    const entry = Object.entries(problemCatalogue).find(([code]) => code === params.code);
    if (!entry) return Promise.reject(new Problem('not_found'));
    const [code, { status, meaning, remedy }] = entry;
    return Promise.resolve({ body: { type: `/problems/${code}`, code, status, meaning: { ...meaning }, remedy: { ...remedy } } });
  }
}
