import { Controller } from '@nestjs/common';
import type { Artefact } from '@shidian/definition';
import { evaluateWho } from '@shidian/definition';
import type { Directory, ProgramListItem, Reader, RollDesk } from '@shidian/lifecycle';
import { wireCaseItem } from '../cases/case-view.js';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, words } from '../wire/wire.js';
import { regionsOf } from './regions.js';

/** Who may apply and has not begun is listed up to so many. */
const mostNotStarted = 500;

/** What an official or an applicant sees of his own work across programs, and of a program's progress below him. */
@Controller()
export class DeskController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('rollDesk') private readonly rolls: RollDesk,
    @Part('directory') private readonly directory: Directory,
    private readonly definitions: DefinitionShelf,
  ) {}

  @Serves('deskCases')
  async cases(@Input() { query }: InputOf<'deskCases'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'deskCases'>>> {
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    const { items, next } = await this.reader.cases(principal, filter, pageRequest(query));
    const programs = new Map<string, { readonly program: ProgramListItem; readonly artefact: Artefact | undefined }>();
    for (const id of new Set(items.map(({ programId }) => programId))) {
      const program = await this.reader.programItem(principal, id);
      if (program) programs.set(id, { program, artefact: await this.definitions.artefact(program.definitionHash) });
    }
    return {
      body: {
        items: items.map((item) => {
          const there = programs.get(item.programId);
          const entry = there?.artefact?.entry.stage;
          const draft = item.outcome === null && item.states.length > 0 && item.states.every((state) => state.split('/')[0] === entry);
          return { ...wireCaseItem(item, there?.artefact), programName: there?.program.name ?? '', draft };
        }),
        next,
      },
    };
  }

  @Serves('deskRolls')
  async draws(@Input() { params }: InputOf<'deskRolls'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'deskRolls'>>> {
    const found = await this.rolls.rolls(principal, params.programId);
    const items = found.map(({ roll, stageName, organisationName, decisions, ready, incoming }) => ({
      key: roll.key,
      name: words(roll.name),
      stageName: words(stageName),
      organisationName,
      decisions: decisions.map((decision) => ({ ...decision, name: words(decision.name) })),
      needs: [...roll.needs],
      ordered: roll.ordered,
      ready,
      answers:
        roll.answers === undefined
          ? null
          : {
              key: roll.answers,
              incoming: incoming.map(({ id, programId, key, organisationId, serial, answers, hash, confirmedAt, lines, organisationName: sender, waiting }) => ({
                id, programId, key, organisationId, serial, answers, hash, confirmedAt: iso(confirmedAt), lines: lines.length, organisationName: sender, waiting,
              })),
            },
    }));
    return { body: { items } };
  }

  @Serves('regions')
  async regions(@Input() { params }: InputOf<'regions'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'regions'>>> {
    const program = await this.reader.programItem(principal, params.programId);
    const artefact = program && (await this.definitions.artefact(program.definitionHash));
    if (!artefact) throw new Problem('not_found');
    const [{ tree }, progress, overdue] = await Promise.all([
      this.directory.current(),
      this.reader.progress(principal, params.programId),
      this.reader.overdue(principal, params.programId, at),
    ]);
    const mine = new Set(principal.posts.flatMap((post) => tree.post(post)?.organisationId ?? []));
    const begun = new Set(progress.map(({ applicantId }) => applicantId));
    const below = tree.organisations().filter((one) => mine.has(one.id) || tree.ancestors(one.id).some(({ id }) => mine.has(id)));
    const place = (id: string): { id: string; name: string } => ({ id, name: tree.organisation(id)?.name ?? '' });
    return {
      body: {
        stages: artefact.stages.filter(({ beside }) => !beside).map(({ key, name }) => ({ key, name: words(name) })),
        rows: regionsOf(tree, mine, progress),
        overdue: overdue.map(({ organisationId, tasks }) => ({ place: place(organisationId), tasks })),
        notStarted: below
          .filter((one) => one.tier === 'unit' && !begun.has(one.id) && evaluateWho(artefact, one) !== undefined)
          .slice(0, mostNotStarted)
          .map(({ id }) => place(id)),
      },
    };
  }
}
