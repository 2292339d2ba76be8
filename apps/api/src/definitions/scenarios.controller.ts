import { Controller } from '@nestjs/common';
import { reachedBy, type Artefact, type RecordedScenario } from '@shidian/definition';
import { namedTargets } from '@shidian/diagrams';
import type { DefinitionScenarios, DefinitionStore } from '@shidian/lifecycle';
import { answerPicture } from '../diagrams/diagrams.controller.js';
import { PictureShelf } from '../diagrams/picture-shelf.js';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, words } from '../wire/wire.js';

/** What the scenarios of a definition reach, as recorded when it was published. */
@Controller()
export class ScenariosController {
  constructor(
    @Part('definitions') private readonly store: DefinitionStore,
    private readonly definitions: DefinitionShelf,
    private readonly pictures: PictureShelf,
  ) {}

  @Serves('definitionScenarios')
  async coverage(@Input() { params }: InputOf<'definitionScenarios'>): Promise<Answered<AnswerOf<'definitionScenarios'>>> {
    const { artefact, found } = await this.read(params.hash);
    if (!found) return { body: { recordedAt: null, scenarios: [], targets: [] } };
    const { scenarios } = found.record;
    const reached = scenarios.map((scenario) => new Set(reachedBy(scenario)));
    const targets = namedTargets(artefact).map(({ id, kind, chart, words }) => ({ id, kind, chart, words, scenarios: reached.flatMap((ids, index) => (ids.has(id) ? [index + 1] : [])) }));
    return { body: { recordedAt: iso(found.recordedAt), scenarios: scenarios.map((scenario, index) => wireScenario(scenario, index, targets.filter((target) => target.scenarios.includes(index + 1)).length)), targets } };
  }

  @Serves('scenarioDiagram')
  async diagram(@Input() { params, query }: InputOf<'scenarioDiagram'>): Promise<Answered<string>> {
    const { artefact, found } = await this.read(params.hash);
    const { of = 'case', scenario, format = 'svg', lang: language = 'zh' } = query;
    const chosen = scenario === undefined ? undefined : Number(scenario) - 1;
    if (!found || (chosen !== undefined && chosen >= found.record.scenarios.length)) throw new Problem('not_found');
    const key = ['scenarios', artefact.hash, found.recordedAt, of, scenario ?? 'all', format, language].join(' ');
    const scenarios = { all: found.record.scenarios, ...(chosen !== undefined && { chosen }) };
    return answerPicture(await this.pictures.picture(key, () => Promise.resolve({ artefact, of, view: 'chart', format, language, scenarios })), format);
  }

  private async read(hash: string): Promise<{ readonly artefact: Artefact; readonly found: DefinitionScenarios | undefined }> {
    const [artefact, found] = await Promise.all([this.definitions.artefact(hash), this.store.scenarios(hash)]);
    if (!artefact) throw new Problem('definition.unknown');
    return { artefact, found };
  }
}

/** Numbers of requirements (R-0-15) and of questions (A-0-1) stand before the name. */
const NUMBERS = /\b[RA]-[0-9A-Z]+-\d+\b/g;

function wireScenario({ name, place: { file, line } }: RecordedScenario, index: number, reaches: number): AnswerOf<'definitionScenarios'>['scenarios'][number] {
  const bare = name.zh.replace(NUMBERS, '').replace(/\s+/g, ' ').trim();
  return { number: index + 1, name: words({ ...name, zh: bare === '' ? name.zh : bare }), requirements: name.zh.match(NUMBERS) ?? [], file, line, reaches };
}
