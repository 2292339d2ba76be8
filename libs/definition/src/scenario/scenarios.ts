/** Reads the scenarios beside a program. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '@shidian/engine';
import type { Diagnostic, SourcePlace } from '../artefact.js';
import { sha256 } from '../canonical-json.js';
import { Diagnostics, meant } from '../diagnostics.js';
import { readBySchema } from '../schema-diagnostics.js';
import { scenarioFile, type ScenarioFile, type ScenarioStep } from '../schema/scenario-file.js';
import { MAX_FILE_SIZE, SourceFile } from '../source-file.js';

export interface Scenario {
  readonly name: Words;
  readonly place: SourcePlace;
  readonly given: ScenarioFile['given'];
  readonly steps: readonly { readonly step: ScenarioStep; readonly place: SourcePlace }[];
}

export interface ParsedScenarios {
  readonly scenarios: readonly Scenario[];
  /** Of the texts of all files with their names. */
  readonly hash: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** All scenarios of the folder, in the order of files and of each file. `dir` is the program's folder. */
export function parseScenarios(dir: string): ParsedScenarios {
  const diagnostics = new Diagnostics();
  const folder = join(dir, 'scenarios');
  const names = existsSync(folder) ? readdirSync(folder).filter((entry) => entry.endsWith('.yaml')).sort() : [];
  const texts = names.map((entry) => [entry, textOf(join(folder, entry))] as const);
  const scenarios = texts.flatMap(([entry, text]) => scenariosOf(entry, text, diagnostics));
  return { scenarios, hash: sha256(JSON.stringify(texts)), diagnostics: diagnostics.list() };
}

/** A file that is too large is refused by its size; what it says is not read. */
function textOf(path: string): string {
  return statSync(path).size > MAX_FILE_SIZE ? ' '.repeat(MAX_FILE_SIZE + 1) : readFileSync(path, 'utf8');
}

function scenariosOf(entry: string, text: string, diagnostics: Diagnostics): readonly Scenario[] {
  const file = new SourceFile(`scenarios/${entry}`, text);
  diagnostics.know(file);
  const read = readBySchema(scenarioFile, file, diagnostics);
  if (read === undefined) return [];
  const { english = {} } = read;
  for (const name of Object.keys(english).filter((one) => !Object.hasOwn(read.scenarios, one))) {
    // After a rename it would be lost silently.
    diagnostics.error('def.text-without-place', file.place(['english', name], 'key'), `没有场景 “${name}”`, `There is no scenario “${name}”`, meant(name, Object.keys(read.scenarios)));
  }
  return Object.entries(read.scenarios).map(([name, steps]) => ({
    name: Object.hasOwn(english, name) ? { zh: name, en: english[name] ?? name } : { zh: name },
    place: file.place(['scenarios', name], 'key'),
    given: read.given,
    steps: steps.map((step, index) => ({ step, place: file.place(['scenarios', name, index]) })),
  }));
}
