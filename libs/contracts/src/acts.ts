import { z } from 'zod';
import { Data, Instant, JsonValue, Uuid, Words, line } from './wire.js';

/** What somebody does with a task. */
export const Act = z.strictObject({
  decision: z.string().min(1).max(100),
  data: Data.exactOptional(),
  /** Values of the task's form; without it the saved draft is submitted. */
  form: JsonValue.exactOptional(),
  opinion: z
    .strictObject({
      text: line(10_000),
      /** Where the block has a line for it: who signed. */
      signature: line(100).exactOptional(),
      /** Where the block has a place for it: that the seal stands on the paper copy. A scan of it says so too. */
      seal: z.boolean().exactOptional(),
      sealAttachment: Uuid.exactOptional(),
      onDate: z.iso.date().exactOptional(),
    })
    .exactOptional(),
  attachments: z.array(Uuid).max(100).exactOptional(),
});

const reason = line(1000);

/** An act of administration (挂起、恢复、跳转、作废、转办、催办、唤醒); why is said with each that needs a reason. */
export const AdministrativeAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('suspend'), reason }),
  z.strictObject({ act: z.literal('resume'), reason }),
  z.strictObject({ act: z.literal('jump'), to: z.string().min(1).max(200), reason }),
  z.strictObject({ act: z.literal('void'), reason }),
  z.strictObject({ act: z.literal('wake') }),
  z.strictObject({ act: z.literal('hand_over'), task: z.number().int().min(1), from: Uuid, to: Uuid, reason }),
  z.strictObject({ act: z.literal('nudge'), task: z.number().int().min(1) }),
]);

export const ActAnswer = z.object({
  id: Uuid,
  version: z.number().int(),
  states: z.array(z.string()),
  outcome: z.string().nullable(),
  /** True where this is the stored answer of an earlier request with the same Idempotency-Key. */
  replayed: z.boolean(),
});

/** Something that the asker could do, allowed or not; where it is not, the reason. */
export const Action = z.object({
  task: z.number().int(),
  key: z.string(),
  name: Words,
  decision: z.string(),
  decisionName: Words,
  /** Payload that must be given. */
  needs: z.array(z.string()),
  /** The opinion block that the decision writes, and what must stand in it; null where it writes none. */
  opinion: z.object({ form: z.string(), block: z.string(), title: Words, signature: z.boolean(), seal: z.boolean(), date: z.boolean() }).nullable(),
  allowed: z.boolean(),
  reason: z.object({ code: z.string(), words: Words, details: z.record(z.string(), JsonValue) }).nullable(),
  /** For a return: the steps that may be chosen now. */
  returnTo: z.array(z.object({ id: z.string(), name: Words })),
  /** For a return: what may be chosen for the way back. */
  then: z.array(z.enum(['onward', 'sender'])),
  /** It may be said when it happened outside the system. */
  happenedOn: z.boolean(),
  /** The form that the act submits, or null. */
  form: z.string().nullable(),
  /** A right without a duty. */
  optional: z.boolean(),
});

export const JournalEntry = z.object({
  seq: z.number().int(),
  at: Instant,
  recordedAt: Instant,
  kind: z.string(),
  /** `system`: nobody did it, its time had come (超时自动). */
  by: z.enum(['person', 'system']),
  /** What it says, in one line. */
  words: Words,
  /** 乙, or 甲（乙代） where 乙 stood in for 甲; null where nobody did it. */
  actor: z.string().nullable(),
  /** The entry; its RFC 8785 canonical form is what the hash covers. */
  entry: JsonValue,
  previous: z.string(),
  /** `sha256:<hex>` of previous ‖ LF ‖ canonical entry. */
  hash: z.string(),
});

export const TaskNumber = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number);

/** Version of what is being changed, as the ETag gave it; `*` means whatever it is. */
export const ifMatch = z.string().regex(/^(\*|"\d{1,15}")$/);

/** A name for this request that its repetitions share: 8 to 200 visible ASCII characters. */
const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,200}$/);

export const actHeaders = z.object({ 'if-match': ifMatch.exactOptional(), 'idempotency-key': idempotencyKey.exactOptional() });
export const startHeaders = z.object({ 'idempotency-key': idempotencyKey.exactOptional() });

/** What an act can be refused for. */
export const actProblems = [
  'not_found',
  'version.changed',
  'write.stale',
  'idempotency.in_flight',
  'idempotency.reused',
  'case.closed',
  'case.suspended',
  'task.unknown',
  'task.not_open',
  'decision.unknown',
  'right.missing',
  'right.not_member',
  'right.already_acted',
  'right.not_your_turn',
  'deadline.closed',
  'guard.refused',
  'return.not_offered',
  'return.not_visited',
  'data.missing',
  'happened_on.invalid',
  'event.forged',
  'form.invalid',
  'quota.exceeded',
  'attachment.unknown',
] as const;
