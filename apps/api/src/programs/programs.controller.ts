import { Controller } from '@nestjs/common';
import type { ProgramListItem, ProgramUseCases, Reader } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import { expectedVersion, idempotency } from '../route/conditions.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Problem } from '../problem/problem.js';
import { Part } from '../tokens.js';
import { actAnswer, actRequest } from '../wire/act.js';
import { actions } from '../wire/actions.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { journalPage } from '../wire/journal.js';
import { iso, states, words, zone } from '../wire/wire.js';

@Controller()
export class ProgramsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('programs') private readonly useCases: ProgramUseCases,
    private readonly definitions: DefinitionShelf,
  ) {}

  @Serves('programs')
  async list(@Input() { query }: InputOf<'programs'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'programs'>>> {
    const { items, next } = await this.reader.programs(principal, pageRequest(query));
    return { body: { items: await Promise.all(items.map((item) => this.wireItem(item))), next } };
  }

  @Serves('program')
  async one(@Input() { params }: InputOf<'program'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'program'>>> {
    const program = await this.reader.program(principal, params.programId);
    if (!program) throw new Problem('not_found');
    const artefact = await this.definitions.artefact(program.definitionHash);
    const possibilities = await this.useCases.possibilities(principal, program.id, at);
    const body = {
      ...(await this.wireItem(program)),
      purpose: words(artefact?.purpose ?? { zh: '' }),
      counts: Object.entries(program.counts).flatMap(([id, cases]) => states(artefact?.caseChart, [id]).map((state) => ({ state, cases }))),
      actions: actions(possibilities, artefact, artefact?.programChart),
    };
    return { body, version: program.version };
  }

  @Serves('programJournal')
  async journal(@Input() { params, query }: InputOf<'programJournal'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'programJournal'>>> {
    if (!(await this.reader.programItem(principal, params.programId))) throw new Problem('not_found');
    return { body: await journalPage(this.reader, principal, params.programId, pageRequest(query), this.definitions) };
  }

  @Serves('actOnProgram')
  async act(@Input() input: InputOf<'actOnProgram'>, @Asker() caller: Caller): Promise<Answered<AnswerOf<'actOnProgram'>>> {
    const { params, headers, body } = input;
    const request = actRequest(caller, params.programId, params.number, body);
    return actAnswer(await this.useCases.act({ ...request, ...expectedVersion(headers), ...idempotency('actOnProgram', input) }));
  }

  private async wireItem(program: ProgramListItem): Promise<AnswerOf<'programs'>['items'][number]> {
    const artefact = await this.definitions.artefact(program.definitionHash);
    return {
      id: program.id,
      name: program.name,
      definitionId: program.definitionId,
      definitionHash: program.definitionHash,
      issuerId: program.issuerId,
      openedAt: iso(program.openedAt),
      states: states(artefact?.programChart, program.states),
      outcome: program.outcome,
      version: program.version,
      zone,
    };
  }
}
