import { z } from 'zod';
import { Act, ActAnswer, Action, AdministrativeAct, JournalEntry, TaskNumber, actHeaders, actProblems, startHeaders } from './acts.js';
import { Attachment } from './attachments.js';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Task } from './tasks.js';
import { Instant, JsonValue, State, Uuid, Words, Zone, line } from './wire.js';

export const CaseItem = z.object({
  id: Uuid,
  programId: Uuid,
  /** 受理号 */
  number: z.string(),
  applicantId: Uuid,
  applicantName: z.string(),
  topic: z.string(),
  /** Of the topic, or what the applicant wrote himself; null until he has. */
  title: z.string().nullable(),
  states: z.array(State),
  tags: z.array(z.string()),
  outcome: z.string().nullable(),
  version: z.number().int(),
  updatedAt: Instant,
});

export const Form = z.object({
  form: z.string(),
  title: Words,
  version: z.number().int(),
  values: JsonValue,
  /** Personal values are shortened for this reader. */
  masked: z.boolean(),
  hash: z.string(),
  submittedAt: Instant,
  /** 基线: the version that later checks are made against. */
  baseline: z.boolean(),
});

export const Opinion = z.object({
  id: Uuid,
  form: z.string(),
  block: z.string(),
  task: z.string(),
  decision: z.string(),
  text: z.string(),
  signature: z.string().nullable(),
  sealed: z.boolean(),
  sealAttachment: Uuid.nullable(),
  onDate: z.string().nullable(),
  accountName: z.string(),
  organisationName: z.string(),
  at: Instant,
  /** Void since the case was returned. */
  voidedAt: Instant.nullable(),
});

export const CaseTask = Task.extend({
  closedBecause: z.string().nullable(),
  members: z.array(
    z.object({
      post: Uuid,
      postName: z.string(),
      organisationName: z.string(),
      actedAt: Instant.nullable(),
      decision: z.string().nullable(),
      accountName: z.string().nullable(),
    }),
  ),
});

export const Case = z.object({
  item: CaseItem,
  definitionHash: z.string(),
  issuerId: Uuid,
  applicantKind: z.string(),
  startedAt: Instant,
  zone: Zone,
  /** Since when it is suspended (挂起): nobody acts on it, and its clocks stand still. */
  suspendedAt: Instant.nullable(),
  /** A return (驳回) that has not come back to its sender yet. */
  outstanding: z
    .object({ from: z.string(), to: z.string(), then: z.enum(['onward', 'sender']), at: Instant, fixBy: Instant.nullable(), /** Null where none was given. */ reason: z.string().nullable(), /** Who returned it. */ by: z.string().nullable() })
    .nullable(),
  forms: z.array(Form),
  opinions: z.array(Opinion),
  attachments: z.array(Attachment),
  tasks: z.array(CaseTask),
  actions: z.array(Action),
});

export const NewCase = z.strictObject({ applicantId: Uuid, topic: line(100), title: line(200).exactOptional() });
export const StartedCase = ActAnswer.extend({ number: z.string() });

const tag = 'cases';
const params = z.strictObject({ caseId: Uuid });

export const caseRoutes = {
  cases: {
    method: 'GET',
    path: '/api/programs/:programId/cases',
    tag,
    summary: { zh: '项目的申报件', en: 'Cases of a program' },
    access: 'signed_in',
    params: z.strictObject({ programId: Uuid }),
    query: z.strictObject({
      ...pageQuery,
      state: z.string().min(1).max(200).exactOptional(),
      tag: z.string().min(1).max(100).exactOptional(),
      applicantId: Uuid.exactOptional(),
      /** Start of the number or part of the applicant's name. */
      search: z.string().min(1).max(100).exactOptional(),
    }),
    answers: { 200: { words: { zh: '一页申报件', en: 'A page of cases' }, schema: pageOf(CaseItem) } },
    problems: ['not_found'],
  },
  startCase: {
    method: 'POST',
    path: '/api/programs/:programId/cases',
    tag,
    summary: { zh: '新建申报件', en: 'Start a case' },
    access: 'signed_in',
    params: z.strictObject({ programId: Uuid }),
    headers: startHeaders,
    body: NewCase,
    answers: { 201: { words: { zh: '已新建', en: 'Started' }, schema: StartedCase, headers: ['ETag', 'Location'] } },
    problems: ['not_found', 'right.missing', 'applicant.not_eligible', 'topic.unknown', 'topic.title_missing', 'quota.exceeded', 'deadline.closed', 'idempotency.in_flight', 'idempotency.reused'],
  },
  case: {
    method: 'GET',
    path: '/api/cases/:caseId',
    tag,
    summary: { zh: '一个申报件，含可办事项及不能办的原因', en: 'A case, with what can be done and why something cannot' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '申报件', en: 'The case' }, schema: Case, headers: ['ETag'] } },
    problems: ['not_found'],
  },
  caseJournal: {
    method: 'GET',
    path: '/api/cases/:caseId/journal',
    tag,
    summary: { zh: '申报件的留痕', en: 'The journal of a case' },
    access: 'signed_in',
    params,
    query: z.strictObject(pageQuery),
    answers: { 200: { words: { zh: '一页留痕', en: 'A page of the journal' }, schema: pageOf(JournalEntry) } },
    problems: ['not_found'],
  },
  actOnCase: {
    method: 'POST',
    path: '/api/cases/:caseId/tasks/:number/acts',
    tag,
    summary: { zh: '办理申报件的待办', en: 'Act on a task of a case' },
    access: 'signed_in',
    params: z.strictObject({ caseId: Uuid, number: TaskNumber }),
    headers: actHeaders,
    body: Act,
    answers: { 200: { words: { zh: '已办理', en: 'Done' }, schema: ActAnswer, headers: ['ETag'] } },
    problems: actProblems,
  },
  administerCase: {
    method: 'POST',
    path: '/api/cases/:caseId/administration',
    tag,
    summary: { zh: '挂起、恢复、跳转、作废、转办、催办', en: 'Suspend, resume, move, void, hand over, nudge' },
    access: 'signed_in',
    params,
    headers: actHeaders,
    body: AdministrativeAct,
    answers: { 200: { words: { zh: '已办理', en: 'Done' }, schema: ActAnswer, headers: ['ETag'] } },
    problems: [
      'not_found', 'right.missing', 'version.changed', 'case.closed', 'case.suspended', 'case.not_suspended', 'jump.unknown_state', 'hand_over.elsewhere', 'hand_over.already_member', 'nudge.no_duty',
      'nudge.too_soon', 'task.unknown', 'task.not_open', 'right.not_member', 'right.already_acted', 'data.missing', 'idempotency.in_flight', 'idempotency.reused', 'instance.broken',
    ],
  },
} as const satisfies Record<string, Route>;
