/** Proofs 1–3: every handler has a live source, every outcome is handled, every refusal explains itself. */
import type { SourcePlace } from '../artefact.js';
import type { HalfChart } from '../compile/case-chart.js';
import type { PlannedEdge, PlannedState } from '../compile/chart-plan.js';
import { meant, type Diagnostics } from '../diagnostics.js';
import type { ChartGraph } from '../compile/chart-graph.js';

interface Source {
  readonly key: string;
  readonly outcomes: readonly string[];
  /** States while which it is live. */
  readonly at: readonly PlannedState[];
  readonly place: SourcePlace | undefined;
}

export function lintEvents(chart: HalfChart, graph: ChartGraph, diagnostics: Diagnostics): void {
  const sources = sourcesOf(chart, graph);
  for (const state of graph.states.values()) for (const edge of state.edges) lintHandler(state, edge, sources, graph, diagnostics);
  for (const source of sources.values()) lintOutcomes(source, graph, diagnostics);
}

function sourcesOf(chart: HalfChart, graph: ChartGraph): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const state of graph.states.values()) {
    for (const key of state.tasks) sources.set(key, { key, outcomes: Object.keys(chart.tasks[key]?.decisions ?? {}), at: [state], place: chart.places[key]?.[0] });
    for (const key of state.deadlines) sources.set(key, { key, outcomes: ['due'], at: [...(sources.get(key)?.at ?? []), state], place: chart.places[key]?.[0] });
  }
  for (const { stage, states } of chart.wired) {
    for (const [name, roll] of Object.entries(stage.rolls)) {
      const named = typeof roll.of === 'string' ? [roll.of] : roll.of;
      const at = named.flatMap((state) => states.find(state) ?? []);
      sources.set(`${stage.key}/${name}`, { key: `${stage.key}/${name}`, outcomes: Object.keys(roll.decide), at, place: stage.places(['rolls', name], 'key')[0] });
    }
  }
  return sources;
}

function lintHandler(state: PlannedState, edge: PlannedEdge, sources: ReadonlyMap<string, Source>, graph: ChartGraph, diagnostics: Diagnostics): void {
  const [place] = edge.places;
  if (place === undefined || edge.event === '' || edge.drafts.length === 0) return;
  const source = sources.get(edge.source);
  const name = edge.event.slice(edge.event.indexOf('/') + 1);
  const prefix = `${state.stage}/`;
  const known = [...sources.values()].filter(({ key }) => key.startsWith(prefix)).flatMap(({ key, outcomes }) => outcomes.map((outcome) => `${key.slice(prefix.length)}.${outcome}`));
  if (source?.outcomes.includes(edge.outcome) !== true) {
    diagnostics.error('def.dead-event', place, `没有事情会发出 ${name}`, `Nothing gives ${name}`, meant(name, known));
    return;
  }
  // Live here means: opened by this state, by one around it, or by one inside it.
  const live = source.at.some((at) => graph.upward(state).includes(at) || graph.upward(at).includes(state));
  if (!live) diagnostics.error('def.dead-event', place, `在状态 ${state.key} 里 ${name} 不会发生`, `${name} cannot happen in the state ${state.key}`);
  const last = edge.drafts.at(-1);
  const silent = last?.guards.find(({ refuses }) => refuses === undefined);
  if (silent !== undefined) {
    const [at = place] = last?.places ?? [];
    diagnostics.error('def.guard-open', at, `${name} 的最后一个去向带条件：条件不成立时怎么办没有写（人的决定写 { 原因: CEL }，时限再写一个不带条件的去向）`, `The last way of ${name} is guarded: what if the guard fails? (words for a person's decision, an unguarded way for a deadline)`);
  }
}

function lintOutcomes({ key, outcomes, at, place }: Source, graph: ChartGraph, diagnostics: Diagnostics): void {
  for (const state of at) {
    for (const outcome of outcomes) {
      const event = `${key}.${outcome}`;
      if (handled(state, event, graph) || place === undefined) continue;
      diagnostics.error('def.unhandled-outcome', place, `结果 ${event.slice(event.indexOf('/') + 1)} 在状态 ${state.key} 里没有去向`, `The outcome ${event.slice(event.indexOf('/') + 1)} leads nowhere in the state ${state.key}`, { zh: `on: { ${event.slice(event.indexOf('/') + 1)}: … }`, en: `on: { ${event.slice(event.indexOf('/') + 1)}: … }` });
    }
  }
}

function handled(state: PlannedState, event: string, graph: ChartGraph): boolean {
  const handles = (candidate: PlannedState): boolean => candidate.edges.some((edge) => edge.event === event);
  if (graph.upward(state).some(handles)) return true;
  const below = (inner: PlannedState): boolean => handles(inner) || (inner.children.length > 0 && (inner.parallel ? inner.children.some(below) : inner.children.every(below)));
  return below(state);
}
