/**
 * Proofs 4 and 8: everything can be reached, everything can end, nothing runs in circles by itself. That two regions
 * leave on one event cannot be written: events bear their stage's name, and a handover stays inside.
 */
import type { SourcePlace } from '../artefact.js';
import type { PlannedState } from '../compile/chart-plan.js';
import type { Diagnostics } from '../diagnostics.js';
import type { ChartGraph } from '../compile/chart-graph.js';

export function lintWays(graph: ChartGraph, diagnostics: Diagnostics): void {
  const found = graph.reachable(graph.root.id);
  for (const state of graph.states.values()) {
    const place = placeOf(state);
    if (place === undefined) continue;
    if (!found.has(state.id)) {
      // Of a part that cannot be reached only its outermost state.
      const outer = graph.parent(state.id);
      if (outer === undefined || found.has(outer.id)) diagnostics.error('def.unreachable-state', place, `没有路通到状态 ${state.id}`, `No way leads to the state ${state.id}`);
    } else if (state.children.length === 0 && state.kind !== 'final' && !ends(graph, state)) {
      diagnostics.error('def.no-way-to-end', place, `从状态 ${state.id} 走不到任何结局`, `No end can be reached from the state ${state.id}`);
    }
  }
  lintCircles(graph, diagnostics);
}

function placeOf(state: PlannedState): SourcePlace | undefined {
  return state.places[0];
}

/** Being in a state, all its surroundings and their regions go on as well. */
function ends(graph: ChartGraph, state: PlannedState): boolean {
  return [...graph.reachable(state.id)].some((id) => id.startsWith('end/'));
}

function lintCircles(graph: ChartGraph, diagnostics: Diagnostics): void {
  const next = new Map<string, readonly string[]>();
  for (const state of graph.states.values()) {
    const targets = state.edges.filter(({ event }) => event === '').flatMap(({ candidates }) => candidates.flatMap(({ target }) => target ?? []));
    // A state around has its `always` taken as well once something inside is entered.
    next.set(state.id, targets.flatMap((target) => graph.entered(target, state).map(({ id }) => id)));
  }
  const reported = new Set<string>();
  for (const start of graph.states.values()) {
    const circle = circleFrom(start.id, next);
    const edge = start.edges.find(({ event }) => event === '');
    if (circle === undefined || edge === undefined || reported.has(start.id)) continue;
    circle.forEach((id) => reported.add(id));
    const [place] = edge.places;
    const shown = [...circle.filter((id) => (next.get(id)?.length ?? 0) > 0), start.id].join(' → ');
    if (place !== undefined) diagnostics.error('def.always-cycle', place, `always 自己转圈：${shown}`, `always runs in a circle: ${shown}`);
  }
}

function circleFrom(start: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const walk = (id: string, way: readonly string[]): readonly string[] | undefined => {
    for (const to of next.get(id) ?? []) {
      if (to === start) return [...way, id];
      if (way.includes(to) || to === id) continue;
      const found = walk(to, [...way, id]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, []);
}
