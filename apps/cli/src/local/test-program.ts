import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenarios, RECORD_FILE, writeRecord, type Artefact } from '@shidian/definition';
import { runScenarios, type ScenarioResult, type ScenariosReport } from '@shidian/lifecycle';
import { CommandFailed } from '../failure.js';
import { diagnosticLines } from '../print/diagnostic.js';
import { coverageLines, recordLine, scenarioLines } from '../print/scenarios.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { readProgram } from './read-program.js';
import { withThrowAway } from './throw-away.js';

/**
 * Runs every scenario of the program. False when one fails, something of the charts is reached by none, or what is
 * recorded beside them says something else; with `record` it is written again.
 */
export async function testProgram(around: Surroundings, folder: string, { record }: { readonly record: boolean }): Promise<boolean> {
  const { terminal } = around;
  const artefact = readProgram(folder);
  const { scenarios, hash, diagnostics } = parseScenarios(folder);
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    if (terminal.json) terminal.out(JSON.stringify({ ok: false, diagnostics }));
    else for (const one of diagnostics) for (const line of diagnosticLines(terminal, one)) terminal.out(line);
    return false;
  }
  if (scenarios.length === 0) {
    throw new CommandFailed('scenarios.missing', {
      what: { zh: '这个流程没有场景', en: 'The program has no scenarios' },
      where: `${folder}/scenarios/*.yaml`,
    });
  }
  const started = performance.now();
  const report = await runAll(around, artefact, scenarios);
  const seconds = (performance.now() - started) / 1000;
  const failed = report.results.filter(({ passed }) => !passed).length;
  const reached = writeRecord({ definition: artefact.hash, files: hash, scenarios: report.results.map(({ name, place: { file, line }, reach }) => ({ name, place: { file, line }, ...reach })) });
  const recorded = failed > 0 ? (record ? 'failed' : 'unknown') : kept(join(folder, RECORD_FILE), reached, record);
  const ok = failed === 0 && report.coverage.missed.length === 0 && recorded !== 'stale';
  if (terminal.json) {
    terminal.out(JSON.stringify({ ok, ...report, recorded, seconds }));
    return ok;
  }
  for (const line of coverageLines(terminal, report.coverage)) terminal.out(line);
  const sum = { zh: `${report.results.length - failed} 个场景通过，${failed} 个不通过，用时 ${seconds.toFixed(1)} 秒。`, en: `${report.results.length - failed} scenarios passed, ${failed} failed, ${seconds.toFixed(1)} s.` };
  terminal.out(paint(terminal, ok ? 'green' : 'red', say(terminal, sum)));
  if (recorded !== 'unknown') terminal.out(recordLine(terminal, recorded));
  return ok;
}

function kept(path: string, reached: string, write: boolean): 'written' | 'current' | 'none' | 'stale' {
  const there = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (there === reached) return 'current';
  if (!write) return there === undefined ? 'none' : 'stale';
  writeFileSync(path, reached);
  return 'written';
}

async function runAll(around: Surroundings, artefact: Artefact, scenarios: Parameters<typeof runScenarios>[0]['scenarios']): Promise<ScenariosReport> {
  const progress = (result: ScenarioResult): void => {
    if (!around.terminal.json) for (const line of scenarioLines(around.terminal, result)) around.terminal.out(line);
  };
  return withThrowAway(around, (throwAway) => runScenarios({ artefact, scenarios, freshWorld: (start, makeGuards) => throwAway.world(start, makeGuards), progress }));
}
