/**
 * JSON Schemas of the files, for editors: completion, hints and a first check while typing. The linter decides.
 * Draft 7, because that is what editors' YAML support understands best.
 */
import type { JsonValue } from '@shidian/engine';
import { z } from 'zod';
import { formFile } from './form-file.js';
import { programFile } from './program-file.js';
import { scenarioFile } from './scenario-file.js';
import { stageFile, type ParameterShape, type StageFile } from './stage-file.js';

type Schema = Readonly<Record<string, JsonValue>>;

/** File name → schema. With the stages of a library a program file also completes their parameters and exits. */
export function jsonSchemas(stages: readonly StageFile[]): Readonly<Record<string, Schema>> {
  return {
    'program.schema.json': programSchema(stages),
    'stage.schema.json': schemaOf(stageFile, '流程段 Stage'),
    'form.schema.json': schemaOf(formFile, '表 Form'),
    'scenario.schema.json': schemaOf(scenarioFile, '情景 Scenarios'),
  };
}

function schemaOf(schema: z.ZodType, title: string): Schema {
  const generated = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Schema;
  return { ...generated, title };
}

function programSchema(stages: readonly StageFile[]): Schema {
  const schema = schemaOf(programFile, '流程文件 Program');
  const properties = schema.properties as Readonly<Record<string, Schema>>;
  const any = (properties.stages?.additionalProperties ?? {}) as Schema;
  const use: Schema = { enum: stages.map(({ stage }) => stage), description: '流程段；与键同名时省略' };
  const chosen = stages.map(({ stage }): Schema => ({ if: { properties: { use: { const: stage } }, required: ['use'] }, then: parametersRef(stage) }));
  const definitions: Schema = {
    ...(schema.definitions as Schema | undefined),
    use: { ...any, properties: { ...(any.properties as Schema), use }, allOf: chosen },
    ...Object.fromEntries(stages.map((stage) => [`parameters-${stage.stage}`, parametersOf(stage)])),
  };
  const uses = (section: string): Schema => ({ ...properties[section], properties: Object.fromEntries(stages.map((stage) => [stage.stage.replaceAll('-', '_'), named(stage)])), additionalProperties: { $ref: '#/definitions/use' } });
  return { ...schema, definitions, properties: { ...properties, stages: uses('stages'), beside: uses('beside') } };
}

/** A use under its stage's own name needs no `use`; otherwise `use` says whose parameters these are. */
function named({ stage }: StageFile): Schema {
  return { allOf: [{ $ref: '#/definitions/use' }, { if: { not: { required: ['use'] } }, then: parametersRef(stage) }] };
}

function parametersRef(stage: string): Schema {
  return { $ref: `#/definitions/parameters-${stage}` };
}

function parametersOf({ name, does, params = {}, exits = {} }: StageFile): Schema {
  const declared = Object.entries(params);
  const text = (words: StageFile['name']): string => (typeof words === 'string' ? words : words.zh);
  return {
    description: `${text(name)}：${text(does)}`,
    properties: {
      ...Object.fromEntries(declared.map(([key, parameter]) => [key, parameterOf(parameter)])),
      ...(Object.keys(exits).length === 0 ? {} : { exits: { type: 'object', properties: Object.fromEntries(Object.entries(exits).map(([exit, target]) => [exit, { type: 'string', description: `默认 ${target}` }])) } }),
    },
    required: declared.filter(([, { default: preset }]) => preset === undefined).map(([key]) => key),
  };
}

function parameterOf({ is, ask, default: preset }: ParameterShape): Schema {
  const asked = ask === undefined ? '' : typeof ask === 'string' ? ask : ask.zh;
  return { description: [asked, `（${is}）`].join(''), ...(preset === undefined ? {} : { default: preset as JsonValue }) };
}
