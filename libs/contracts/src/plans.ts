import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Uuid, Words, Zone } from './wire.js';

const PlanStage = z.object({ key: z.string(), name: Words });

/** A party of the program file, or a level above it. */
export const PlanParty = z.object({
  /** `office` is the receiving desk of the issuer. */
  party: z.string(),
  level: z.enum(['members', 'superior', 'superior_of_superior', 'office']),
  name: Words,
  post: Words,
});

export const PlanDuty = z.object({ key: z.string(), name: Words, by: PlanParty });

/** Not final: a party still sets its own date, or names the day within a year or month. */
export const PlanOpen = z.object({ kind: z.enum(['tier', 'day']), by: PlanParty, bound: z.string().nullable() });

const PlanRung = z.object({ amount: z.number().int(), unit: z.enum(['minutes', 'hours', 'days', 'working_days']) });

export const PlanDate = z.object({
  name: z.string(),
  words: Words,
  rule: Words,
  opens: Instant.nullable(),
  /** The first instant outside. */
  closes: Instant.nullable(),
  /** 暂定 */
  provisional: z.boolean(),
  open: PlanOpen.nullable(),
  late: z.enum(['refuse', 'mark']).nullable(),
  /** Numbers of the questions whose answers set it. */
  questions: z.array(z.string()),
  revision: z.number().int(),
});

export const PlanEntry = z.object({
  key: z.string(),
  at: Instant,
  kind: z.enum(['opens', 'due', 'reminder', 'overdue', 'escalation']),
  chart: z.enum(['case', 'program']),
  stage: PlanStage,
  /** The date that it hangs on, and its own name. */
  date: z.string(),
  name: Words,
  /** The deadline itself, the first instant outside. */
  due: Instant,
  /** Kinds of applicant; empty where all are meant. */
  applicants: z.array(Words),
  duties: z.array(PlanDuty),
  begins: z.array(PlanDuty),
  told: z.array(PlanParty),
  channels: z.array(z.enum(['in_app', 'mail'])),
  offset: PlanRung.nullable(),
  then: Words.nullable(),
  provisional: z.boolean(),
  open: PlanOpen.nullable(),
  revision: z.number().int(),
});

export const Plan = z.object({
  definitionId: z.string(),
  definitionHash: z.string(),
  issuer: z.string(),
  /** The program's, or the definition's. */
  name: Words,
  programId: Uuid.nullable(),
  zone: Zone,
  /** What was known of the holidays: from, and up to. */
  calendar: z.object({ version: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  dates: z.array(PlanDate),
  entries: z.array(PlanEntry),
  /** Deadlines that count from something that happens, mostly of each case for itself. */
  relative: z.array(
    z.object({ key: z.string(), stage: PlanStage, name: Words, rule: Words, applicants: z.array(Words), duties: z.array(PlanDuty), ladder: z.array(z.object({ kind: z.string(), offset: PlanRung, told: z.array(PlanParty) })), then: Words.nullable(), basis: z.enum(['document', 'ours']) }),
  ),
  undated: z.array(z.object({ duty: PlanDuty, stage: PlanStage, when: z.array(Words), optional: z.boolean() })),
  whenItHappens: z.array(z.object({ notice: z.string(), stage: PlanStage, told: z.array(PlanParty), text: Words })),
  questions: z.array(z.object({ number: z.string(), ask: z.string(), answer: z.string().nullable(), basis: z.enum(['document', 'ours']) })),
});

const tag = 'plans';
const hash = z.strictObject({ hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const programId = z.strictObject({ programId: Uuid });
const ifNoneMatch = z.object({ 'if-none-match': z.string().max(1000).exactOptional() });
const lang = z.enum(['zh', 'en']).exactOptional();
/** A day: the plan as it could be made then, with the holidays that were published. */
const asOf = z.iso.date().exactOptional();

const plan = { words: { zh: '计划', en: 'The plan' }, schema: Plan, headers: ['ETag'] } as const;
const calendar = { words: { zh: '日历文件（iCalendar）', en: 'A calendar file (iCalendar)' }, mediaType: 'text/calendar', headers: ['ETag'] } as const;
const unchanged = { words: { zh: '与 If-None-Match 相同', en: 'It is what If-None-Match names' } } as const;

export const planRoutes = {
  definitionPlan: {
    method: 'GET',
    path: '/api/definitions/:hash/plan',
    tag,
    summary: { zh: '开办之前的全程日历', en: 'The calendar of a program before it starts' },
    access: 'signed_in',
    params: hash,
    query: z.strictObject({ asOf }),
    headers: ifNoneMatch,
    answers: { 200: plan, 304: unchanged },
    problems: ['definition.unknown'],
  },
  definitionPlanCalendar: {
    method: 'GET',
    path: '/api/definitions/:hash/plan.ics',
    tag,
    summary: { zh: '开办之前的全程日历，作日历文件', en: 'The calendar of a program before it starts, as a calendar file' },
    access: 'signed_in',
    params: hash,
    query: z.strictObject({ lang, asOf }),
    headers: ifNoneMatch,
    answers: { 200: calendar, 304: unchanged },
    problems: ['definition.unknown'],
  },
  programPlan: {
    method: 'GET',
    path: '/api/programs/:programId/plan',
    tag,
    summary: { zh: '一个批次的全程日历，按它现在的日期', en: 'The calendar of a round by its dates as they are' },
    access: 'signed_in',
    params: programId,
    headers: ifNoneMatch,
    answers: { 200: plan, 304: unchanged },
    problems: ['not_found'],
  },
  programPlanCalendar: {
    method: 'GET',
    path: '/api/programs/:programId/plan.ics',
    tag,
    summary: { zh: '一个批次的全程日历，作日历文件', en: 'The calendar of a round as a calendar file' },
    access: 'signed_in',
    params: programId,
    query: z.strictObject({ lang }),
    headers: ifNoneMatch,
    answers: { 200: calendar, 304: unchanged },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
