import { z } from 'zod';
import { CaseItem } from './cases.js';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { RollItem } from './rolls.js';
import { Due } from './tasks.js';
import { Uuid, Words } from './wire.js';

/** A case among those of all programs. */
export const DeskCase = CaseItem.extend({
  programName: z.string(),
  /** Not submitted yet. */
  draft: z.boolean(),
});

/** A roll that the asker's posts draw. */
export const DeskRoll = z.object({
  /** `<stage>/<roll>` */
  key: z.string(),
  name: Words,
  stageName: Words,
  organisationName: z.string(),
  decisions: z.array(z.object({ key: z.string(), name: Words, returns: z.boolean(), reason: z.boolean(), /** Must say by when it is to be mended. */ fixBy: z.boolean() })),
  /** Payload of the roll as a whole. */
  needs: z.array(z.string()),
  ordered: z.boolean(),
  /** Cases that stand ready for it. */
  ready: z.number().int(),
  /** The roll that it answers, and what came in and still waits for an answer, newest first; null where it answers none. */
  answers: z.object({ key: z.string(), incoming: z.array(RollItem.extend({ organisationName: z.string(), waiting: z.number().int() })) }).nullable(),
});

/** What a call asks of an organisation of the asker, and whether it may apply. */
export const Call = z.object({
  documents: z.array(z.object({ title: z.string(), number: z.string().nullable(), issued: z.string().nullable() })),
  purpose: Words,
  /** Who may apply, in words. */
  eligible: z.array(Words),
  applicants: z.array(
    z.object({ organisationId: Uuid, name: z.string(), kind: Words.nullable(), may: z.boolean(), reason: Words.nullable() }),
  ),
  topics: z.array(z.object({ code: z.string(), title: z.string().nullable(), open: z.boolean(), category: z.string() })),
  form: z.object({ key: z.string(), title: Words, blocks: z.number().int(), fields: z.number().int(), leastCharacters: z.number().int(), opinions: z.number().int() }),
  /** The last day of the call. */
  due: Due.nullable(),
});

const Place = z.object({ id: Uuid, name: z.string() });

export const Regions = z.object({
  stages: z.array(z.object({ key: z.string(), name: Words })),
  /** One row a region below the asker's organisation, with its cases by stage; `ended` has left the road. */
  rows: z.array(z.object({ place: Place, cases: z.number().int(), byStage: z.record(z.string(), z.number().int()), ended: z.number().int() })),
  /** Who still has to act though it was due. */
  overdue: z.array(z.object({ place: Place, tasks: z.number().int() })),
  /** Who may apply and has not begun; at most 500. */
  notStarted: z.array(Place),
});

const tag = 'desk';
const params = z.strictObject({ programId: Uuid });

export const deskRoutes = {
  deskCases: {
    method: 'GET',
    path: '/api/cases',
    tag,
    summary: { zh: '各项目中我能看到的申报件', en: 'Cases of all programs that the asker sees' },
    access: 'signed_in',
    query: z.strictObject({
      ...pageQuery,
      applicantId: Uuid.exactOptional(),
      /** Start of the number or part of the applicant's name. */
      search: z.string().min(1).max(100).exactOptional(),
    }),
    answers: { 200: { words: { zh: '一页申报件', en: 'A page of cases' }, schema: pageOf(DeskCase) } },
    problems: [],
  },
  call: {
    method: 'GET',
    path: '/api/programs/:programId/call',
    tag,
    summary: { zh: '申报之前：文件、能否申报、要填什么、何时截止', en: 'Before applying: the documents, who may, what it takes, by when' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '征集', en: 'The call' }, schema: Call } },
    problems: ['not_found'],
  },
  deskRolls: {
    method: 'GET',
    path: '/api/programs/:programId/roll-desk',
    tag,
    summary: { zh: '由我办理的名册、待列入的件和待收的上报', en: 'Rolls that are the asker’s to draw, with what stands ready and what came in' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '名册', en: 'The rolls' }, schema: z.object({ items: z.array(DeskRoll) }) } },
    problems: ['not_found'],
  },
  regions: {
    method: 'GET',
    path: '/api/programs/:programId/regions',
    tag,
    summary: { zh: '各地进度、逾期和尚未开始的单位', en: 'Progress by region, who is overdue, who has not begun' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '各地情况', en: 'The regions' }, schema: Regions } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
