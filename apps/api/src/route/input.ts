import { routes, type ProblemPlace, type Route, type RouteName } from '@shidian/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isSoundText } from '@shidian/definition';
import { Problem } from '../problem/problem.js';
import { issueWords } from './issue-words.js';

type Parsed<R, K extends string> = R extends Record<K, infer S extends z.ZodType> ? { readonly [P in K]: z.output<S> } : unknown;
type Table = typeof routes;

/** What a handler of the route is given: `params`, `query`, `headers` and `body`, as far as the table names them. */
export type InputOf<N extends RouteName> = Parsed<Table[N], 'params'> & Parsed<Table[N], 'query'> & Parsed<Table[N], 'headers'> & Parsed<Table[N], 'body'>;

type SuccessOf<A> = A[keyof A] extends infer One ? (One extends { schema: infer S extends z.ZodType } ? z.output<S> : never) : never;

/** What a handler of the route answers; `never` where the answer is not JSON. */
export type AnswerOf<N extends RouteName> = SuccessOf<Table[N]['answers']>;

const step = (key: PropertyKey): string => String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

function places(place: string, issues: readonly z.core.$ZodIssue[]): ProblemPlace[] {
  return issues.slice(0, 50).map((issue) => ({
    path: ['', place, ...issue.path.map(step)].join('/'),
    code: issue.code,
    messages: issueWords(issue),
  }));
}

function refuseText(values: unknown): void {
  if (typeof values !== 'object' || values === null) return;
  for (const [key, value] of Object.entries(values)) {
    if (!isSoundText(key) || (typeof value === 'string' && !isSoundText(value))) throw new Problem('request.text');
  }
}

/** `application/json`, with or without parameters. */
const isJson = (type: string | undefined): boolean => /^application\/json\s*(;|$)/i.test(type ?? '');

/**
 * Checks all parts of a request against its row of the table; every fault of every part is reported together.
 *
 * @throws Problem request.invalid, request.text, request.media_type
 */
export function inputOf(name: RouteName, request: FastifyRequest): unknown {
  const route: Route = routes[name];
  refuseText(request.params);
  refuseText(request.query);
  if (route.body && request.body === undefined && request.headers['content-type'] !== undefined && !isJson(request.headers['content-type'])) {
    throw new Problem('request.media_type');
  }
  const found: Record<string, unknown> = {};
  const errors: ProblemPlace[] = [];
  for (const place of ['params', 'query', 'headers', 'body'] as const) {
    const schema = route[place];
    if (schema) {
      // Fastify's objects have no prototype, which zod takes for no object.
      const given = place === 'body' ? request.body : { ...(request[place] as object) };
      const result = schema.safeParse(given);
      if (result.success) found[place] = result.data;
      else errors.push(...places(place, result.error.issues));
    } else if (place === 'query' && Object.keys(request.query as object).length > 0) {
      const messages = { zh: '此接口没有查询参数', en: 'this route takes no query parameters' };
      errors.push({ path: '/query', code: 'unrecognized_keys', messages });
    }
  }
  if (errors.length > 0) throw new Problem('request.invalid', { errors });
  return found;
}
