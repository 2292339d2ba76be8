/** Reads the scenarios beside a program. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, SourcePlace } from '../artefact.js';
import { Diagnostics } from '../diagnostics.js';
import { readBySchema } from '../schema-diagnostics.js';
import { scenarioFile, type ScenarioFile, type ScenarioStep } from '../schema/scenario-file.js';
import { MAX_FILE_SIZE, SourceFile } from '../source-file.js';

export interface Scenario {
  readonly name: string;
  readonly place: SourcePlace;
  readonly given: ScenarioFile['given'];
  readonly steps: readonly { readonly step: ScenarioStep; readonly place: SourcePlace }[];
}

/** All scenarios of the folder, in the order of files and of each file. `dir` is the program's folder. */
export function parseScenarios(dir: string): { readonly scenarios: readonly Scenario[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = new Diagnostics();
  const folder = join(dir, 'scenarios');
  const names = existsSync(folder) ? readdirSync(folder).filter((entry) => entry.endsWith('.yaml')).sort() : [];
  const scenarios = names.flatMap((entry) => scenariosOf(folder, entry, diagnostics));
  return { scenarios, diagnostics: diagnostics.list() };
}

function scenariosOf(folder: string, entry: string, diagnostics: Diagnostics): readonly Scenario[] {
  const path = join(folder, entry);
  const text = statSync(path).size > MAX_FILE_SIZE ? ' '.repeat(MAX_FILE_SIZE + 1) : readFileSync(path, 'utf8');
  const file = new SourceFile(`scenarios/${entry}`, text);
  diagnostics.know(file);
  const read = readBySchema(scenarioFile, file, diagnostics);
  if (read === undefined) return [];
  return Object.entries(read.scenarios).map(([name, steps]) => ({
    name,
    place: file.place(['scenarios', name], 'key'),
    given: read.given,
    steps: steps.map((step, index) => ({ step, place: file.place(['scenarios', name, index]) })),
  }));
}
