import { DatabaseUnavailable, PostgresDefinitionStore, PostgresDirectoryStore, PostgresStepStore } from '@shidian/persistence';
import { liaoningWorld, type LiaoningWorld } from '@shidian/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FixedCalendar } from './calendar/calendars.js';
import { Definitions } from './definitions.js';
import { Directory } from './directory.js';
import { Drains, type Incident } from './drains.js';
import { StepRunner } from './step-runner.js';

const START = Date.parse('2016-03-01T01:00:00Z');
const LAPSED = Date.parse('2016-03-14T16:02:00Z');

let at: LiaoningWorld;
beforeEach(async () => {
  at = await liaoningWorld(START, 3);
});
afterEach(async () => {
  await at.close();
});

function drains(incidents: Incident[], directory = new PostgresDirectoryStore(at.scratch.database.pools.lookup, at.world.clock)): Drains {
  const { engine, lookup } = at.scratch.database.pools;
  const runner = new StepRunner(new Definitions(new PostgresDefinitionStore(lookup), 60_000), new Directory(directory), new FixedCalendar(), at.world.clock);
  return new Drains(new PostgresStepStore(engine), runner, (incident) => incidents.push(incident));
}

async function outcomes(cases: readonly { readonly caseId: string }[]): Promise<readonly unknown[]> {
  return await Promise.all(cases.map(async ({ caseId }) => (await at.world.reader.case(at.world.narrator, caseId))?.item.outcome));
}

it('a case whose stored state no chart fits is reported and set aside; the others of its batch go on', async () => {
  const cases = [await at.start(0), await at.start(1), await at.start(2)];
  const broken = cases[1]?.caseId ?? '';
  await at.scratch.sql(`UPDATE shidian.case_file SET state = replace(state, '"drafting"', '"no-such-state"') WHERE id = $1`, [broken]);
  const incidents: Incident[] = [];
  const draining = drains(incidents);
  while ((await draining.due(LAPSED)) > 0);
  expect(incidents.map((incident) => [incident.instanceId, incident.code])).toEqual([[broken, 'instance.broken']]);
  expect(await outcomes(cases)).toEqual(['逾期未报', null, '逾期未报']);
});

it('a step that throws is contained in the same way, and tried again later', async () => {
  const cases = [await at.start(0), await at.start(1)];
  const broken = cases[0]?.caseId ?? '';
  await at.scratch.sql(`UPDATE shidian.case_file SET state = replace(state, '"tasks":[', '"tasks":null,"was":[') WHERE id = $1`, [broken]);
  const incidents: Incident[] = [];
  const draining = drains(incidents);
  while ((await draining.due(LAPSED)) > 0);
  expect(incidents).toHaveLength(1);
  expect(await outcomes(cases.slice(1))).toEqual(['逾期未报']);
  await draining.due(LAPSED + 11 * 60_000);
  expect(incidents).toHaveLength(2);
});

it('a connection that is lost while something is looked up is no fault of the cases: none is set aside', async () => {
  const cases = [await at.start(0), await at.start(1)];
  const directory = new PostgresDirectoryStore(at.scratch.database.pools.lookup, at.world.clock);
  const incidents: Incident[] = [];
  const draining = drains(incidents, Object.assign(directory, { version: () => Promise.reject(new DatabaseUnavailable(false, new Error('Connection terminated'))) }));
  await expect(draining.due(LAPSED)).rejects.toThrow(DatabaseUnavailable);
  expect(incidents).toEqual([]);
  const again = drains(incidents);
  while ((await again.due(LAPSED)) > 0);
  expect(await outcomes(cases)).toEqual(['逾期未报', '逾期未报']);
});

it('poking ends, though a case that cannot be stepped never sees the program move', async () => {
  const one = await at.start(0);
  await at.start(1);
  await at.scratch.sql(`UPDATE shidian.case_file SET state = replace(state, '"drafting"', '"no-such-state"') WHERE id = $1`, [one.caseId]);
  await at.world.programs.setDate({ principal: at.province, at: START + 1000, programId: at.programId, name: 'province_due', scope: 'program', scopeId: at.programId, rule: 'by 2016-03-20', reason: '示例' });
  const incidents: Incident[] = [];
  const draining = drains(incidents);
  expect(await draining.pokeCases(at.programId, START + 2000)).toBe(1);
  expect(await draining.pokeCases(at.programId, START + 2000)).toBe(0);
  expect(incidents.length).toBeGreaterThan(0);
});
