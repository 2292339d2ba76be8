import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '@shidian/observability';
import { methodsAt } from '../route/known-paths.js';
import { problemDocument } from './document.js';
import { preferredLanguage } from './language.js';
import { problemOf } from './of-error.js';
import { Problem } from './problem.js';

/** There is a path, only not with this method. */
function told(problem: Problem, request: FastifyRequest): Problem {
  if (problem.code !== 'route.unknown') return problem;
  const allowed = methodsAt(request.raw.url ?? '');
  return allowed.length > 0 ? new Problem('method.not_allowed', { headers: { allow: allowed.join(', ') } }) : problem;
}

/** A full house and a check that fails are answers, not faults. */
const expected: ReadonlySet<string> = new Set(['not_ready', 'stream.too_many']);

/** Answers whatever was thrown, from wherever in the request, as a problem document. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const problem = told(problemOf(error), request);
  if (problem.status >= 500 && !expected.has(problem.code)) {
    log.error({ request: request.id, method: request.method, route: request.routeOptions.url, code: problem.code, err: problem.cause ?? problem }, 'Request failed');
  }
  // Part of the answer has left already: all that can be done is to break it off, so that it is not taken for whole.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (reply.sent) return;
  void reply
    .status(problem.status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .removeHeader('content-disposition')
    .removeHeader('content-length')
    .removeHeader('etag')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem, preferredLanguage(request.headers['accept-language']), request.id)));
}
