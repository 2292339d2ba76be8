import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadStageFiles } from '../stage-files.js';
import { jsonSchemas } from './json-schema.js';

const schemas: Readonly<Record<string, object>> = jsonSchemas(loadStageFiles('workflows/stages'));
const LIAONING = 'workflows/programs/liaoning-integration-2016';
const faults = (schema: string, value: unknown): readonly string[] => {
  const validate = new Ajv({ allErrors: true, strict: false, logger: false }).compile(schemas[schema]!);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
const yaml = (path: string): unknown => parse(readFileSync(path, 'utf8'));

describe('the JSON Schemas', () => {
  it('stand in workflows/schema as they are generated', () => {
    for (const [name, schema] of Object.entries(schemas)) expect(JSON.parse(readFileSync(`workflows/schema/${name}`, 'utf8')), name).toEqual(schema);
  });

  it('accept the Liaoning program, its forms, and the stages', () => {
    expect(faults('program.schema.json', yaml(`${LIAONING}/program.yaml`))).toEqual([]);
    expect(faults('form.schema.json', yaml(`${LIAONING}/forms/application.yaml`))).toEqual([]);
    expect(faults('stage.schema.json', yaml('workflows/stages/formal-check.yaml'))).toEqual([]);
  });

  it('ask for the parameters of the stage in use, whether named by use or by the key', () => {
    const program = yaml(`${LIAONING}/program.yaml`) as { stages: Record<string, Record<string, unknown>> };
    const { use, ...gather } = program.stages['gather_city']!;
    expect(use).toBe('local-aggregation');
    const { to, ...short } = gather;
    expect(to).toBe('province');
    expect(faults('program.schema.json', { ...program, stages: { ...program.stages, gather_city: { use, ...short } } })).toContain("/stages/gather_city must have required property 'to'");
    expect(faults('program.schema.json', { ...program, stages: { ...program.stages, call: { by: 'province' } } })).toContain("/stages/call must have required property 'due'");
  });

  it('refuse an unknown key', () => {
    expect(faults('program.schema.json', { ...(yaml(`${LIAONING}/program.yaml`) as object), isuer: 'x' })).toContain(' must NOT have additional properties');
  });
});
