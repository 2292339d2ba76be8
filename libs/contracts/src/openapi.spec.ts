import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.js';
import { problemCatalogue, type ProblemEntry } from './problem-catalogue.js';
import { problemsOf, routes } from './routes.js';
import type { Route } from './route.js';

const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3'))) as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[]; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, object> };
};
const table = Object.entries<Route>(routes);

describe('the OpenAPI document', () => {
  it('has one operation for each route of the table, and no other', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(operations.sort()).toEqual(table.map(([name]) => name).sort());
  });

  it('names every path parameter that the path holds', () => {
    for (const [name, { path, params }] of table) {
      const held = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
      expect(Object.keys(params?.shape ?? {}), name).toEqual(held);
    }
  });

  it('resolves every reference that it makes', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target!);
    expect(references.length).toBeGreaterThan(50);
    const schemas = new Set(Object.keys(document.components.schemas).map((id) => `#/components/schemas/${id}`));
    expect(references.filter((target) => !schemas.has(target))).toEqual([]);
  });

  it('consists of schemas that a JSON Schema validator compiles', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://shidian.example/document', components: document.components });
    for (const id of Object.keys(document.components.schemas)) {
      expect(ajv.compile({ $ref: `https://shidian.example/document#/components/schemas/${id}` }), id).toBeTypeOf('function');
    }
    expect(ajv.validate({ $ref: 'https://shidian.example/document#/components/schemas/NewCase' }, { applicantId: 7 })).toBe(false);
  });

  it('lists under each operation every status that the route can answer', () => {
    for (const [name, route] of table) {
      const { responses } = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]![route.method.toLowerCase()]!;
      const statuses = [...Object.keys(route.answers), ...problemsOf(route).map((code) => String(problemCatalogue[code].status))];
      expect(Object.keys(responses).sort(), name).toEqual([...new Set(statuses)].sort());
    }
  });

  it('comes out the same twice', () => {
    expect(JSON.stringify(openApiDocument('1.2.3'))).toBe(JSON.stringify(openApiDocument('1.2.3')));
  });
});

describe('the catalogue of problems', () => {
  it('explains each code in both languages and gives it an error status', () => {
    for (const [code, { status, meaning, remedy }] of Object.entries<ProblemEntry>(problemCatalogue)) {
      expect(code).toMatch(/^[a-z_]+(\.[a-z_]+)?$/);
      expect(status, code).toBeGreaterThanOrEqual(400);
      for (const text of [meaning.zh, meaning.en, remedy.zh, remedy.en]) expect(text.length, code).toBeGreaterThan(2);
    }
  });
});
