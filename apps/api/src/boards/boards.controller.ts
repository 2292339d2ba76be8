import { Controller } from '@nestjs/common';
import type { Artefact } from '@shidian/definition';
import { titleOf, type BoardItem, type Oversight, type Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { DueWords } from '../wire/due-words.js';
import { iso, isoOrNull, json, states, words } from '../wire/wire.js';
import { returningDecisions, stageName } from './returning.js';

/** Cases of a stage that one answer lists. */
const mostListed = 300;

/** Where the cases of a program stand and why they came back, for those who run it. */
@Controller()
export class BoardsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('oversight') private readonly oversight: Oversight,
    private readonly definitions: DefinitionShelf,
    private readonly due: DueWords,
  ) {}

  @Serves('stageBoard')
  async board(@Input() { params, query }: InputOf<'stageBoard'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'stageBoard'>>> {
    const artefact = await this.artefactOf(principal, params.programId);
    const stage = artefact.stages.find(({ key }) => key === params.stage);
    if (!stage) throw new Problem('not_found');
    const { from = 0, limit = mostListed } = query;
    const { items, counts, cases } = await this.reader.board(principal, params.programId, stage.key, artefact.entry.form, { from, limit });
    const own = Object.values(artefact.caseChart.states).filter(({ kind, stage: its }) => kind === 'atomic' && its === stage.key);
    return {
      body: {
        stage: { key: stage.key, name: words(stage.name) },
        columns: states(artefact.caseChart, own.map(({ id }) => id)).map((state) => ({ state, cases: counts[state.id] ?? 0 })),
        items: items.map((item) => this.wireItem(item, artefact, at)),
        from,
        more: Math.max(0, cases - from - items.length),
      },
    };
  }

  @Serves('overdueTasks')
  async overdue(@Input() { params, query }: InputOf<'overdueTasks'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'overdueTasks'>>> {
    const { items, next } = await this.oversight.late(principal, { programId: params.programId, at, ...(query.under !== undefined && { under: query.under }) }, pageRequest(query));
    return {
      body: {
        items: items.map(({ caseId, number, applicantName, task, name, dueAt, provisional, waitsFor, suspended, nudgedAt, mayNudge }) => ({
          caseId, number, applicantName, task, name: words(name), due: this.due.of(dueAt, at, provisional), waitsFor: waitsFor.map((one) => one.name), suspended, nudgedAt: isoOrNull(nudgedAt), mayNudge,
        })),
        next,
      },
    };
  }

  @Serves('returnReasons')
  async reasons(@Input() { params }: InputOf<'returnReasons'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'returnReasons'>>> {
    const artefact = await this.artefactOf(principal, params.programId);
    const found = await this.reader.returns(principal, params.programId, returningDecisions(artefact.caseChart));
    const stages = new Map<string, number>();
    for (const { key, reason, returns } of found) {
      const stage = key.split('/')[0] ?? key;
      if (reason === null) stages.set(stage, (stages.get(stage) ?? 0) + returns);
    }
    const named = (key: string): { key: string; name: { zh: string; en: string } } => ({ key, name: words(stageName(artefact, key)) });
    return {
      body: {
        total: [...stages.values()].reduce((sum, count) => sum + count, 0),
        stages: [...stages].map(([key, returns]) => ({ ...named(key), returns })),
        reasons: found.flatMap(({ key, reason, returns, lastAt }) => (reason === null ? [] : [{ stage: named(key.split('/')[0] ?? key), reason, returns, lastAt: iso(lastAt) }])).slice(0, 100),
      },
    };
  }

  private async artefactOf(principal: Caller['principal'], programId: string): Promise<Artefact> {
    const program = await this.reader.programItem(principal, programId);
    const artefact = program && (await this.definitions.artefact(program.definitionHash));
    if (!artefact) throw new Problem('not_found');
    return artefact;
  }

  private wireItem(item: BoardItem, artefact: Artefact, at: number): AnswerOf<'stageBoard'>['items'][number] {
    const { caseId, number, applicantName, topic, title, suspended, dueAt, provisional, tasks, submitted, paper } = item;
    return {
      caseId, number, applicantName, topic, title: titleOf(artefact, topic, title), suspended,
      states: states(artefact.caseChart, item.states),
      due: dueAt === null ? null : this.due.of(dueAt, at, provisional),
      tasks: tasks.map((task) => ({ number: task.number, name: words(task.name), waitsFor: [...task.waitsFor] })),
      submitted: submitted && { version: submitted.version, at: iso(submitted.at) },
      paper: paper && { copies: json(paper.copies), on: paper.on, at: iso(paper.at) },
    };
  }
}
