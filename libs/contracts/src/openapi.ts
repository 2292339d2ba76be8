import { z } from 'zod';
import { cursorHeader } from './changes.js';
import { components } from './components.js';
import { problemCatalogue } from './problem-catalogue.js';
import type { Answer, Route } from './route.js';
import { problemsOf, routes } from './routes.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
type JsonObject = { readonly [key: string]: Json | undefined };

const reference = (id: string): string => `#/components/schemas/${id}`;

/** Converts schemas, naming those of {@link components} and everything that is handed in beside them. */
function converted(extra: ReadonlyMap<string, z.ZodType>): Record<string, JsonObject> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of [...Object.entries(components), ...extra]) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: reference, io: 'input', target: 'draft-2020-12' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema as JsonObject]),
  );
}

const named = new Map<z.ZodType, string>(Object.entries(components).map(([id, schema]) => [schema, id]));
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Bodies and answers without a name of their own are called after the operation. */
function collected(): Map<string, z.ZodType> {
  const extra = new Map<string, z.ZodType>();
  for (const [name, route] of Object.entries<Route>(routes)) {
    if (route.body && !named.has(route.body)) extra.set(`${capital(name)}Request`, route.body);
    for (const [status, { schema }] of Object.entries(route.answers)) {
      if (schema && !named.has(schema)) extra.set(`${capital(name)}Answer${status === '200' ? '' : status}`, schema);
    }
  }
  return extra;
}

const ids = (extra: ReadonlyMap<string, z.ZodType>): Map<z.ZodType, string> =>
  new Map([...named, ...[...extra].map(([id, schema]) => [schema, id] as const)]);

/** No query parameter and no header is required anywhere; a path parameter always is. */
function parameters(route: Route): JsonObject[] {
  const of = (place: 'path' | 'query' | 'header', schema: z.ZodObject | undefined): JsonObject[] =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => {
      const { $schema: _dialect, ...json } = z.toJSONSchema(field as z.ZodType, { io: 'input' });
      return { name, in: place, required: place === 'path', schema: json as JsonObject };
    });
  return [...of('path', route.params), ...of('query', route.query), ...of('header', route.headers)];
}

function requestBody(route: Route, name: Map<z.ZodType, string>): JsonObject | undefined {
  if (route.upload) {
    const file = { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } } };
    return { required: true, content: { 'multipart/form-data': { schema: file } } };
  }
  if (!route.body) return undefined;
  return { required: true, content: { 'application/json': { schema: { $ref: reference(name.get(route.body) ?? '') } } } };
}

const headerText = {
  ETag: 'The version, to be sent back as If-Match.',
  Location: 'Where it can be read.',
  'Set-Cookie': 'The session, httpOnly.',
  'Change-Cursor': 'Follow /api/changes?since= from here, and nothing that happens after this answer is missed.',
} as const;

/** Whatever is read by right says from where its changes can be followed. */
function headersOf(route: Route, status: string, answer: Answer): readonly (keyof typeof headerText)[] {
  const followed = route.method === 'GET' && route.access !== 'public' && status === '200' && answer.mediaType !== 'text/event-stream';
  return followed ? [...(answer.headers ?? []), cursorHeader] : (answer.headers ?? []);
}

function responses(route: Route, name: Map<z.ZodType, string>): JsonObject {
  const all: Record<string, JsonObject> = {};
  for (const [status, answer] of Object.entries(route.answers)) {
    const schema = answer.schema ? { $ref: reference(name.get(answer.schema) ?? '') } : { type: 'string' };
    const headers = headersOf(route, status, answer);
    const mediaTypes = answer.mediaTypes ?? [answer.mediaType ?? (answer.schema ? 'application/json' : undefined)].filter((type) => type !== undefined);
    all[status] = {
      description: `${answer.words.zh} · ${answer.words.en}`,
      ...(headers.length > 0 && {
        headers: Object.fromEntries(headers.map((header) => [header, { description: headerText[header], schema: { type: 'string' } }])),
      }),
      ...(mediaTypes.length > 0 && { content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: answer.mediaTypes && type === 'application/json' ? { type: 'object' } : schema }])) }),
    };
  }
  for (const code of problemsOf(route)) {
    const status = String(problemCatalogue[code].status);
    const known = all[status]?.['description'];
    all[status] = {
      description: typeof known === 'string' ? `${known}, \`${code}\`` : `\`${code}\``,
      content: { 'application/problem+json': { schema: { $ref: reference('Problem') } } },
    };
  }
  return all;
}

/** The OpenAPI 3.1 document of the whole interface, as plain JSON and always in the same order. */
export function openApiDocument(version: string): JsonObject {
  const extra = collected();
  const name = ids(extra);
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const body = requestBody(route, name);
    (paths[path] ??= {})[route.method.toLowerCase()] = {
      operationId,
      tags: [route.tag],
      summary: `${route.summary.zh} · ${route.summary.en}`,
      security: route.access === 'public' ? [] : route.access === 'session' ? [{ session: [] }] : [{ session: [] }, { token: [] }],
      parameters: parameters(route),
      ...(body && { requestBody: body }),
      responses: responses(route, name),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '试点 · Shidian',
      version,
      summary: '试点项目全流程管理 · Runs the whole life of government pilot programs',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values<Route>(routes).map(({ tag }) => tag))].map((tag) => ({ name: tag })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'shidian_session', description: 'Set by signIn. Writes must come from the same origin or carry the header X-Shidian-Client.' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'shd_…' },
      },
      schemas: converted(extra),
    },
  };
}
