import { check, parseScenarios } from '@shidian/definition';
import { scratchWorld } from '@shidian/testing';
import { expect, it } from 'vitest';
import { runScenarios } from './scenarios.js';

const folder = 'workflows/programs/liaoning-integration-2016';

it('every scenario of the Liaoning program holds, and nothing of its charts is reached by none', async () => {
  const { artefact, diagnostics } = check(folder);
  expect(diagnostics).toEqual([]);
  const read = parseScenarios(folder);
  expect(read.diagnostics).toEqual([]);
  if (artefact === undefined) throw new Error('no artefact');
  const report = await runScenarios({ artefact, scenarios: read.scenarios, freshWorld: scratchWorld });
  expect(report.results.flatMap(({ name, faults }) => faults.map(({ words }) => `${name}: ${words}`))).toEqual([]);
  expect(report.coverage.missed.map(({ id, words }) => `${id} | ${words}`)).toEqual([]);
}, 180_000);
