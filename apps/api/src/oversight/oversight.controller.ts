import { Controller } from '@nestjs/common';
import type { Directory, NotStartedItem, Oversight, ProgramCalendar, SubstitutionRow } from '@shidian/lifecycle';
import { wireDate } from '../dates/dates.controller.js';
import { wirePlanDate } from '../plans/wire-plan.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { iso, isoOrNull, words, zone } from '../wire/wire.js';

const DAY_MS = 24 * 3_600_000;
const USUAL_DAYS = 7;
const USUAL_LIMIT = 200;

/** What is coming, who has not begun, who is late, who stands in for whom. */
@Controller()
export class OversightController {
  constructor(
    @Part('oversight') private readonly oversight: Oversight,
    @Part('directory') private readonly directory: Directory,
  ) {}

  @Serves('organisations')
  async organisations(@Input() { query }: InputOf<'organisations'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'organisations'>>> {
    const { under, search, tier, kind } = query;
    const filter = { ...(under !== undefined && { under }), ...(search !== undefined && { search }), ...(tier !== undefined && { tier }), ...(kind !== undefined && { kind }) };
    const { items, next } = await this.oversight.organisations(principal, filter, pageRequest(query), at);
    return {
      body: {
        items: items.map(({ organisation: { id, code, name, kind: its, tier: level, parentId }, children, posts }) => ({
          id,
          code,
          name,
          kind: its,
          tier: level,
          parentId,
          children,
          posts: posts.map((post) => ({ id: post.id, name: post.name, desk: post.desk, reportsTo: post.reportsTo, seats: post.seats.map((seat) => ({ name: seat.name, standsIn: seat.substitutionId !== null })), vacant: post.seats.length === 0 })),
        })),
        next,
      },
    };
  }

  @Serves('substitutions')
  async substitutions(@Input() { query }: InputOf<'substitutions'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'substitutions'>>> {
    const rows = await this.oversight.substitutionList(principal, at, query.past === 'true');
    return { body: { items: await Promise.all(rows.map((row) => this.wireSubstitution(row))) } };
  }

  @Serves('substitute')
  async substitute(@Input() { body }: InputOf<'substitute'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'substitute'>>> {
    const { post, substitute, from, to, reason } = body;
    const row = await this.oversight.substitute({ principal, at, postId: post, substituteId: substitute, to, reason, ...(from !== undefined && { from }) });
    return { body: await this.wireSubstitution(row) };
  }

  @Serves('endSubstitution')
  async end(@Input() { params }: InputOf<'endSubstitution'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'endSubstitution'>>> {
    return { body: await this.wireSubstitution(await this.oversight.endSubstitution(principal, params.substitutionId, at)) };
  }

  @Serves('programCalendar')
  async calendar(@Input() { params }: InputOf<'programCalendar'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'programCalendar'>>> {
    return { body: wireCalendar(await this.oversight.programCalendar(principal, params.programId)) };
  }

  @Serves('upcoming')
  async upcoming(@Input() { params, query }: InputOf<'upcoming'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'upcoming'>>> {
    const until = at + (query.days ?? USUAL_DAYS) * DAY_MS;
    const found = await this.oversight.upcoming({ principal, at, programId: params.programId, until, limit: query.limit ?? USUAL_LIMIT });
    return {
      body: {
        from: iso(found.from),
        until: iso(found.until),
        items: found.items.map((item) => ({ ...item, at: iso(item.at), text: words(item.text), to: [...item.to] })),
        more: found.more,
        cases: found.cases,
        casesLeftOut: found.casesLeftOut,
        paused: found.paused.map(({ scope, channel, reason, pausedAt }) => ({ scope, channel, reason, since: iso(pausedAt) })),
      },
    };
  }

  @Serves('notStarted')
  async notStarted(@Input() { params, query }: InputOf<'notStarted'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'notStarted'>>> {
    const { under, kind } = query;
    const page = await this.oversight.notStarted({ principal, at, programId: params.programId, page: pageRequest(query), ...(under !== undefined && { under }), ...(kind !== undefined && { kind }) });
    return { body: { items: await Promise.all(page.items.map((item) => this.wireExpected(item))), next: page.next, total: page.total } };
  }

  @Serves('nudgeAll')
  async nudge(@Input() { params, body }: InputOf<'nudgeAll'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'nudgeAll'>>> {
    const { organisation, whom, kind, alone } = body;
    return { body: await this.oversight.nudge({ principal, at, programId: params.programId, organisationId: organisation, whom, ...(kind !== undefined && { kind }), ...(alone !== undefined && { alone }) }) };
  }

  @Serves('undeliverable')
  async undeliverable(@Input() _input: InputOf<'undeliverable'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'undeliverable'>>> {
    const { notices, posts, oldest } = await this.oversight.undeliverable(principal, at);
    return { body: { notices, posts, oldest: isoOrNull(oldest) } };
  }

  private async wireSubstitution(row: SubstitutionRow): Promise<AnswerOf<'substitute'>> {
    const { tree } = await this.directory.current();
    const [post, substitute] = [tree.post(row.postId), tree.post(row.substituteId)];
    const organisationId = post?.organisationId ?? '';
    return {
      id: row.id,
      post: { id: row.postId, name: post?.name ?? '', organisationId, organisationName: tree.organisation(organisationId)?.name ?? '' },
      substitute: { id: row.substituteId, name: substitute?.name ?? '' },
      absentName: row.absentName,
      from: iso(row.from),
      to: iso(row.to),
      reason: row.reason,
      setByName: row.setByName,
      setAt: iso(row.setAt),
      endedAt: isoOrNull(row.endedAt),
    };
  }

  private async wireExpected({ organisation, kind, kindName, due, reachable, toldAt }: NotStartedItem): Promise<AnswerOf<'notStarted'>['items'][number]> {
    const { tree } = await this.directory.current();
    const parentName = organisation.parentId === null ? null : (tree.organisation(organisation.parentId)?.name ?? null);
    return { organisationId: organisation.id, name: organisation.name, tier: organisation.tier, parentId: organisation.parentId, parentName, kind: { key: kind, name: words(kindName) }, due: isoOrNull(due), reachable, toldAt: isoOrNull(toldAt) };
  }
}

function wireCalendar({ programId, name, calendar, calendars, dates }: ProgramCalendar): AnswerOf<'programCalendar'> {
  return {
    programId,
    name,
    zone,
    calendar: { ...calendar },
    calendars: calendars.map((one) => ({ ...one, at: iso(one.at) })),
    dates: dates.map(({ history, ...date }) => ({
      ...wirePlanDate(date),
      extend: date.extend === undefined ? null : { by: words(date.extend.by.name), for: [...date.extend.for] },
      history: history.map((row) => ({ ...wireDate(row), scopeName: words(row.scopeName), setByName: row.setByName, before: isoOrNull(row.before), change: row.change, binds: row.binds })),
    })),
  };
}
