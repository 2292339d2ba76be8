import { Controller } from '@nestjs/common';
import type { CaseNow, ManyCases, Reader, Refused } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { actions } from '../wire/actions.js';
import { jsonObject, states, words } from '../wire/wire.js';

type Offer = AnswerOf<'caseOffers'>['items'][number];
type Preview = AnswerOf<'previewActs'>['items'][number];

/** One decision over many cases, before it is taken. */
@Controller()
export class ManyCasesController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('manyCases') private readonly many: ManyCases,
  ) {}

  @Serves('caseOffers')
  async offers(@Input() { params, body }: InputOf<'caseOffers'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'caseOffers'>>> {
    await this.need(principal, params.programId);
    const found = await this.many.offers(principal, params.programId, body.cases, at);
    return { body: { items: found.map((one): Offer => ({ ...named(one), outcome: one.outcome, actions: actions(one.possibilities, one.artefact, one.artefact.caseChart) })) } };
  }

  @Serves('previewActs')
  async preview(@Input() { params, body }: InputOf<'previewActs'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'previewActs'>>> {
    await this.need(principal, params.programId);
    const { cases, task, decision, data, opinion } = body;
    const found = await this.many.preview({ principal, at, programId: params.programId, caseIds: cases, task, decision, data: data ?? {}, ...(opinion && { opinion }) });
    return {
      body: {
        items: found.map((one): Preview => ({
          ...named(one),
          task: one.task ?? null,
          allowed: one.refused === undefined,
          reason: one.refused === undefined ? null : reasonOf(one.refused),
          next: states(one.artefact.caseChart, one.next.states),
          outcome: one.next.outcome,
        })),
      },
    };
  }

  private async need(principal: Caller['principal'], programId: string): Promise<void> {
    if (!(await this.reader.programItem(principal, programId))) throw new Problem('not_found');
  }
}

function named({ row, artefact, applicantName, states: standing }: CaseNow): Pick<Offer, 'caseId' | 'number' | 'applicantName' | 'version' | 'states'> {
  return { caseId: row.id, number: row.number, applicantName, version: row.version, states: states(artefact.caseChart, standing) };
}

function reasonOf({ code, words: said, details }: Refused): NonNullable<Preview['reason']> {
  return { code, words: words(said), details: jsonObject(details) };
}
