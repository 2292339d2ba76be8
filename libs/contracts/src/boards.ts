import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Due } from './tasks.js';
import { Instant, JsonValue, Key, State, Uuid, Words } from './wire.js';

const Stage = z.object({ key: z.string(), name: Words });

/** A case within one stage: what is waited for there, of whom and until when; what was handed in, on the screen and on paper. */
export const BoardCase = z.object({
  caseId: Uuid,
  number: z.string(),
  applicantName: z.string(),
  topic: z.string(),
  title: z.string().nullable(),
  /** Within the stage. */
  states: z.array(State),
  suspended: z.boolean(),
  /** The earliest of its open tasks. */
  due: Due.nullable(),
  tasks: z.array(z.object({ number: z.number().int(), name: Words, waitsFor: z.array(z.string()) })),
  /** The newest version of the form with which a case begins: the electronic copy. */
  submitted: z.object({ version: z.number().int(), at: Instant }).nullable(),
  /** The paper copies as they were registered in this stage. */
  paper: z.object({ copies: JsonValue, on: z.string().nullable(), at: Instant }).nullable(),
});

const StageBoard = z.object({
  stage: Stage,
  /** States of the stage in its order, with how many cases stand in each. */
  columns: z.array(z.object({ state: State, cases: z.number().int() })),
  /** What is due first comes first. */
  items: z.array(BoardCase),
  /** How many come before the first that is listed. */
  from: z.number().int(),
  /** Cases after those listed. */
  more: z.number().int(),
});

/** A duty of a case that is past its time. */
export const OverdueTask = z.object({
  caseId: Uuid,
  number: z.string(),
  applicantName: z.string(),
  task: z.number().int(),
  name: Words,
  due: Due,
  waitsFor: z.array(z.string()),
  suspended: z.boolean(),
  /** When it was last nudged; within a day of it nobody nudges again. */
  nudgedAt: Instant.nullable(),
  mayNudge: z.boolean(),
});

const ReturnReasons = z.object({
  total: z.number().int(),
  stages: z.array(Stage.extend({ returns: z.number().int() })),
  /** As they were written, the most frequent first; at most 100. */
  reasons: z.array(z.object({ stage: Stage, reason: z.string(), returns: z.number().int(), lastAt: Instant })),
});

const tag = 'boards';
const params = z.strictObject({ programId: Uuid });

export const boardRoutes = {
  stageBoard: {
    method: 'GET',
    path: '/api/programs/:programId/stages/:stage',
    tag,
    summary: { zh: '一个阶段的申报件：各环节件数、时限、等谁办，电子件与纸质件', en: 'Cases of one stage: how many stand where, until when, who is waited for, the electronic copy and the paper' },
    access: 'signed_in',
    params: params.extend({ stage: Key }),
    /** The first of the cases that is listed, from 0 in the order of what is due, and how many are: 300 at most and where nothing is said. */
    query: z.strictObject({ from: z.string().regex(/^\d{1,6}$/).transform(Number).exactOptional(), limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().int().min(1).max(300)).exactOptional() }),
    answers: { 200: { words: { zh: '一个阶段，一次至多列 300 件', en: 'The stage; 300 cases at most are listed at once' }, schema: StageBoard } },
    problems: ['not_found'],
  },
  overdueTasks: {
    method: 'GET',
    path: '/api/programs/:programId/overdue-tasks',
    tag,
    summary: { zh: '逾期未办的事项，早的在前', en: 'Duties past their time, the oldest first' },
    access: 'signed_in',
    params,
    query: z.strictObject({ ...pageQuery, under: Uuid.exactOptional() }),
    answers: { 200: { words: { zh: '一页事项', en: 'A page of duties' }, schema: pageOf(OverdueTask) } },
    problems: ['not_found'],
  },
  returnReasons: {
    method: 'GET',
    path: '/api/programs/:programId/return-reasons',
    tag,
    summary: { zh: '退回的原因：各阶段几次，各原因几次', en: 'Why applications were returned: how often in each stage, and for which reasons' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '退回原因', en: 'The reasons' }, schema: ReturnReasons } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
