import type { ActAnswer, ActRequest } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import type { Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';

/** The act as the use cases take it; If-Match and Idempotency-Key are added by the caller. */
export function actRequest(caller: Caller, ownerId: string, task: number, body: InputOf<'actOnCase'>['body']): ActRequest {
  const { decision, data, form, opinion, attachments } = body;
  return {
    principal: caller.principal,
    at: caller.at,
    ownerId,
    task,
    decision,
    data: data ?? {},
    ...(form !== undefined && { form }),
    ...(opinion && { opinion }),
    ...(attachments && { attachments }),
  };
}

export function actAnswer({ ownerId, version, states, outcome, replayed }: ActAnswer): Answered<AnswerOf<'actOnCase'>> {
  return { body: { id: ownerId, version, states: [...states], outcome, replayed }, version };
}
