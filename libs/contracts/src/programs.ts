import { z } from 'zod';
import { Act, ActAnswer, Action, JournalEntry, TaskNumber, actHeaders, actProblems } from './acts.js';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Instant, State, Uuid, Words, Zone } from './wire.js';

export const ProgramItem = z.object({
  id: Uuid,
  name: z.string(),
  definitionId: z.string(),
  definitionHash: z.string(),
  issuerId: Uuid,
  openedAt: Instant,
  states: z.array(State),
  outcome: z.string().nullable(),
  version: z.number().int(),
  zone: Zone,
});

export const Program = ProgramItem.extend({
  purpose: Words,
  /** Cases per state. */
  counts: z.array(z.object({ state: State, cases: z.number().int() })),
  actions: z.array(Action),
});

const tag = 'programs';
const params = z.strictObject({ programId: Uuid });

export const programRoutes = {
  programs: {
    method: 'GET',
    path: '/api/programs',
    tag,
    summary: { zh: '试点项目（批次）', en: 'Programs' },
    access: 'signed_in',
    query: z.strictObject(pageQuery),
    answers: { 200: { words: { zh: '一页项目', en: 'A page of programs' }, schema: pageOf(ProgramItem) } },
    problems: [],
  },
  program: {
    method: 'GET',
    path: '/api/programs/:programId',
    tag,
    summary: { zh: '一个项目，含可办事项及不能办的原因', en: 'A program, with what can be done and why something cannot' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '项目', en: 'The program' }, schema: Program, headers: ['ETag'] } },
    problems: ['not_found'],
  },
  programJournal: {
    method: 'GET',
    path: '/api/programs/:programId/journal',
    tag,
    summary: { zh: '项目的留痕', en: 'The journal of a program' },
    access: 'signed_in',
    params,
    query: z.strictObject(pageQuery),
    answers: { 200: { words: { zh: '一页留痕', en: 'A page of the journal' }, schema: pageOf(JournalEntry) } },
    problems: ['not_found'],
  },
  actOnProgram: {
    method: 'POST',
    path: '/api/programs/:programId/tasks/:number/acts',
    tag,
    summary: { zh: '办理项目的待办', en: 'Act on a task of the program' },
    access: 'signed_in',
    params: z.strictObject({ programId: Uuid, number: TaskNumber }),
    headers: actHeaders,
    body: Act,
    answers: { 200: { words: { zh: '已办理', en: 'Done' }, schema: ActAnswer, headers: ['ETag'] } },
    problems: actProblems,
  },
} as const satisfies Record<string, Route>;
