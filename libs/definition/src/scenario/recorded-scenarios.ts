/**
 * What the scenarios of a program reached when they were run, in a file beside them: `scenarios/coverage.json`. It names
 * the definition and the scenario files that it was made from, so that it never speaks of others.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Words } from '@shidian/engine';
import type { Artefact, SourcePlace } from '../artefact.js';
import { coverageTargets, type CoverageTarget } from './coverage-targets.js';
import { parseScenarios } from './scenarios.js';

/** Where one scenario went; ids as in {@link coverageTargets}, without those of other charts. */
export interface ScenarioReach {
  /** Transitions of both charts, each where it was taken first; what was taken in one step stands together. */
  readonly way: readonly (readonly string[])[];
  /** `<guard>=<true|false>`. */
  readonly guards: readonly string[];
  /** `<deadline>.due`. */
  readonly deadlines: readonly string[];
  /** Innermost states in which a case or the program was, those passed through with them. Those around them may bear one name in both charts. */
  readonly states: readonly string[];
}

export interface RecordedScenario extends ScenarioReach {
  readonly name: Words;
  readonly place: Pick<SourcePlace, 'file' | 'line'>;
}

export interface RecordedScenarios {
  /** Hash of the artefact that was run. */
  readonly definition: string;
  /** Hash of the scenario files. */
  readonly files: string;
  /** In the order of the files; every one of them held. */
  readonly scenarios: readonly RecordedScenario[];
}

/**
 * `none`: the program has no scenarios. `missing`: it has, and nobody recorded what they reach. `stale`: the record is of
 * another definition or of other scenarios. `broken`: it is no record, or names what the charts do not have.
 */
export type RecordFound = { readonly kind: 'none' | 'missing' | 'stale' | 'broken' } | { readonly kind: 'current'; readonly record: RecordedScenarios };

export const RECORD_FILE = join('scenarios', 'coverage.json');
/** Far more than the largest program needs; above it somebody else wrote the file. */
const MAX_RECORD_SIZE = 5 * 1024 * 1024;

const lists = ['transitions', 'guards', 'deadlines', 'states'] as const;
const names = z.array(z.string());
const numbers = z.array(z.int().min(0));
const recordFile = z.strictObject({
  format: z.literal(1),
  definition: z.string(),
  files: z.string(),
  transitions: names,
  guards: names,
  deadlines: names,
  states: names,
  scenarios: z.array(z.strictObject({ name: z.string(), english: z.string().exactOptional(), file: z.string(), line: z.int().min(1), way: z.array(numbers), guards: numbers, deadlines: numbers, states: numbers })),
});

/** As text: names once, then each scenario on a line of its own with their numbers. The same record gives the same text. */
export function writeRecord({ definition, files, scenarios }: RecordedScenarios): string {
  const all = {
    transitions: [...new Set(scenarios.flatMap(({ way }) => way.flat()))].sort(),
    guards: [...new Set(scenarios.flatMap(({ guards }) => guards))].sort(),
    deadlines: [...new Set(scenarios.flatMap(({ deadlines }) => deadlines))].sort(),
    states: [...new Set(scenarios.flatMap(({ states }) => states))].sort(),
  };
  const placesOf = (ids: readonly string[]): ReadonlyMap<string, number> => new Map(ids.map((id, index) => [id, index]));
  const places = { transitions: placesOf(all.transitions), guards: placesOf(all.guards), deadlines: placesOf(all.deadlines), states: placesOf(all.states) };
  const numbered = (list: (typeof lists)[number], ids: readonly string[]): readonly number[] => ids.map((id) => places[list].get(id) ?? 0);
  const lines = scenarios.map(({ name, place: { file, line }, way, guards, deadlines, states }) =>
    JSON.stringify({ name: name.zh, ...(name.en !== undefined && { english: name.en }), file, line, way: way.map((step) => numbered('transitions', step)), guards: numbered('guards', guards), deadlines: numbered('deadlines', deadlines), states: numbered('states', states) }),
  );
  const named = lists.map((list) => `"${list}": [\n${all[list].map((id) => JSON.stringify(id)).join(',\n')}\n]`);
  return `{\n"format": 1,\n"definition": ${JSON.stringify(definition)},\n"files": ${JSON.stringify(files)},\n${named.join(',\n')},\n"scenarios": [\n${lines.join(',\n')}\n]\n}\n`;
}

/** The record of a text; undefined where it is none. */
export function readRecord(text: string): RecordedScenarios | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = recordFile.safeParse(json);
  if (!read.success) return undefined;
  const { definition, files, scenarios } = read.data;
  const beyond = (list: (typeof lists)[number], ids: readonly number[]): boolean => ids.some((id) => id >= read.data[list].length);
  if (scenarios.some(({ way, guards, deadlines, states }) => beyond('transitions', way.flat()) || beyond('guards', guards) || beyond('deadlines', deadlines) || beyond('states', states))) return undefined;
  const named = (list: (typeof lists)[number], ids: readonly number[]): readonly string[] => ids.map((id) => read.data[list][id] ?? '');
  return {
    definition,
    files,
    scenarios: scenarios.map(({ name, english, file, line, way, guards, deadlines, states }) => ({
      name: english === undefined ? { zh: name } : { zh: name, en: english },
      place: { file, line },
      way: way.map((step) => named('transitions', step)),
      guards: named('guards', guards),
      deadlines: named('deadlines', deadlines),
      states: named('states', states),
    })),
  };
}

/** What lies beside the program of a folder, and whether it is of this definition and of the scenarios that are there. */
export function findRecord(dir: string, artefact: Artefact): RecordFound {
  const path = join(dir, RECORD_FILE);
  if (!existsSync(path)) return { kind: parseScenarios(dir).scenarios.length === 0 ? 'none' : 'missing' };
  if (statSync(path).size > MAX_RECORD_SIZE) return { kind: 'broken' };
  const record = readRecord(readFileSync(path, 'utf8'));
  if (record === undefined) return { kind: 'broken' };
  const { scenarios, hash } = parseScenarios(dir);
  if (record.definition !== artefact.hash || record.files !== hash) return { kind: 'stale' };
  const sameNames = record.scenarios.map(({ name }) => name.zh).join('\n') === scenarios.map(({ name }) => name.zh).join('\n');
  return sameNames && unknownIn(record, artefact).length === 0 ? { kind: 'current', record } : { kind: 'broken' };
}

/** Ids of the record that are in neither chart. */
function unknownIn({ scenarios }: RecordedScenarios, artefact: Artefact): readonly string[] {
  const known = new Set([...coverageTargets(artefact).map(({ id }) => id), ...Object.keys(artefact.caseChart.states), ...Object.keys(artefact.programChart.states)]);
  return scenarios.flatMap((scenario) => [...reachedBy(scenario), ...scenario.states]).filter((id) => !known.has(id));
}

/** Ids of the targets that a scenario reached. */
export function reachedBy({ way, guards, deadlines }: ScenarioReach): readonly string[] {
  return [...way.flat(), ...guards, ...deadlines];
}

/** Targets that none of them reached. */
export function missedBy(artefact: Artefact, reaches: readonly ScenarioReach[]): readonly CoverageTarget[] {
  const reached = new Set(reaches.flatMap(reachedBy));
  return coverageTargets(artefact).filter(({ id }) => !reached.has(id));
}
