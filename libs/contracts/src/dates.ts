import { z } from 'zod';
import { startHeaders } from './acts.js';
import type { Route } from './route.js';
import { Instant, Uuid, line } from './wire.js';

const Scope = z.enum(['program', 'organisation', 'case']);

export const ProgramDate = z.object({
  id: Uuid,
  name: z.string(),
  scope: Scope,
  /** Program, organisation (binds everything below it) or case. */
  scopeId: Uuid,
  /** The rule in words as given. */
  rule: z.string(),
  opensAt: Instant.nullable(),
  /** The first instant that is outside. */
  closesAt: Instant.nullable(),
  /** 暂定: beyond the published holiday calendar. */
  provisional: z.boolean(),
  zone: z.string(),
  calendarVersion: z.string(),
  reason: z.string().nullable(),
  approver: z.string().nullable(),
  /** 文号 */
  documentNumber: z.string().nullable(),
  setAt: Instant,
});

/** The date as it is set, with what had lapsed by it and stands open again: the first 200, further ones follow at once. */
const DateSet = ProgramDate.extend({ reopened: z.array(z.object({ caseId: Uuid, number: z.string(), applicantName: z.string() })) });

export const NewDate = z.strictObject({
  name: z.string().min(1).max(130),
  scope: Scope,
  scopeId: Uuid,
  /** A date rule, e.g. `by 2016-03-18`. */
  rule: line(200),
  reason: line(2000).exactOptional(),
  approver: line(100).exactOptional(),
  documentNumber: line(100).exactOptional(),
});

const tag = 'dates';
const params = z.strictObject({ programId: Uuid });

export const dateRoutes = {
  dates: {
    method: 'GET',
    path: '/api/programs/:programId/dates',
    tag,
    summary: { zh: '项目的日期、延期和各级设定', en: 'Dates of a program, with extensions and what the tiers have set' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '日期', en: 'The dates' }, schema: z.object({ items: z.array(ProgramDate) }) } },
    problems: ['not_found'],
  },
  setDate: {
    method: 'POST',
    path: '/api/programs/:programId/dates',
    tag,
    summary: { zh: '设定、延长或提前一个日期', en: 'Set, extend or bring forward a date' },
    access: 'signed_in',
    params,
    headers: startHeaders,
    body: NewDate,
    answers: { 201: { words: { zh: '已设定，立即生效', en: 'Set; it binds at once' }, schema: DateSet } },
    problems: ['not_found', 'right.missing', 'date.unknown', 'date.not_settable', 'date.after_bound', 'date.invalid', 'date.in_past', 'date.before_allowed', 'data.missing', 'idempotency.in_flight', 'idempotency.reused'],
  },
} as const satisfies Record<string, Route>;
