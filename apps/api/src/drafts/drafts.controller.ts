import { Controller } from '@nestjs/common';
import type { CaseUseCases, DraftRow } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import { expectedVersion } from '../route/conditions.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, json, words } from '../wire/wire.js';

function wireDraft({ form, body, version, savedAt }: DraftRow): Answered<AnswerOf<'draft'>> {
  return { body: { form, values: json(body), version, savedAt: iso(savedAt) }, version };
}

@Controller()
export class DraftsController {
  constructor(@Part('cases') private readonly cases: CaseUseCases) {}

  @Serves('draft')
  async read(@Input() { params }: InputOf<'draft'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'draft'>>> {
    const draft = await this.cases.draft(principal, params.caseId, params.form);
    if (!draft) throw new Problem('not_found', { words: { zh: '还没有草稿', en: 'There is no draft yet' } });
    return wireDraft(draft);
  }

  /** Created with `If-None-Match: *`, changed with `If-Match`; without either a save could silently undo another. */
  @Serves('saveDraft')
  async save(@Input() { params, headers, body }: InputOf<'saveDraft'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'saveDraft'>>> {
    const expected = headers['if-none-match'] === '*' ? 0 : expectedVersion(headers).expectedVersion;
    if (expected === undefined) throw new Problem('precondition.required');
    return wireDraft(await this.cases.saveDraft({ principal, at, caseId: params.caseId, form: params.form, body: body.values, expectedVersion: expected }));
  }

  @Serves('formIssues')
  async issues(@Input() { params }: InputOf<'formIssues'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'formIssues'>>> {
    const issues = await this.cases.checkForm(principal, params.caseId, params.form);
    return { body: { items: issues.map((issue) => ({ path: issue.path, code: issue.code, words: words(issue.words) })) } };
  }
}
