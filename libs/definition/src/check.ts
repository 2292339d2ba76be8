/** Reads, compiles and proves a program's folder. */
import type { Artefact, Diagnostic } from './artefact.js';
import { compileProgram } from './compile/program.js';
import { compareWithPublished } from './lint/against-published.js';
import { lint } from './lint/lint.js';
import { loadSources } from './source-tree.js';

export interface CheckResult {
  /** There only when nothing is wrong. */
  readonly artefact?: Artefact;
  /** False also where an ambiguity is unanswered: such a file may be tested, not published. */
  readonly publishable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckOptions {
  /** The last published version of the program, and of another one of its series. */
  readonly published?: readonly Artefact[];
}

/** `dir` is the program's folder; files in diagnostics are relative to it. */
export function check(dir: string, { published = [] }: CheckOptions = {}): CheckResult {
  const tree = loadSources(dir);
  const compiled = compileProgram(tree);
  if (compiled !== undefined) lint(compiled);
  const sound = compiled !== undefined && !tree.diagnostics.hasErrors;
  const broken = sound ? unlike(published.flatMap((previous) => compareWithPublished(previous, compiled.artefact, compiled))) : [];
  const diagnostics = [...tree.diagnostics.list(), ...broken];
  const whole = sound && broken.length === 0;
  return {
    ...(whole ? { artefact: compiled.artefact } : {}),
    publishable: whole && !diagnostics.some(({ code }) => code === 'def.ambiguity-unanswered'),
    diagnostics,
  };
}

/** Two published versions may tell of the same break. */
function unlike(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}
