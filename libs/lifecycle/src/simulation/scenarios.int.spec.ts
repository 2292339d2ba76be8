import { check, parseScenarios, type Scenario } from '@shidian/definition';
import { scratchWorld } from '@shidian/testing';
import { expect, it } from 'vitest';
import { runScenarios, type ScenariosReport } from './scenarios.js';

// All scenarios of all programs, and that nothing of their charts is left out, are looked at by `npm run workflows:check`.
const folder = 'workflows/programs/liaoning-integration-2016';
const first = parseScenarios(folder).scenarios.slice(0, 2);

async function run(scenarios: readonly Scenario[]): Promise<ScenariosReport> {
  const { artefact } = check(folder);
  if (artefact === undefined) throw new Error('no artefact');
  return runScenarios({ artefact, scenarios, freshWorld: scratchWorld });
}

it('scenarios that hold pass, each with its own way, states and clocks, and what none of them reached is told', async () => {
  const { results, coverage } = await run(first);
  expect(results.map(({ passed, faults }) => ({ passed, faults }))).toEqual(first.map(() => ({ passed: true, faults: [] })));
  expect(coverage.missed.length).toBeGreaterThan(0);
  const [one, two] = results.map(({ reach }) => reach);
  expect(one?.way).toEqual([['apply/drafting apply/submit.submitted 0', 'door/gather_county always 0']]);
  expect(one?.states).toEqual(expect.arrayContaining(['apply/drafting', 'door/gather_county', 'gather_county/here/checking']));
  expect(one?.guards).toContain('door/gather_county always 0=true');
  expect(two?.way).toEqual([]);
  expect(two?.states).not.toContain('gather_county/here/checking');
  expect([one?.deadlines, two?.deadlines]).toEqual([[], []]);
});

it('a scenario that expects another refusal does not pass, and the fault is told at its step', async () => {
  const [scenario] = first;
  const [refused] = scenario?.steps ?? [];
  if (!scenario || !refused) throw new Error('no scenario');
  const wrong = { ...refused, step: { ...refused.step, then: { ...refused.step.then, refused: '另一句话' } } };
  const { results } = await run([{ ...scenario, steps: [wrong, ...scenario.steps.slice(1)] }]);
  expect(results.map(({ passed, faults }) => ({ passed, places: faults.map(({ place }) => place) }))).toEqual([{ passed: false, places: [refused.place] }]);
  expect(results[0]?.faults[0]?.words).toContain('另一句话');
});
