import { Controller } from '@nestjs/common';
import { startOfDay } from '@shidian/calendar';
import { calendarAsOf, planCalendarFile, planOf, type CalendarSource, type DefinitionStore, type Plan, type Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { contentTag, revalidated } from '../wire/content-tag.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { wirePlan } from './wire-plan.js';

interface Dated {
  readonly plan: Plan;
  /** When what it says was last said. */
  readonly stamp: number;
}

@Controller()
export class PlansController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('definitions') private readonly store: DefinitionStore,
    private readonly shelf: DefinitionShelf,
    @Part('calendars') private readonly calendars: CalendarSource,
  ) {}

  @Serves('definitionPlan')
  async ofDefinition(@Input() { params, query }: InputOf<'definitionPlan'>): Promise<Answered<AnswerOf<'definitionPlan'>>> {
    return asJson(await this.definitionPlan(params.hash, query.asOf));
  }

  @Serves('definitionPlanCalendar')
  async calendarOfDefinition(@Input() { params, query }: InputOf<'definitionPlanCalendar'>): Promise<Answered<string>> {
    return asCalendar(await this.definitionPlan(params.hash, query.asOf), query.lang);
  }

  @Serves('programPlan')
  async ofProgram(@Input() { params }: InputOf<'programPlan'>, @Asker() caller: Caller): Promise<Answered<AnswerOf<'programPlan'>>> {
    return asJson(await this.programPlan(caller, params.programId));
  }

  @Serves('programPlanCalendar')
  async calendarOfProgram(@Input() { params, query }: InputOf<'programPlanCalendar'>, @Asker() caller: Caller): Promise<Answered<string>> {
    return asCalendar(await this.programPlan(caller, params.programId), query.lang);
  }

  private async definitionPlan(hash: string, asOf: string | undefined): Promise<Dated> {
    const artefact = await this.shelf.artefact(hash);
    if (!artefact) throw new Problem('definition.unknown');
    const at = asOf === undefined ? undefined : startOfDay(asOf, artefact.zone);
    const published = async (): Promise<number> => (await this.store.list()).find((one) => one.hash === hash)?.publishedAt ?? 0;
    return { plan: planOf({ artefact, calendar: at === undefined ? await this.calendars.inForce() : calendarAsOf(at, artefact.zone) }), stamp: at ?? (await published()) };
  }

  /** Only the dates of the round as a whole: what a county or a case was given is for those who see it there. */
  private async programPlan({ principal }: Caller, programId: string): Promise<Dated> {
    const program = await this.reader.program(principal, programId);
    if (!program) throw new Problem('not_found');
    const artefact = await this.shelf.artefact(program.definitionHash);
    if (!artefact) throw new Problem('definition.unknown');
    const rows = (await this.reader.dates(principal, programId)).filter(({ scope }) => scope === 'program');
    const plan = planOf({ artefact, calendar: await this.calendars.of(rows), round: { id: program.id, name: program.name, rows } });
    return { plan, stamp: Math.max(program.openedAt, ...rows.map(({ setAt }) => setAt)) };
  }
}

function asJson({ plan }: Dated): Answered<AnswerOf<'programPlan'>> {
  const body = wirePlan(plan);
  return { body, headers: { etag: contentTag(JSON.stringify(body)), 'cache-control': revalidated } };
}

function asCalendar({ plan, stamp }: Dated, language: 'zh' | 'en' = 'zh'): Answered<string> {
  const body = planCalendarFile(plan, language, stamp);
  return { body, headers: { etag: contentTag(body), 'cache-control': revalidated, 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="plan.ics"' } };
}
