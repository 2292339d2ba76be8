/** The whole compilation: files → artefact. What is wrong is in the diagnostics; then there is no artefact. */
import type { JsonValue } from '@shidian/engine';
import type { Artefact, SourcePlace, TagDefinition } from '../artefact.js';
import { canonicalJson, sha256 } from '../canonical-json.js';
import { GuardEnvironment } from '../cel/environment.js';
import { accessesOf, callsOf } from '../cel/expression.js';
import { readBySchema } from '../schema-diagnostics.js';
import { programFile } from '../schema/program-file.js';
import type { SourceTree } from '../source-tree.js';
import type { BoundStage } from './bound-stage.js';
import { planCases, type HalfChart } from './case-chart.js';
import { compileCategories } from './categories.js';
import { statesOf } from './chart-plan.js';
import { compileClocks } from './clocks.js';
import { Compilation } from './compilation.js';
import { compileDates, compileDeadlines, type Marks } from './dates.js';
import { emitChart, guardsOf } from './emission.js';
import { foldGuards } from './folding.js';
import { compileApplicants, compileForms, compileTables } from './forms.js';
import { compileCourtesy, programLadder } from './ladders.js';
import { compileNotices } from './notices.js';
import { compileParties } from './parties.js';
import { planProgram } from './program-chart.js';
import { compileRolls } from './rolls.js';
import { compileQuotas, compileSettings } from './settings.js';
import { bindStage, StageLibrary } from './stage-binding.js';

/** Everything that the linter looks at. */
export interface Compiled {
  readonly compilation: Compilation;
  readonly stages: readonly BoundStage[];
  readonly cases: HalfChart;
  readonly programs: HalfChart;
  readonly artefact: Artefact;
}

/** Undefined when the files do not even have the shape of a program. */
export function compileProgram(tree: SourceTree): Compiled | undefined {
  const source = tree.program;
  if (source === undefined) return undefined;
  const program = readBySchema(programFile, source, tree.diagnostics);
  if (program === undefined) return undefined;
  const compilation = new Compilation(tree, source, program);

  const { settings, values } = compileSettings(compilation);
  const { bound: stages, whole } = bindStages(compilation, values);
  if (!whole) {
    // The road has a hole: what can be looked at without it is looked at, the chart waits.
    compileApplicants(compilation);
    compileTables(compilation, compileForms(compilation));
    compileQuotas(compilation, values);
    return undefined;
  }
  const plannedCases = planCases(compilation, stages);
  const plannedPrograms = planProgram(compilation, stages);
  const marks = marksOf(plannedCases, plannedPrograms);
  const dates = compileDates(compilation, stages, marks);
  const deadlines = compileDeadlines(compilation, dates);
  const ladder = programLadder(compilation);
  const courtesy = compileCourtesy(compilation);
  const rolls = compileRolls(compilation, plannedCases.wired);
  const notices = compileNotices(compilation, [plannedCases.wired, plannedPrograms.wired]);
  const forms = compileForms(compilation);
  const params = (stage: string): Readonly<Record<string, JsonValue>> => stages.find(({ key }) => key === stage)?.params ?? {};
  const folding = { environment: new GuardEnvironment(values, forms), values, kinds: Object.keys(program.applicants), dates, policies: deadlines, params };
  for (const chart of [plannedCases, plannedPrograms]) foldGuards(chart.root, folding);
  const cases = withLiveSources(plannedCases);
  const programs = withLiveSources(plannedPrograms);

  const body: Omit<Artefact, 'hash'> = {
    format: 1,
    id: program.id,
    series: program.series ?? program.id,
    name: compilation.words(program.name, ['name']),
    issuer: program.issuer,
    purpose: compilation.words(tree.purpose, ['purpose']),
    documents: withoutUndefined(program.documents ?? {}) as Artefact['documents'],
    ...(program.receiving === undefined ? {} : { receiving: program.receiving }),
    settings,
    values,
    applicants: compileApplicants(compilation),
    parties: compileParties(compilation),
    ...compileCategories(compilation),
    quotas: compileQuotas(compilation, values),
    zone: 'Asia/Shanghai',
    dates,
    deadlines,
    ...(courtesy === undefined ? {} : { remind: courtesy }),
    forms,
    tables: compileTables(compilation, forms),
    stages: stages.map(({ key, name, use, beside, during, for: who, basis }) => ({ key, name, use, beside, ...(during === undefined ? {} : { during }), ...(who === undefined ? {} : { for: who }), basis })),
    rolls: rolls.definitions,
    notices,
    tags: tagsOf(stages),
    caseChart: emitChart(cases, compileClocks(cases, dates, deadlines, ladder), rolls.events, params),
    programChart: emitChart(programs, compileClocks(programs, dates, deadlines, ladder), {}, params),
    entry: entryOf(stages, cases),
    sources: sourcesOf(cases, programs),
  };
  compilation.reportUnusedEnglish();
  return { compilation, stages, cases, programs, artefact: { ...body, hash: artefactHash(body) } };
}

/** SHA-256 over the canonical JSON of everything but the hash itself. */
export function artefactHash(body: Omit<Artefact, 'hash'>): string {
  return sha256(canonicalJson(Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'hash'))));
}

/** Stages in road order, then those beside; one whose `for` is false for everybody under the settings is left out. */
function bindStages(compilation: Compilation, values: Readonly<Record<string, JsonValue>>): { readonly bound: readonly BoundStage[]; readonly whole: boolean } {
  const library = new StageLibrary(compilation);
  // Which stages there are is decided by settings alone.
  const environment = new GuardEnvironment(values, {});
  const bound: BoundStage[] = [];
  let whole = true;
  for (const section of ['stages', 'beside'] as const) {
    for (const [key, use] of Object.entries(compilation.program[section] ?? {})) {
      const stage = bindStage(compilation, library, section, key, use);
      if (stage === undefined) {
        whole = false;
        continue;
      }
      const fixed = stage.for === undefined ? undefined : constant(environment, stage.for, values);
      if (fixed === false) continue;
      const { for: who, ...rest } = stage;
      bound.push(fixed === true || who === undefined ? rest : { ...rest, for: who });
    }
  }
  return { bound, whole };
}

/** Functions that ask about the instance. */
const FACT_CALLS = ['has_party', 'refuses_late', 'in_time', 'day_is_set'];

/** The value of a condition that reads nothing but settings. */
function constant(environment: GuardEnvironment, cel: string, values: Readonly<Record<string, JsonValue>>): boolean | undefined {
  const compiled = environment.compile(cel);
  if ('fault' in compiled) return undefined;
  if (accessesOf(compiled.ast).some(({ path }) => path[0] !== 'settings') || callsOf(compiled.ast).some(({ name }) => FACT_CALLS.includes(name))) return undefined;
  const value = compiled.run({ settings: values }, { hasParty: () => false, refusesLate: () => false, inTime: () => false, daySet: () => false });
  return typeof value === 'boolean' ? value : undefined;
}

/** A tag that several stages declare is positive as soon as one says so, as the proof that silence never approves takes it. */
function tagsOf(stages: readonly BoundStage[]): NonNullable<Artefact['tags']> {
  const tags: Record<string, TagDefinition> = {};
  for (const stage of stages) {
    for (const [tag, { zh, en, positive }] of Object.entries(stage.tags)) tags[tag] = { name: tags[tag]?.name ?? { zh, en }, positive: positive === true || tags[tag]?.positive === true };
  }
  return tags;
}

/** Tasks and deadlines of states that folding has taken away go with them. */
function withLiveSources(chart: HalfChart): HalfChart {
  const states = [...statesOf(chart.root)];
  const live = new Set(states.flatMap(({ tasks, deadlines }) => [...tasks, ...deadlines]));
  const kept = <T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(map).filter(([key]) => live.has(key)));
  return { ...chart, tasks: kept(chart.tasks), deadlineDrafts: kept(chart.deadlineDrafts), places: kept(chart.places) };
}

function marksOf(cases: HalfChart, programs: HalfChart): Marks {
  const marks = (chart: HalfChart): ReadonlySet<string> =>
    new Set([...statesOf(chart.root)].flatMap(({ entry }) => entry.flatMap((action) => (action.type === 'mark' ? [action.params.mark] : []))));
  return { case: marks(cases), program: marks(programs) };
}

/** The first task of the road that submits a form. */
function entryOf(stages: readonly BoundStage[], cases: HalfChart): Artefact['entry'] {
  for (const { key, beside } of stages) {
    if (beside) continue;
    const task = Object.values(cases.tasks).find((item) => item.key.startsWith(`${key}/`) && item.form !== undefined && item.by === 'applicant');
    if (task?.form !== undefined) return { stage: key, form: task.form, task: task.key };
  }
  return { stage: '', form: '', task: '' };
}

function sourcesOf(...charts: readonly HalfChart[]): Readonly<Record<string, readonly SourcePlace[]>> {
  const sources: Record<string, readonly SourcePlace[]> = {};
  for (const chart of charts) {
    for (const state of statesOf(chart.root)) {
      if (state.places.length > 0) sources[state.id] = state.places;
      for (const guard of guardsOf(state)) sources[guard.id] = [guard.place(0)];
      for (const edge of state.edges) {
        for (const [index, { places }] of edge.candidates.entries()) sources[`${state.id} ${edge.event === '' ? 'always' : edge.event} ${index}`] = places;
      }
    }
    Object.assign(sources, chart.places);
  }
  return sources;
}

function withoutUndefined<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
