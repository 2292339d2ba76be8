import { z } from 'zod';
import type { Route } from './route.js';
import { JsonValue, Words } from './wire.js';

export const Live = z.object({ live: z.literal(true) });

/** One check: what was found and, where it is not well, what to do. */
export const Check = z.object({ name: z.string(), ok: z.boolean(), detail: Words, details: z.record(z.string(), JsonValue) });
export const Ready = z.object({
  ready: z.boolean(),
  /** It serves, and something elsewhere is not well: the queue, or the workers that fire deadlines. */
  degraded: z.boolean(),
  checks: z.array(Check),
});

export const ProblemMeaning = z.object({ type: z.string(), code: z.string(), status: z.number().int(), meaning: Words, remedy: Words });

const tag = 'service';
const page = { zh: '页面', en: 'The page' };

export const serviceRoutes = {
  live: {
    method: 'GET',
    path: '/health/live',
    tag,
    summary: { zh: '进程是否存活', en: 'Whether the process lives' },
    access: 'public',
    answers: { 200: { words: { zh: '存活', en: 'It lives' }, schema: Live } },
    problems: [],
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    tag,
    summary: { zh: '是否可以提供服务；未就绪时 details.checks 有同样的检查项', en: 'Whether it can serve; where not, the problem has the checks under details.checks' },
    access: 'public',
    answers: { 200: { words: { zh: '就绪', en: 'Ready' }, schema: Ready } },
    problems: ['not_ready'],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    tag,
    summary: { zh: '本接口的 OpenAPI 3.1 文档', en: 'The OpenAPI 3.1 document of this interface' },
    access: 'public',
    answers: { 200: { words: { zh: '文档', en: 'The document' }, schema: z.record(z.string(), JsonValue) } },
    problems: [],
  },
  docs: {
    method: 'GET',
    path: '/api/docs',
    tag,
    summary: { zh: '可阅读的接口文档', en: 'The interface document to read' },
    access: 'public',
    answers: { 200: { words: page, mediaType: 'text/html' } },
    problems: [],
  },
  docsAsset: {
    method: 'GET',
    path: '/api/docs/assets/:file',
    tag,
    summary: { zh: '接口文档页面的文件', en: 'Files of the interface document page' },
    access: 'public',
    params: z.strictObject({ file: z.enum(['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js', 'favicon-32x32.png']) }),
    answers: { 200: { words: { zh: '文件', en: 'The file' }, mediaType: 'application/octet-stream' } },
    problems: [],
  },
  problem: {
    method: 'GET',
    path: '/problems/:code',
    tag,
    summary: { zh: '一种错误的含义和处理办法', en: 'What a problem means and what to do about it' },
    access: 'public',
    params: z.strictObject({ code: z.string().regex(/^[a-z_.]{1,60}$/) }),
    answers: { 200: { words: { zh: '说明', en: 'The explanation' }, schema: ProblemMeaning } },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
