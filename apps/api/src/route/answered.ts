import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { cursorHeader } from '@shidian/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { ChangeFeed } from '../changes/change-feed.js';
import { Part } from '../tokens.js';
import { callerOf } from './caller.js';

/** What a handler answers: the body, and what goes into headers. */
export interface Answered<T> {
  readonly body: T;
  /** Version of what was read or written. */
  readonly version?: number;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Moves what {@link Answered} says into the response. What is read by right also says from where to follow its changes. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<Answered<unknown>, unknown> {
  constructor(@Part('changes') private readonly changes: Pick<ChangeFeed, 'cursorFor'>) {}

  intercept(context: ExecutionContext, next: CallHandler<Answered<unknown>>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const caller = request.method === 'GET' ? callerOf(request) : undefined;
    // Before anything is read: what happens after is told, what happened meanwhile perhaps once too often.
    const cursor = caller && this.changes.cursorFor(caller.principal);
    if (cursor !== undefined) void reply.header(cursorHeader, cursor);
    return next.handle().pipe(
      map(({ body, version, location, headers }) => {
        if (version !== undefined) void reply.header('etag', `"${version}"`);
        if (location !== undefined) void reply.header('location', location);
        for (const [name, value] of Object.entries(headers ?? {})) void reply.header(name, value);
        return body;
      }),
    );
  }
}
