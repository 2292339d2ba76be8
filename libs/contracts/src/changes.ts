import { z } from 'zod';
import type { Route } from './route.js';
import { Uuid } from './wire.js';

const version = z.number().int();

/**
 * Data of the event `change`: that something changed, never what. Whoever shows it reads it again, by his right; he
 * needs not where he has that version already. `task`: tasks of his posts there may have opened, moved or closed.
 */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), id: Uuid, programId: Uuid, version }),
  z.object({ kind: z.literal('program'), id: Uuid, version }),
  z.object({ kind: z.literal('task'), programId: Uuid, caseId: Uuid.nullable() }),
  z.object({ kind: z.literal('notice'), id: Uuid, programId: Uuid, caseId: Uuid.nullable() }),
]);
export type Change = z.infer<typeof Change>;

/** Data of the event `ready`, the first one: `resumed` says that what was missed follows. */
export const ChangeReady = z.object({ resumed: z.boolean() });
export type ChangeReady = z.infer<typeof ChangeReady>;

/**
 * Data of the event `reset`: what was missed cannot be told one by one; read again whatever is shown. `cursor`: it is not
 * one of ours. `too_many`: more has changed than is told singly. `rights`: what may be seen is not what it was.
 * `database`: it was restored or another one took over.
 */
export const ChangeReset = z.object({ reason: z.enum(['cursor', 'too_many', 'rights', 'database']) });
export type ChangeReset = z.infer<typeof ChangeReset>;

/** Data of the event `end`, the last one. `signed_out`: sign in before coming back. `closing`: come back at once. */
export const ChangeEnd = z.object({ reason: z.enum(['signed_out', 'closing']) });
export type ChangeEnd = z.infer<typeof ChangeEnd>;

/** Header of the answers to lists and pages: follow from here, and nothing that happens after them is missed. */
export const cursorHeader = 'Change-Cursor' as const;

export const changeRoutes = {
  changes: {
    method: 'GET',
    path: '/api/changes',
    tag: 'changes',
    summary: {
      zh: '变化的实时推送（SSE，一个浏览器一条连接）；断线后用 Last-Event-ID 续上，不丢不重',
      en: 'Changes as they happen (Server-Sent Events, one connection a browser); resumed by Last-Event-ID, nothing lost, nothing twice',
    },
    access: 'signed_in',
    query: z.strictObject({
      /** The `Change-Cursor` of a page, or the id of an event; Last-Event-ID goes before it. */
      since: z.string().max(8_000).exactOptional(),
      /** `false`: what was missed, and the end. */
      follow: z.enum(['true', 'false']).exactOptional(),
    }),
    headers: z.object({ 'last-event-id': z.string().max(8_000).exactOptional() }),
    answers: {
      200: {
        words: {
          zh: '事件 ready、change、reset、end，数据见 ChangeReady、Change、ChangeReset、ChangeEnd；以冒号开头的行为心跳',
          en: 'The events ready, change, reset and end with the data ChangeReady, Change, ChangeReset, ChangeEnd; lines that start with a colon keep the connection open',
        },
        mediaType: 'text/event-stream',
      },
    },
    problems: ['stream.too_many_yours', 'stream.too_many'],
  },
} as const satisfies Record<string, Route>;
