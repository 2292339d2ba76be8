import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Instant } from '@shidian/engine';
import type { Principal } from '@shidian/lifecycle';
import type { FastifyRequest } from 'fastify';

/** Who asks, how he showed it, and when the request was received. */
export interface Caller {
  readonly principal: Principal;
  readonly by: 'session' | 'token';
  /** Hash of the session or token, by which it is looked up again while the answer goes on. */
  readonly credential: string;
  /** Receipt by the business clock, read before anything else was done with the request. */
  readonly at: Instant;
}

interface Marked extends FastifyRequest {
  receivedAt?: Instant;
  caller?: Caller;
}

export function markReceipt(request: FastifyRequest, at: Instant): void {
  (request as Marked).receivedAt = at;
}

/** @throws when the request did not pass the hook that reads the clock: then nothing may be decided by its time. */
export function receiptOf(request: FastifyRequest): Instant {
  const { receivedAt } = request as Marked;
  if (receivedAt === undefined) throw new Error('the request has no receipt');
  return receivedAt;
}

export function markCaller(request: FastifyRequest, caller: Caller): void {
  (request as Marked).caller = caller;
}

export function callerOf(request: FastifyRequest): Caller | undefined {
  return (request as Marked).caller;
}

/** The {@link Caller}. On a public route there is none, and asking for it is a mistake of ours. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('a public route has no caller');
  return caller;
});

/** Receipt of the request, for public routes. */
export const ReceivedAt = createParamDecorator((_: unknown, context: ExecutionContext): Instant =>
  receiptOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
