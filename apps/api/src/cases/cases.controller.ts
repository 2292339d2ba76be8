import { Controller } from '@nestjs/common';
import type { AdministerRequest, CaseUseCases, Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import { expectedVersion, idempotency } from '../route/conditions.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { actAnswer, actRequest } from '../wire/act.js';
import { actions } from '../wire/actions.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { DueWords } from '../wire/due-words.js';
import { journalPage } from '../wire/journal.js';
import { returnOf } from './return-of.js';
import { wireCase, wireCaseItem } from './case-view.js';

@Controller()
export class CasesController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('cases') private readonly useCases: CaseUseCases,
    private readonly definitions: DefinitionShelf,
    private readonly due: DueWords,
  ) {}

  @Serves('cases')
  async list(@Input() { params, query }: InputOf<'cases'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'cases'>>> {
    const program = await this.reader.programItem(principal, params.programId);
    if (!program) throw new Problem('not_found');
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const { items, next } = await this.reader.cases(principal, { programId: program.id, ...filter }, pageRequest(query));
    const artefact = await this.definitions.artefact(program.definitionHash);
    return { body: { items: items.map((item) => wireCaseItem(item, artefact)), next } };
  }

  @Serves('startCase')
  async start(@Input() input: InputOf<'startCase'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'startCase'>>> {
    const { params, body } = input;
    const answer = await this.useCases.start({ principal, at, programId: params.programId, ...body, ...idempotency('startCase', input) });
    const { body: started, version } = actAnswer(answer);
    return { body: { ...started, number: answer.number }, ...(version !== undefined && { version }), location: `/api/cases/${answer.ownerId}` };
  }

  @Serves('case')
  async one(@Input() { params }: InputOf<'case'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'case'>>> {
    const page = await this.reader.case(principal, params.caseId);
    if (!page) throw new Problem('not_found');
    const artefact = await this.definitions.artefact(page.definitionHash);
    const [possibilities, returned] = await Promise.all([this.useCases.possibilities(principal, page.item.id, at), returnOf(this.reader, principal, page)]);
    return {
      body: { ...wireCase(page, artefact, { principal, at, returned }, this.due), actions: actions(possibilities, artefact, artefact?.caseChart) },
      version: page.item.version,
    };
  }

  @Serves('caseJournal')
  async journal(@Input() { params, query }: InputOf<'caseJournal'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'caseJournal'>>> {
    if (!(await this.reader.case(principal, params.caseId))) throw new Problem('not_found');
    return { body: await journalPage(this.reader, principal, params.caseId, pageRequest(query), this.definitions) };
  }

  @Serves('actOnCase')
  async act(@Input() input: InputOf<'actOnCase'>, @Asker() caller: Caller): Promise<Answered<AnswerOf<'actOnCase'>>> {
    const { params, headers, body } = input;
    const request = actRequest(caller, params.caseId, params.number, body);
    return actAnswer(await this.useCases.act({ ...request, ...expectedVersion(headers), ...idempotency('actOnCase', input) }));
  }

  @Serves('administerCase')
  async administer(@Input() input: InputOf<'administerCase'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'administerCase'>>> {
    const { params, headers, body } = input;
    return actAnswer(await this.useCases.administer({ principal, at, caseId: params.caseId, ...administration(body), ...expectedVersion(headers), ...idempotency('administerCase', input) }));
  }
}

function administration(body: InputOf<'administerCase'>['body']): Pick<AdministerRequest, 'administration' | 'reason'> {
  if (!('reason' in body)) return { administration: body };
  const { reason, ...act } = body;
  return { administration: act, reason };
}
