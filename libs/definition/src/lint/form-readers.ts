/** Proof 9, last clause: nobody reads a form before it was certainly written, on any route of any kind of applicant. */
import type { SourcePlace } from '../artefact.js';
import { accessesOf } from '../cel/expression.js';
import { GuardEnvironment } from '../cel/environment.js';
import type { ChartGraph } from '../compile/chart-graph.js';
import type { PlannedEdge, PlannedState } from '../compile/chart-plan.js';
import { guardsOf } from '../compile/emission.js';
import type { Compiled } from '../compile/program.js';
import { Routes } from './routes.js';

interface Reader {
  readonly state: PlannedState;
  readonly form: string;
  readonly block: string | undefined;
  readonly place: SourcePlace;
  /** The edge whose guard reads: what it hands in itself is there when the guard looks. */
  readonly edge?: PlannedEdge;
}

export function lintReaders(compiled: Compiled, graph: ChartGraph): void {
  const { artefact, compilation } = compiled;
  // A block without a writer was said already.
  if (compilation.diagnostics.hasErrors) return;
  const routes = new Routes(artefact, graph);
  const known = new Map<string, string | undefined>();
  for (const { state, form, block, place, edge } of readersOf(compiled, graph)) {
    const writes = (way: PlannedEdge): boolean => writesForm(compiled, way, form, block);
    if (edge !== undefined && writes(edge)) continue;
    const id = `${state.id} ${form} ${block ?? ''}`;
    if (!known.has(id)) known.set(id, routes.kindThatAvoids(writes, state.id));
    const kind = known.get(id);
    if (kind === undefined) continue;
    const name = artefact.applicants[kind]?.name;
    const written = block !== undefined && opinion(compiled, form, block) ? `${form}.${block}` : form;
    const writers = [...new Set(Object.values(artefact.caseChart.tasks).filter((task) => task.form === written || task.writes === written).map(({ key }) => key.slice(0, key.indexOf('/'))))];
    compilation.diagnostics.error('def.read-before-written', place, `${state.stage} 要用到 ${written}，而“${name?.zh ?? kind}”走到这里时可能还没有人填过`, `${state.stage} reads ${written}, which for “${name?.en ?? kind}” may not have been written by then`, writers.length === 0
      ? { zh: `先要有一段的待办写 form: ${form}`, en: `A stage before it needs a task with form: ${form}` }
      : { zh: `放到 ${writers.join('、')} 之后，并让每一类申报单位都先经过它`, en: `Put it after ${writers.join(', ')}, and let every kind of applicant pass there first` });
  }
}

/** Tables of rolls, baselines, and guards over `form.<form>.<block>…`. */
function* readersOf(compiled: Compiled, graph: ChartGraph): Generator<Reader> {
  const { artefact, stages, compilation } = compiled;
  const bound = (state: PlannedState): (typeof stages)[number] | undefined => stages.find(({ key }) => key === state.stage);
  /** Where the program gave the name as a parameter, else where the stage has it. */
  const placeOf = (state: PlannedState, value: string, otherwise: readonly SourcePlace[]): SourcePlace | undefined => {
    const stage = bound(state);
    const parameter = Object.entries(stage?.params ?? {}).find(([, one]) => one === value)?.[0];
    const given = stage !== undefined && parameter !== undefined && compilation.program[stage.path[0]]?.[stage.key]?.[parameter] !== undefined;
    return given ? compilation.place([...stage.path, parameter]) : otherwise[0];
  };
  for (const roll of Object.values(artefact.rolls)) {
    for (const column of artefact.tables[roll.table ?? '']?.columns ?? []) {
      const [form = '', block] = column.value.split('.');
      for (const id of roll.of) {
        const state = graph.states.get(id);
        const place = state === undefined ? undefined : placeOf(state, roll.table ?? '', bound(state)?.places(['rolls', roll.key.slice(roll.key.indexOf('/') + 1), 'table']) ?? []);
        if (state !== undefined && place !== undefined && form in artefact.forms) yield { state, form, block, place };
      }
    }
  }
  const environment = new GuardEnvironment(artefact.values, artefact.forms);
  for (const state of graph.states.values()) {
    for (const action of state.entry) {
      const place = action.type === 'baseline.freeze' ? placeOf(state, action.params.form, state.places) : undefined;
      if (action.type === 'baseline.freeze' && place !== undefined) yield { state, form: action.params.form, block: undefined, place };
    }
    for (const guard of guardsOf(state)) {
      const compiledGuard = environment.compile(guard.cel);
      const edge = state.edges.find(({ drafts }) => drafts.some(({ guards }) => guards.includes(guard)));
      if ('fault' in compiledGuard || edge === undefined) continue;
      for (const { path, start } of accessesOf(compiledGuard.ast)) {
        const [first, form = '', block] = path;
        if (first === 'form' && form in artefact.forms) yield { state, form, block, place: guard.place(start), edge };
      }
    }
  }
}

function opinion({ artefact }: Compiled, form: string, block: string): boolean {
  return artefact.forms[form]?.blocks.find(({ key }) => key === block)?.opinion !== undefined;
}

/** The body of a form comes with the first decision of its task, an opinion with any. */
function writesForm(compiled: Compiled, edge: PlannedEdge, form: string, block: string | undefined): boolean {
  const task = edge.cause === 'task' ? compiled.artefact.caseChart.tasks[edge.source] : undefined;
  if (task === undefined) return false;
  if (block !== undefined && opinion(compiled, form, block)) return task.writes === `${form}.${block}`;
  return task.form === form && Object.keys(task.decisions)[0] === edge.outcome;
}
