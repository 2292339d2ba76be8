import { Controller } from '@nestjs/common';
import { CALENDAR_ROW, datesInForce, type CalendarSource, type DateRow, type ProgramUseCases, type Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import { idempotency } from '../route/conditions.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, isoOrNull } from '../wire/wire.js';

export function wireDate(row: DateRow): AnswerOf<'dates'>['items'][number] {
  const { id, name, scope, scopeId, rule, opensAt, closesAt, provisional, zone, calendarVersion, reason, approver, documentNumber, setAt } = row;
  return {
    id,
    name,
    scope,
    scopeId,
    rule,
    opensAt: isoOrNull(opensAt),
    closesAt: isoOrNull(closesAt),
    provisional,
    zone,
    calendarVersion,
    reason,
    approver,
    documentNumber,
    setAt: iso(setAt),
  };
}

@Controller()
export class DatesController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    private readonly shelf: DefinitionShelf,
    @Part('calendars') private readonly calendars: CalendarSource,
    @Part('programs') private readonly programs: ProgramUseCases,
  ) {}

  @Serves('dates')
  async list(@Input() { params }: InputOf<'dates'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'dates'>>> {
    const program = await this.reader.programItem(principal, params.programId);
    const artefact = program && (await this.shelf.artefact(program.definitionHash));
    if (!artefact) throw new Problem('not_found');
    const rows = await this.reader.dates(principal, params.programId);
    // What was reckoned before the calendar was updated reads as it does now.
    const inForce = datesInForce(artefact, await this.calendars.of(rows), rows);
    return { body: { items: inForce.filter(({ name }) => name !== CALENDAR_ROW).map(wireDate) } };
  }

  @Serves('setDate')
  async set(@Input() input: InputOf<'setDate'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'setDate'>>> {
    const { params, body } = input;
    const set = await this.programs.setDate({ principal, at, programId: params.programId, ...body, ...idempotency('setDate', input) });
    return { body: { ...wireDate(set), reopened: [...set.reopened] } };
  }
}
