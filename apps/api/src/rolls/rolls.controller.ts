import { Controller } from '@nestjs/common';
import type { Reader, RollRow, RollUseCases } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import { idempotency } from '../route/conditions.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, json, jsonObject } from '../wire/wire.js';
import { RollTables } from './roll-tables.js';

const head = ({ id, programId, key, organisationId, serial, answers, hash, confirmedAt }: Omit<RollRow, 'table'>) => ({
  id,
  programId,
  key,
  organisationId,
  serial,
  answers,
  hash,
  confirmedAt: iso(confirmedAt),
});

@Controller()
export class RollsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('rolls') private readonly useCases: RollUseCases,
    private readonly tables: RollTables,
  ) {}

  @Serves('rolls')
  async list(@Input() { params, query }: InputOf<'rolls'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'rolls'>>> {
    const filter = query.key === undefined ? {} : { key: query.key };
    const { items, next } = await this.reader.rolls(principal, params.programId, filter, pageRequest(query));
    return { body: { items: items.map((roll) => ({ ...head(roll), lines: roll.lines.length })), next } };
  }

  /** The full table: it goes to those who answer for it with their seal. */
  @Serves('candidates')
  async candidates(@Input() { params, query }: InputOf<'candidates'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'candidates'>>> {
    const found = await this.useCases.candidates(principal, params.programId, `${params.stage}/${params.roll}`, at, query.answers);
    const cases = found.cases.map(({ caseId, number, applicantName, topic, title }) => ({ caseId, number, applicantName, topic, title }));
    return { body: { key: found.roll, organisationId: found.organisationId, cases, table: json(found.table) } };
  }

  @Serves('confirmRoll')
  async confirm(@Input() input: InputOf<'confirmRoll'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'confirmRoll'>>> {
    const { params, body } = input;
    const { rollId, serial, table, hash } = await this.useCases.confirm({
      principal,
      at,
      programId: params.programId,
      roll: `${params.stage}/${params.roll}`,
      ...body,
      data: body.data ?? {},
      ...idempotency('confirmRoll', input),
    });
    return { body: { id: rollId, serial, table: json(table), hash }, location: `/api/rolls/${rollId}` };
  }

  @Serves('roll')
  async one(@Input() { params }: InputOf<'roll'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'roll'>>> {
    const roll = await this.reader.roll(principal, params.rollId);
    const program = roll && (await this.reader.programItem(principal, roll.programId));
    if (!program) throw new Problem('not_found');
    const lines = roll.lines.map(({ position, caseId, decision, data }) => ({ position, caseId, decision, data: jsonObject(data) }));
    const { table, masked } = await this.tables.shownTo(principal, roll, program);
    return { body: { ...head(roll), data: jsonObject(roll.data), lines, table: json(table), masked } };
  }
}
