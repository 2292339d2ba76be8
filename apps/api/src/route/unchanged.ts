import { routes, type Route } from '@shidian/contracts';
import type { FastifyInstance } from 'fastify';

/** Paths whose row promises 304. */
const conditional = new Set(Object.values<Route>(routes).filter(({ answers }) => 304 in answers).map(({ path }) => path));

/** RFC 9110 §13.1.2: weakly compared; `*` names whatever there is. */
export function names(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',', 100).some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
}

/** Answers 304 without a body where the reader has what he asks for already. He was let in and the answer was made: rights come first. */
export function answerUnchanged(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload: unknown) => {
    const [header, etag] = [request.headers['if-none-match'], reply.getHeader('etag')];
    if (reply.statusCode !== 200 || header === undefined || typeof etag !== 'string') return await Promise.resolve(payload);
    if (!conditional.has(request.routeOptions.url ?? '') || !names(header, etag)) return payload;
    void reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return null;
  });
}
