import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '@shidian/observability';
import { Problem } from '../problem/problem.js';
import { sendProblem } from '../problem/send.js';

/**
 * Everything comes from this server. Styles may be set by the page's own scripts, which is how its components are drawn;
 * a script runs only from a file of ours.
 */
export const webPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** First steps of paths that belong to the interface: what is not there is said as a problem, never as a page. */
const interfaces: ReadonlySet<string> = new Set(['api', 'health', 'problems']);

/** Files that carry a hash of their content in their name. */
const unchanging = 'assets/';
const yearMs = 31_536_000_000;

function filesOf(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Set(entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')));
}

/** Serves the browser's application: its files as they were built, and its page for every other address that a browser opens. */
export async function serveWeb(fastify: FastifyInstance, folder: string, log: Log): Promise<void> {
  const files = filesOf(folder);
  await fastify.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = decoded(request.url.split('?', 1)[0] ?? '');
    if (path !== undefined && path !== 'index.html' && files.has(path)) {
      void reply.header('cache-control', path.startsWith(unchanging) ? `public, max-age=${yearMs / 1000}, immutable` : 'no-cache');
      return reply.sendFile(path);
    }
    const [first = ''] = (path ?? '').split('/', 1);
    if (path === undefined || interfaces.has(first) || path.startsWith(unchanging) || !opensPages(request)) {
      sendProblem(new Problem('route.unknown'), request, reply, log);
      return reply;
    }
    void reply.header('cache-control', 'no-cache').header('content-security-policy', webPolicy);
    return reply.sendFile('index.html');
  });
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
}

const opensPages = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/html');
