import { check, createGuardEvaluator, type Artefact } from '@shidian/definition';
import { createKernel, type Command, type DateResolver, type Facts, type InstanceState, type JsonValue, type ProgramMove, type SubStep } from '@shidian/engine';
import type { DiagramInput } from './make-diagram.js';

export function liaoning(): Artefact {
  const { artefact } = check('workflows/programs/liaoning-integration-2016');
  if (artefact === undefined) throw new Error('the Liaoning program does not compile');
  return artefact;
}

const at = (day: string): number => Date.parse(`${day}T09:00:00+08:00`);
const DATES: Readonly<Record<string, number>> = { county_due: at('2016-03-15'), city_due: at('2016-03-15'), province_due: at('2016-03-15'), unit_due: at('2016-03-15'), 'acceptance.opens': at('2018-12-01'), 'midterm.opens': at('2017-01-01'), 'midterm.closes': at('2018-01-01'), ends: at('2019-01-01'), 'rectify_end/mended': at('2019-04-01') };
const dates: DateResolver = {
  resolve: (name) => ({ ...(DATES[name] !== undefined && { at: DATES[name] }), provisional: false }),
  offset: (from) => from,
  said: () => ({ before: [] }),
  defer: () => undefined,
};

/** One act of a case: a day, and a task with its decision, a roll's line, or nothing but the passing of time. */
export type Deed = readonly [day: string, what: string, data?: Readonly<Record<string, JsonValue>>];

/** A basic school's case, driven by the kernel itself: what stands on its record after the deeds. */
export function caseAfter(artefact: Artefact, deeds: readonly Deed[], moves: readonly ProgramMove[] = []): NonNullable<DiagramInput['instance']> {
  const kernel = createKernel(artefact.caseChart, createGuardEvaluator(artefact), { graceMs: 0 });
  const parties = Object.fromEntries(Object.keys(artefact.parties).map((party) => [party, ['desk']]));
  const applicant = { kind: 'basic', name: '示例第一小学', tier: 'unit', tags: [], titles: [], address: '' };
  const opened: ProgramMove = { seq: 1, at: at('2016-01-20'), states: ['call/open', 'announce/idle'], marks: {} };
  const facts: Facts = { values: { applicant, topic: {}, settings: artefact.values, form: {} }, parties, moves: [opened, ...moves] };
  const subSteps: SubStep[] = [];
  const took = (result: { readonly state: InstanceState; readonly subSteps: readonly SubStep[]; readonly refusal?: { readonly code: string } }): InstanceState => {
    if (result.refusal !== undefined) throw new Error(JSON.stringify(result.refusal));
    subSteps.push(...result.subSteps);
    return result.state;
  };
  let state = took(kernel.start(at('2016-02-01'), facts, dates));
  for (const [day, what, data = {}] of deeds) state = took(kernel.step(state, commandOf(artefact, state, at(day), what, data), facts, dates));
  return { name: '000001 示例第一小学', states: kernel.view(state, dates).states, journal: subSteps.map((entry) => ({ entry: JSON.parse(JSON.stringify(entry)) as JsonValue })) };
}

function commandOf(artefact: Artefact, state: InstanceState, when: number, what: string, data: Readonly<Record<string, JsonValue>>): Command {
  const actor = { account: 'somebody', posts: ['desk'] };
  const dot = what.lastIndexOf('.');
  const [key, decision] = [what.slice(0, dot), what.slice(dot + 1)];
  if (what === '') return { kind: 'tick', at: when };
  if (artefact.caseChart.rolls[key] !== undefined) return { kind: 'roll', at: when, roll: key, decision, actor, data };
  const task = state.tasks.find((open) => open.task === key);
  if (task === undefined) throw new Error(`${key} is not open at ${state.tasks.map((open) => open.task).join(', ')}`);
  return { kind: 'act', at: when, task: task.number, decision, actor, data };
}

/** A school that was returned once, went straight back, and is with the province. */
export const RETURNED_ONCE: readonly Deed[] = [
  ['2016-02-20', 'apply/submit.submitted'],
  ['2016-02-22', 'gather_county/check.back', { to: 'apply', then: 'sender', reason: '补材料', fix_by: at('2016-03-01') }],
  ['2016-02-24', 'apply/correct.submitted'],
  ['2016-02-25', 'gather_county/check.accept'],
  ['2016-02-26', 'gather_county/report.sent', { seal: true }],
  ['2016-02-27', 'gather_county/receive.received'],
  ['2016-03-01', 'gather_city/check.accept'],
  ['2016-03-02', 'gather_city/report.sent', { seal: true }],
  ['2016-03-03', 'gather_city/receive.received'],
  ['2016-03-04', 'receive/register.received', { copies: 2, happened_on: '2016-03-04' }],
];

/** The same, decided and in the second year of its pilot. */
export const UNDER_WAY: readonly Deed[] = [
  ...RETURNED_ONCE,
  ['2016-03-10', 'receive/check.pass'],
  ['2016-03-20', 'decide/decide.approved'],
  ['2016-04-02', ''],
  ['2017-01-02', ''],
  ['2017-05-02', 'midterm/report.submitted'],
];

export const PUBLISHED: ProgramMove = { seq: 2, at: at('2016-04-01'), states: ['call/working', 'announce/published'], marks: {} };
