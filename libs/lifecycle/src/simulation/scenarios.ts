/** Runs the scenarios of a program, each in a world of its own, and tells what they did not reach. */
import type { Artefact, Scenario, ScenarioReach, SourcePlace } from '@shidian/definition';
import type { GuardEvaluator, Instant, Words } from '@shidian/engine';
import { Coverage, coverageReport, type CoverageReport } from './coverage.js';
import { moment, ScenarioFault } from './moment.js';
import { ScenarioRun } from './scenario-run.js';
import { CannotReach } from './autopilot.js';
import type { World } from './world.js';

export interface ScenarioResult {
  readonly name: Words;
  readonly place: SourcePlace;
  readonly passed: boolean;
  /** Each with the place of its step. */
  readonly faults: readonly { readonly place: SourcePlace; readonly words: string }[];
  /** Where it went, as far as it came. */
  readonly reach: ScenarioReach;
}

export interface ScenariosReport {
  readonly results: readonly ScenarioResult[];
  readonly coverage: CoverageReport;
}

export interface ScenariosInput {
  readonly artefact: Artefact;
  readonly scenarios: readonly Scenario[];
  /** A world on an empty database that is thrown away afterwards. */
  readonly freshWorld: (start: Instant, makeGuards: (artefact: Artefact) => GuardEvaluator) => Promise<{ readonly world: World; readonly close: () => Promise<void> }>;
  readonly progress?: (result: ScenarioResult) => void;
}

export async function runScenarios(input: ScenariosInput): Promise<ScenariosReport> {
  const results: ScenarioResult[] = [];
  for (const scenario of input.scenarios) {
    const result = await runOne(input, scenario);
    results.push(result);
    input.progress?.(result);
  }
  return { results, coverage: coverageReport(input.artefact, results.map(({ reach }) => reach)) };
}

async function runOne(input: ScenariosInput, scenario: Scenario): Promise<ScenarioResult> {
  const coverage = new Coverage(input.artefact);
  const { world, close } = await input.freshWorld(moment(scenario.given.now), coverage.watchGuards);
  const faults: { readonly place: SourcePlace; readonly words: string }[] = [];
  try {
    const run = new ScenarioRun(world, input.artefact, scenario);
    let place = scenario.place;
    try {
      await run.prepare();
      for (const one of scenario.steps) {
        ({ place } = one);
        const found = await run.step(one.step);
        faults.push(...found.map((words) => ({ place: one.place, words })));
        if (found.length > 0) break;
      }
    } catch (error) {
      if (!(error instanceof ScenarioFault) && !(error instanceof CannotReach)) throw error;
      faults.push({ place, words: error.message });
    }
    for (const id of run.caseIds.values()) coverage.read('case', await run.journal(id));
    if (run.programId !== '') coverage.read('program', await run.journal(run.programId));
  } finally {
    await close();
  }
  return { name: scenario.name, place: scenario.place, passed: faults.length === 0, faults, reach: coverage.reach() };
}
