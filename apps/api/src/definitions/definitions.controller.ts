import { Controller } from '@nestjs/common';
import type { DefinitionStore } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, words } from '../wire/wire.js';

@Controller()
export class DefinitionsController {
  constructor(
    @Part('definitions') private readonly store: DefinitionStore,
    private readonly shelf: DefinitionShelf,
  ) {}

  @Serves('definitions')
  async list(@Input() _input: InputOf<'definitions'>): Promise<Answered<AnswerOf<'definitions'>>> {
    const items = (await this.store.list()).map(({ id, hash, name, publishedAt }) => ({ id, hash, name: words(name), publishedAt: iso(publishedAt) }));
    return { body: { items } };
  }

  @Serves('definition')
  async one(@Input() { params }: InputOf<'definition'>): Promise<Answered<AnswerOf<'definition'>>> {
    const artefact = await this.shelf.artefact(params.hash);
    if (!artefact) throw new Problem('definition.unknown');
    return {
      body: artefact as unknown as AnswerOf<'definition'>,
      headers: { etag: `"${artefact.hash}"`, 'cache-control': 'private, max-age=31536000, immutable' },
    };
  }
}
