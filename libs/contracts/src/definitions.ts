import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, JsonValue, Words } from './wire.js';

export const DefinitionItem = z.object({ id: z.string(), hash: z.string(), name: Words, publishedAt: Instant });

const tag = 'definitions';

export const definitionRoutes = {
  definitions: {
    method: 'GET',
    path: '/api/definitions',
    tag,
    summary: { zh: '已发布的流程定义', en: 'Published definitions' },
    access: 'signed_in',
    answers: { 200: { words: { zh: '定义列表', en: 'The definitions' }, schema: z.object({ items: z.array(DefinitionItem) }) } },
    problems: [],
  },
  definition: {
    method: 'GET',
    path: '/api/definitions/:hash',
    tag,
    summary: { zh: '一个流程定义的全部内容（不可变）', en: 'All of one definition; it never changes' },
    access: 'signed_in',
    params: z.strictObject({ hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
    answers: { 200: { words: { zh: '定义', en: 'The definition' }, schema: z.record(z.string(), JsonValue), headers: ['ETag'] } },
    problems: ['definition.unknown'],
  },
} as const satisfies Record<string, Route>;
