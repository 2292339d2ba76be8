import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { PlanDate } from './plans.js';
import { ProgramDate } from './dates.js';
import type { Route } from './route.js';
import { Instant, Tier, Uuid, Words, Zone, line } from './wire.js';


/** Who sits in a post: a holder, or one who stands in for a time (代理). */
const Seat = z.object({ name: z.string(), standsIn: z.boolean() });

export const ListedOrganisation = z.object({
  id: Uuid,
  code: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  tier: Tier,
  parentId: Uuid.nullable(),
  /** How many lie directly below it. */
  children: z.number().int(),
  posts: z.array(z.object({ id: Uuid, name: z.string(), desk: z.boolean(), reportsTo: Uuid.nullable(), seats: z.array(Seat), vacant: z.boolean() })),
});

export const Substitution = z.object({
  id: Uuid,
  post: z.object({ id: Uuid, name: z.string(), organisationId: Uuid, organisationName: z.string() }),
  substitute: z.object({ id: Uuid, name: z.string() }),
  /** Who is absent; null where nobody held the post. */
  absentName: z.string().nullable(),
  from: Instant,
  /** The first instant outside. */
  to: Instant,
  reason: z.string(),
  setByName: z.string(),
  setAt: Instant,
  endedAt: Instant.nullable(),
});

const NewSubstitution = z.strictObject({
  post: Uuid,
  substitute: Uuid,
  /** First day (`2016-03-01`), or an instant; now where it is left out. */
  from: line(40).exactOptional(),
  /** Last day, or the instant at which it ends. */
  to: line(40),
  reason: line(1000),
});

export const CalendarChange = ProgramDate.extend({
  /** 全部, the organisation, or the case. */
  scopeName: Words,
  setByName: z.string().nullable(),
  /** What bound before it in its scope. */
  before: Instant.nullable(),
  change: z.enum(['opened', 'set', 'extended', 'brought_forward', 'restated']),
  /** Whether it is what binds its scope now. */
  binds: z.boolean(),
});

export const ProgramCalendar = z.object({
  programId: Uuid,
  name: z.string(),
  zone: Zone,
  calendar: z.object({ version: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  /** Which calendar of holidays bound from when. */
  calendars: z.array(z.object({ version: z.string(), at: Instant, by: z.string().nullable(), documentNumber: z.string().nullable() })),
  dates: z.array(PlanDate.extend({ extend: z.object({ by: Words, for: z.array(z.string()) }).nullable(), history: z.array(CalendarChange) })),
});

export const UpcomingNotice = z.object({
  at: Instant,
  kind: z.enum(['task', 'reminder', 'overdue', 'escalation', 'stage', 'date']),
  urgent: z.boolean(),
  text: Words,
  caseId: Uuid.nullable(),
  caseNumber: z.string().nullable(),
  applicantName: z.string().nullable(),
  to: z.array(z.object({ post: Uuid, postName: z.string(), organisationId: Uuid, organisationName: z.string(), vacant: z.boolean() })),
});

const Upcoming = z.object({
  from: Instant,
  until: Instant,
  items: z.array(UpcomingNotice),
  /** Notices beyond those shown. */
  more: z.number().int(),
  /** Cases that were looked at. */
  cases: z.number().int(),
  /** There are more cases than one answer looks at: what is listed of cases is not all. */
  casesLeftOut: z.boolean(),
  /** Pauses that hold back letters and messages meanwhile. */
  paused: z.array(z.object({ scope: z.enum(['installation', 'channel', 'program']), channel: z.string().nullable(), reason: z.string(), since: Instant })),
});

const Expected = z.object({
  organisationId: Uuid,
  name: z.string(),
  tier: Tier,
  parentId: Uuid.nullable(),
  parentName: z.string().nullable(),
  kind: z.object({ key: z.string(), name: Words }),
  due: Instant.nullable(),
  /** Whether anybody sits at its desk. */
  reachable: z.boolean(),
  /** When it was last told within a day. */
  toldAt: Instant.nullable(),
});

const Nudged = z.object({
  /** Organisations that were told to start. */
  notStarted: z.number().int(),
  /** Tasks whose members were told. */
  overdue: z.number().int(),
  /** Left in peace: told within the last day. */
  tooSoon: z.number().int(),
  /** Nobody to tell: no desk. */
  noDesk: z.number().int(),
  /** Not reached by this request; ask again. */
  left: z.number().int(),
});

const tag = 'oversight';
const programId = z.strictObject({ programId: Uuid });
const number = (max: number) => z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().int().min(1).max(max));

export const oversightRoutes = {
  organisations: {
    method: 'GET',
    path: '/api/organisations',
    tag,
    summary: { zh: '机构和岗位，谁在任、谁代理（本机构及以下）', en: 'Organisations with their posts, who holds them and who stands in (your own and below)' },
    access: 'signed_in',
    query: z.strictObject({ ...pageQuery, under: Uuid.exactOptional(), search: line(100).exactOptional(), tier: Tier.exactOptional(), kind: line(100).exactOptional() }),
    answers: { 200: { words: { zh: '一页机构', en: 'A page of organisations' }, schema: pageOf(ListedOrganisation) } },
    problems: [],
  },
  substitutions: {
    method: 'GET',
    path: '/api/substitutions',
    tag,
    summary: { zh: '代理（本机构）', en: 'Substitutions (of your organisation)' },
    access: 'signed_in',
    query: z.strictObject({ past: z.enum(['true', 'false']).exactOptional() }),
    answers: { 200: { words: { zh: '代理', en: 'The substitutions' }, schema: z.object({ items: z.array(Substitution) }) } },
    problems: [],
  },
  substitute: {
    method: 'POST',
    path: '/api/substitutions',
    tag,
    summary: { zh: '设代理：有起止日期，代理人收到、可办被代理岗位的一切', en: 'Let a post stand in for another, from a day to a day: it receives what the other would and may act for it' },
    access: 'signed_in',
    body: NewSubstitution,
    answers: { 201: { words: { zh: '已设代理', en: 'It stands in' }, schema: Substitution } },
    problems: ['not_found', 'right.missing', 'substitution.elsewhere', 'substitution.period', 'substitution.overlaps'],
  },
  endSubstitution: {
    method: 'DELETE',
    path: '/api/substitutions/:substitutionId',
    tag,
    summary: { zh: '提前结束代理', en: 'End a substitution early' },
    access: 'signed_in',
    params: z.strictObject({ substitutionId: Uuid }),
    answers: { 200: { words: { zh: '已结束', en: 'It is over' }, schema: Substitution } },
    problems: ['not_found', 'right.missing', 'substitution.over'],
  },
  programCalendar: {
    method: 'GET',
    path: '/api/programs/:programId/calendar',
    tag,
    summary: { zh: '项目的日历：时段、时限、各级设定、是谁定的、改过几次', en: 'The calendar of a program: windows, deadlines, what each tier has set, by whom, and how it moved' },
    access: 'signed_in',
    params: programId,
    answers: { 200: { words: { zh: '日历', en: 'The calendar' }, schema: ProgramCalendar } },
    problems: ['not_found'],
  },
  upcoming: {
    method: 'GET',
    path: '/api/programs/:programId/upcoming',
    tag,
    summary: { zh: '将要发出什么、发给谁：若无人办理', en: 'What will be sent and to whom, if nobody does anything until then' },
    access: 'signed_in',
    params: programId,
    query: z.strictObject({ days: number(92).exactOptional(), limit: number(999).exactOptional() }),
    answers: { 200: { words: { zh: '将发通知', en: 'What will be sent' }, schema: Upcoming } },
    problems: ['not_found'],
  },
  notStarted: {
    method: 'GET',
    path: '/api/programs/:programId/not-started',
    tag,
    summary: { zh: '应报未报：符合申报条件而尚未申报的单位', en: 'Who could apply and has not started' },
    access: 'signed_in',
    params: programId,
    query: z.strictObject({ ...pageQuery, under: Uuid.exactOptional(), kind: line(100).exactOptional() }),
    answers: { 200: { words: { zh: '一页单位', en: 'A page of organisations' }, schema: pageOf(Expected).extend({ total: z.number().int() }) } },
    problems: ['not_found'],
  },
  nudgeAll: {
    method: 'POST',
    path: '/api/programs/:programId/nudges',
    tag,
    summary: { zh: '一并催办：一个机构以下尚未申报的、已逾期的；一天内催过的不再催', en: 'Nudge everybody below an organisation who has not started or is late; who was nudged within a day is left in peace' },
    access: 'signed_in',
    params: programId,
    body: z.strictObject({ organisation: Uuid, whom: z.enum(['not_started', 'overdue', 'all']), kind: line(100).exactOptional(), /** Who has not started: the organisation itself and nobody below it. */ alone: z.boolean().exactOptional() }),
    answers: { 200: { words: { zh: '催办结果', en: 'Who was told' }, schema: Nudged } },
    problems: ['not_found', 'right.missing'],
  },
  undeliverable: {
    method: 'GET',
    path: '/api/undeliverable',
    tag,
    summary: { zh: '无人在任而送不到的通知有几条（系统管理员）', en: 'How many notices reach nobody because the post is vacant (system administrators)' },
    access: 'signed_in',
    answers: { 200: { words: { zh: '只有数目', en: 'Numbers alone' }, schema: z.object({ notices: z.number().int(), posts: z.number().int(), oldest: Instant.nullable() }) } },
    problems: ['right.missing'],
  },
} as const satisfies Record<string, Route>;
