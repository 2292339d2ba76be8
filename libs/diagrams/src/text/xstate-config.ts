/**
 * A compiled chart as an XState machine config that stands alone: `createMachine(JSON.parse(text))` is the same graph,
 * with the names of states as descriptions and every guard under a name of its own, its expression beside it. The
 * engine's own config has one guard for all expressions and leaves names to its tables.
 */
import type { Artefact } from '@shidian/definition';
import { own, type ChartDefinition, type JsonValue, type Words } from '@shidian/engine';
import { asNode } from '../chart/chart-tree.js';
import type { Language } from '../diagram.js';

export function writeXstate(artefact: Artefact, of: 'case' | 'program', language: Language): string {
  const chart = of === 'case' ? artefact.caseChart : artefact.programChart;
  const say = (words: Words): string => (language === 'zh' ? words.zh : (words.en ?? words.zh));
  const root = { id: `${artefact.id}/${of}`, version: artefact.hash, description: say(artefact.name) };
  return `${JSON.stringify({ ...stateOf(chart.machine, chart, say), ...root }, null, 2)}\n`;
}

function stateOf(node: JsonValue, chart: ChartDefinition, say: (words: Words) => string): Record<string, JsonValue> {
  const given = asNode(node) ?? {};
  const { meta: _meta, ...rest } = given;
  const info = typeof given['id'] === 'string' ? own(chart.states, given['id']) : undefined;
  const ways = (value: JsonValue): JsonValue => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).map((way) => wayOf(way, chart, say));
  return {
    ...rest,
    ...(info === undefined ? {} : { description: say(info.name), meta: { stage: info.stage, ...(info.outcome === undefined ? {} : { outcome: info.outcome }) } }),
    ...(rest['on'] === undefined ? {} : { on: Object.fromEntries(Object.entries(asNode(rest['on']) ?? {}).map(([event, value]) => [event, ways(value)])) }),
    ...(rest['always'] === undefined ? {} : { always: ways(rest['always']) }),
    ...(rest['states'] === undefined ? {} : { states: Object.fromEntries(Object.entries(asNode(rest['states']) ?? {}).map(([key, child]) => [key, stateOf(child, chart, say)])) }),
  };
}

function wayOf(way: JsonValue, chart: ChartDefinition, say: (words: Words) => string): JsonValue {
  const given = asNode(way);
  const guard = asNode(given?.['guard']);
  if (given === undefined || guard?.['type'] !== 'cel') return way;
  const list = asNode(guard['params'])?.['guards'];
  const guards = (Array.isArray(list) ? (list as readonly JsonValue[]) : []).filter((id) => typeof id === 'string');
  const refusals = guards.flatMap((id) => own(chart.guards, id)?.refuses ?? []).map(say);
  return {
    ...given,
    guard: { type: guards.join(' && '), params: { cel: guards.map((id) => own(chart.guards, id)?.cel ?? '') } },
    ...(refusals.length === 0 ? {} : { description: refusals.join('; ') }),
  };
}
