import { Controller } from '@nestjs/common';
import type { Reader } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, words } from '../wire/wire.js';

type Found = AnswerOf<'documentNumbers'>['items'];

/** Programs are few; older ones than these are found by their name in the list. */
const programsLooked = 100;

/** 文号: what a document has brought about. */
@Controller()
export class DocumentNumbersController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    private readonly definitions: DefinitionShelf,
  ) {}

  @Serves('documentNumbers')
  async find(@Input() { params: { text } }: InputOf<'documentNumbers'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'documentNumbers'>>> {
    const items: Found[number][] = [];
    for (const program of (await this.reader.programs(principal, { limit: programsLooked })).items) {
      const artefact = await this.definitions.artefact(program.definitionHash);
      for (const { title, number = null } of Object.values(artefact?.documents ?? {})) {
        if (!title.includes(text) && number?.includes(text) !== true) continue;
        items.push({ kind: 'program', programId: program.id, programName: program.name, caseId: null, title: words({ zh: title }), number, at: iso(program.openedAt) });
      }
    }
    for (const { programId, programName, definitionHash, date, number, setAt, caseId } of await this.reader.byDocumentNumber(principal, text)) {
      const artefact = await this.definitions.artefact(definitionHash);
      items.push({ kind: 'date', programId, programName, caseId, title: words(artefact?.dates[date]?.name ?? { zh: date }), number, at: iso(setAt) });
    }
    return { body: { items } };
  }
}
