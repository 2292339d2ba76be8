import { z } from 'zod';
import type { Route } from './route.js';
import { Instant, Words } from './wire.js';

/** One scenario that was run when the definition was published. */
export const Scenario = z.object({
  /** From 1, in the order of the files. */
  number: z.number().int(),
  /** As it stands in the file, without the numbers of its requirements. */
  name: Words,
  /** Numbers of the requirements and questions that it shows, such as `R-0-15`. */
  requirements: z.array(z.string()),
  file: z.string(),
  line: z.number().int(),
  /** How many of the targets it reaches. */
  reaches: z.number().int(),
});

/** What scenarios have to reach: a transition of the chart, an answer of a condition, a deadline. */
export const ScenarioTarget = z.object({
  id: z.string(),
  kind: z.enum(['transition', 'guard', 'deadline']),
  chart: z.enum(['case', 'program']),
  words: Words,
  /** Numbers of the scenarios that reach it; empty where none does. */
  scenarios: z.array(z.number().int()),
});

/** Everything of a definition that its scenarios reach, and what they do not. */
export const ScenarioCoverage = z.object({
  /** Null where the definition was published without scenarios. */
  recordedAt: Instant.nullable(),
  scenarios: z.array(Scenario),
  targets: z.array(ScenarioTarget),
});

const tag = 'definitions';
const params = z.strictObject({ hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const headers = z.object({ 'if-none-match': z.string().max(1000).exactOptional() });

export const scenarioRoutes = {
  definitionScenarios: {
    method: 'GET',
    path: '/api/definitions/:hash/scenarios',
    tag,
    summary: { zh: '流程的场景，和它们走到了流程图的哪里', en: 'The scenarios of a definition, and what of its charts they reach' },
    access: 'signed_in',
    params,
    answers: { 200: { words: { zh: '场景和覆盖', en: 'The scenarios and what they reach' }, schema: ScenarioCoverage } },
    problems: ['definition.unknown'],
  },
  scenarioDiagram: {
    method: 'GET',
    path: '/api/definitions/:hash/scenarios/diagram',
    tag,
    summary: { zh: '画在全部环节图上的场景：一共走到哪里，或其中一个的路', en: 'The scenarios drawn on the full chart: what all of them reach, or the way of one' },
    access: 'signed_in',
    params,
    /** By default what all scenarios reach in the chart of a case, as SVG, in Chinese. */
    query: z.strictObject({
      of: z.enum(['case', 'program']).exactOptional(),
      scenario: z.string().regex(/^[1-9]\d{0,3}$/).exactOptional(),
      format: z.enum(['svg', 'mermaid']).exactOptional(),
      lang: z.enum(['zh', 'en']).exactOptional(),
    }),
    headers,
    answers: { 200: { words: { zh: '图', en: 'The picture' }, mediaTypes: ['image/svg+xml', 'text/vnd.mermaid'], headers: ['ETag'] }, 304: { words: { zh: '与 If-None-Match 相同', en: 'It is what If-None-Match names' } } },
    problems: ['definition.unknown', 'not_found'],
  },
} as const satisfies Record<string, Route>;
