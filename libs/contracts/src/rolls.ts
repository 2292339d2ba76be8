import { z } from 'zod';
import { startHeaders } from './acts.js';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Data, Instant, JsonValue, Key, Uuid } from './wire.js';

export const RollItem = z.object({
  id: Uuid,
  programId: Uuid,
  /** `<stage>/<roll>` */
  key: z.string(),
  organisationId: Uuid,
  /** 第 n 次上报, from 1. */
  serial: z.number().int(),
  /** The roll that this one answers. */
  answers: Uuid.nullable(),
  lines: z.number().int(),
  hash: z.string(),
  confirmedAt: Instant,
});

export const RollLine = z.object({ position: z.number().int(), caseId: Uuid, decision: z.string(), data: Data });

export const Roll = RollItem.omit({ lines: true }).extend({
  data: Data,
  lines: z.array(RollLine),
  /** The generated table as it was frozen, or null. */
  table: JsonValue,
  /** Personal columns are shortened for this reader; the hash covers the full table. */
  masked: z.boolean(),
});

export const Candidates = z.object({
  key: z.string(),
  organisationId: Uuid,
  cases: z.array(z.object({ caseId: Uuid, number: z.string(), applicantName: z.string(), topic: z.string(), title: z.string().nullable() })),
  table: JsonValue,
});

export const NewRoll = z.strictObject({
  answers: Uuid.exactOptional(),
  /** In order; none is a nil report (零报告). */
  lines: z.array(z.strictObject({ caseId: Uuid, decision: z.string().min(1).max(100), data: Data.exactOptional() })).max(5000),
  data: Data.exactOptional(),
  attachments: z.array(Uuid).max(100).exactOptional(),
});

export const ConfirmedRoll = z.object({ id: Uuid, serial: z.number().int(), table: JsonValue, hash: z.string() });

const tag = 'rolls';
const params = z.strictObject({ programId: Uuid, stage: Key, roll: Key });

export const rollRoutes = {
  rolls: {
    method: 'GET',
    path: '/api/programs/:programId/rolls',
    tag,
    summary: { zh: '已确认的名册', en: 'Confirmed rolls' },
    access: 'signed_in',
    params: z.strictObject({ programId: Uuid }),
    query: z.strictObject({ ...pageQuery, key: z.string().min(1).max(130).exactOptional() }),
    answers: { 200: { words: { zh: '一页名册', en: 'A page of rolls' }, schema: pageOf(RollItem) } },
    problems: [],
  },
  candidates: {
    method: 'GET',
    path: '/api/programs/:programId/rolls/:stage/:roll/candidates',
    tag,
    summary: { zh: '可列入名册的申报件和将生成的表', en: 'Cases that stand ready for the roll, and the table as it would be' },
    access: 'signed_in',
    params,
    query: z.strictObject({ answers: Uuid.exactOptional() }),
    answers: { 200: { words: { zh: '候选', en: 'The candidates' }, schema: Candidates } },
    problems: ['not_found', 'right.missing', 'roll.unknown'],
  },
  confirmRoll: {
    method: 'POST',
    path: '/api/programs/:programId/rolls/:stage/:roll',
    tag,
    summary: { zh: '确认名册：全部生效或全部不生效', en: 'Confirm a roll: all lines or none' },
    access: 'signed_in',
    params,
    headers: startHeaders,
    body: NewRoll,
    answers: { 201: { words: { zh: '已确认', en: 'Confirmed' }, schema: ConfirmedRoll, headers: ['Location'] } },
    problems: ['not_found', 'right.missing', 'roll.unknown', 'roll.not_drawn_here', 'roll.line_refused', 'roll.line_unknown', 'data.missing', 'quota.exceeded', 'deadline.closed', 'guard.refused', 'attachment.unknown', 'decision.unknown', 'happened_on.invalid', 'idempotency.in_flight', 'idempotency.reused', 'write.stale'],
  },
  roll: {
    method: 'GET',
    path: '/api/rolls/:rollId',
    tag,
    summary: { zh: '一个已确认的名册', en: 'A confirmed roll' },
    access: 'signed_in',
    params: z.strictObject({ rollId: Uuid }),
    answers: { 200: { words: { zh: '名册', en: 'The roll' }, schema: Roll } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
