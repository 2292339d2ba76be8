// The browser's typed client: types of every schema and a table of operations, from docs/openapi.json (written just before).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/run.mjs';

export const outputs = ['apps/web/src/generated'];
export const needsBuild = true;

const nameOf = (reference) => reference.split('/').at(-1);
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);
const literal = (value) => (typeof value === 'string' ? `'${value}'` : String(value));

/** A JSON Schema as a TypeScript type. Knows the keywords that the document uses and refuses others. */
function typeOf(schema) {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.map(typeOf).join(' | ');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  switch (schema.type) {
    case undefined:
      return 'unknown';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items ?? {});
      return item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'object':
      return objectType(schema);
    default:
      throw new Error(`docs/openapi.json: no type for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties, required = [], additionalProperties }) {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `{ readonly [key: string]: ${value} }`;
  }
  const members = Object.entries(properties).map(([name, schema]) => `readonly ${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`);
  return members.length > 0 ? `{ ${members.join('; ')} }` : 'Readonly<Record<string, never>>';
}

/** Parameters of one place; undefined where there are none. */
function parametersIn(operation, place) {
  const found = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  if (found.length === 0) return undefined;
  return `{ ${found.map(({ name, required, schema }) => `readonly ${key(name)}${required ? '' : '?'}: ${place === 'header' ? 'string' : place === 'query' ? `${typeOf(schema)} | undefined` : 'string | number'}`).join('; ')} }`;
}

function bodyOf(operation) {
  const content = operation.requestBody?.content;
  if (!content) return undefined;
  return content['application/json'] ? typeOf(content['application/json'].schema) : 'FormData';
}

function answerOf(operation) {
  const [, good] = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const schema = good.content?.['application/json']?.schema;
  return schema ? typeOf(schema) : 'undefined';
}

/** Names of members and headers: words for programs, not for people. */
const forPrograms = /[a-z]{4,}|JSON/;

/** What to do about each problem: the one thing that a problem document does not carry. */
async function remedies() {
  const { problemCatalogue } = await import('../../dist/libs/contracts/src/index.js');
  const entries = Object.entries(problemCatalogue).filter(([, { remedy }]) => !forPrograms.test(remedy.zh)).map(([code, { remedy }]) => `  '${code}': { zh: ${JSON.stringify(remedy.zh)}, en: ${JSON.stringify(remedy.en)} },`);
  const head = ["// Generated from the catalogue of problems by `npm run generate`. Do not edit.", "import type { Problem, Words } from './api.js';", ''];
  return [...head, "/** What to do about a problem, where it can be said to people. */", "export const problemRemedies: Readonly<Partial<Record<Problem['code'], Words>>> = {", ...entries, '};', ''].join('\n');
}

export async function generate() {
  const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));
  const lines = ['// Generated from docs/openapi.json by `npm run generate`. Do not edit.', ''];
  for (const [name, schema] of Object.entries(document.components.schemas)) lines.push(`export type ${name} = ${typeOf(schema)};`);
  const types = [];
  const table = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.operationId;
      const parts = Object.entries({ params: parametersIn(operation, 'path'), query: parametersIn(operation, 'query'), headers: parametersIn(operation, 'header'), body: bodyOf(operation) })
        .flatMap(([part, type]) => (type === undefined ? [] : [`readonly ${part}${part === 'params' || part === 'body' ? '' : '?'}: ${type}`]));
      types.push(`  readonly ${name}: { readonly question: { ${parts.join('; ')} }; readonly answer: ${answerOf(operation)} };`);
      const once = operation.parameters?.some((parameter) => parameter.name === 'idempotency-key') ?? false;
      table.push(`  ${name}: { method: '${method.toUpperCase()}', path: '${path}'${once ? ', once: true' : ''} },`);
    }
  }
  lines.push('', '/** What is asked and answered, by operation. */', 'export interface Operations {', ...types, '}', '');
  lines.push('/** Method and path; `once`: takes an Idempotency-Key. */', 'export const operations = {', ...table, '} as const;', '');
  mkdirSync(join(root, outputs[0]), { recursive: true });
  writeFileSync(join(root, outputs[0], 'api.ts'), lines.join('\n'));
  writeFileSync(join(root, outputs[0], 'problems.ts'), await remedies());
}
