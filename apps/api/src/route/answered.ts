import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** What a handler answers: the body, and what goes into headers. */
export interface Answered<T> {
  readonly body: T;
  /** Version of what was read or written. */
  readonly version?: number;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Moves what {@link Answered} says into the response. */
export class AnswerInterceptor implements NestInterceptor<Answered<unknown>, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<Answered<unknown>>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
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
