/** A planned chart → the machine config that the kernel runs, with its tables of states, tasks, clocks, rolls, guards. */
import type { ChartDefinition, JsonValue, MachineConfig, StateInfo } from '@shidian/engine';
import { statesOf, type PlannedCandidate, type PlannedGuard, type PlannedState } from './chart-plan.js';
import type { HalfChart } from './case-chart.js';

export function emitChart(chart: HalfChart, deadlines: ChartDefinition['deadlines'], rolls: ChartDefinition['rolls'], params: (stage: string) => Readonly<Record<string, JsonValue>>): ChartDefinition {
  const states: Record<string, StateInfo> = {};
  const guards: Record<string, ChartDefinition['guards'][string]> = {};
  for (const state of statesOf(chart.root)) {
    if (state !== chart.root) states[state.id] = info(state);
    for (const guard of guardsOf(state)) guards[guard.id] = { cel: guard.cel, ...(guard.refuses === undefined ? {} : { refuses: guard.refuses }), params: { ...params(state.stage), stage: state.stage } };
  }
  return { machine: node(chart.root) as MachineConfig, states, tasks: chart.tasks, deadlines, rolls, guards };
}

export function guardsOf(state: PlannedState): readonly PlannedGuard[] {
  return state.edges.flatMap(({ drafts }) => drafts.flatMap(({ guards }) => guards));
}

function info(state: PlannedState): StateInfo {
  return { id: state.id, name: state.name, stage: state.stage, tags: state.tags, kind: state.kind, ...(state.outcome === undefined ? {} : { outcome: state.outcome }) };
}

function node(state: PlannedState): JsonValue {
  const on: Record<string, JsonValue> = {};
  let always: JsonValue | undefined;
  for (const edge of state.edges) {
    const candidates = edge.candidates.map(transition);
    if (edge.event === '') always = candidates;
    else on[edge.event] = candidates;
  }
  return {
    id: state.id,
    meta: {},
    ...(state.kind === 'final' ? { type: 'final' } : state.parallel ? { type: 'parallel' } : {}),
    ...(state.tags.length === 0 ? {} : { tags: [...state.tags] }),
    ...(state.entry.length === 0 ? {} : { entry: state.entry as unknown as JsonValue }),
    ...(state.exit.length === 0 ? {} : { exit: state.exit as unknown as JsonValue }),
    ...(always === undefined ? {} : { always }),
    ...(Object.keys(on).length === 0 ? {} : { on }),
    ...(state.initial === undefined ? {} : { initial: initialKey(state) }),
    ...(state.children.length === 0 ? {} : { states: Object.fromEntries(state.children.map((child) => [child.key, node(child)])) }),
  };
}

/** `initial` names a child by key; the first stage's door stands in for the stage. */
function initialKey(state: PlannedState): string {
  return state.children.find(({ key, id }) => key === state.initial || id === state.initial)?.key ?? state.initial ?? '';
}

function transition({ target, reenter, guard, actions }: PlannedCandidate): JsonValue {
  return {
    ...(target === undefined ? {} : { target: `#${target}` }),
    ...(reenter ? { reenter: true } : {}),
    ...(guard === undefined ? {} : { guard: guard as unknown as JsonValue }),
    ...(actions.length === 0 ? {} : { actions: actions as unknown as JsonValue }),
  };
}
