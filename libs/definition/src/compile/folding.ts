/**
 * Guards that the definition itself decides. Whether a date refuses what is late stands in the file, so a stage's
 * `refuses_late(param.due)` is usually settled at compile time: the candidate loses its guard, or goes. What is left
 * in the chart is what can happen, and what scenarios can be asked to cover.
 */
import type { JsonValue } from '@shidian/engine';
import type { DateDefinition, DeadlinePolicy } from '../artefact.js';
import { celValue, type CompiledExpression, type GuardEnvironment } from '../cel/environment.js';
import { accessesOf, callsOf } from '../cel/expression.js';
import { ChartGraph } from './chart-graph.js';
import { statesOf, type PlannedCandidate, type PlannedEdge, type PlannedGuard, type PlannedState } from './chart-plan.js';
import { chosenDate, policyOf } from './dates.js';

export interface FoldingFacts {
  readonly environment: GuardEnvironment;
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly kinds: readonly string[];
  readonly dates: Readonly<Record<string, DateDefinition>>;
  readonly policies: Readonly<Record<string, DeadlinePolicy>>;
  params(stage: string): Readonly<Record<string, JsonValue>>;
}

export function foldGuards(root: PlannedState, facts: FoldingFacts): void {
  const before = new ChartGraph(root).reachable(root.id);
  for (const state of statesOf(root)) for (const edge of state.edges) foldEdge(edge, state.stage, facts);
  const after = new ChartGraph(root).reachable(root.id);
  // What could never be reached is left for the linter to name.
  prune(root, new Set([...before].filter((id) => !after.has(id))));
}

function prune(state: PlannedState, gone: ReadonlySet<string>): void {
  state.children = state.children.filter(({ id }) => !gone.has(id));
  for (const child of state.children) prune(child, gone);
}

function foldEdge(edge: PlannedEdge, stage: string, facts: FoldingFacts): void {
  const guards = new Map(edge.drafts.flatMap((draft) => draft.guards).map((guard) => [guard.id, guard]));
  const folded: PlannedCandidate[] = [];
  const kept = new Set<string>();
  for (const candidate of edge.candidates) {
    const open = openGuards(candidate, guards, stage, facts);
    if (open === false) continue;
    for (const id of open) kept.add(id);
    const { guard, ...rest } = candidate;
    const cel = guard?.type === 'cel';
    folded.push(!cel ? candidate : open.length === 0 ? rest : { ...rest, guard: { type: 'cel', params: { guards: open } } });
    if (guard === undefined || (cel && open.length === 0)) break;
  }
  edge.candidates = folded;
  edge.drafts = edge.drafts.map((draft) => ({ ...draft, guards: draft.guards.filter(({ id }) => kept.has(id)) }));
}

/** The guards that are not decided yet; false when one is always false. */
function openGuards(candidate: PlannedCandidate, guards: ReadonlyMap<string, PlannedGuard>, stage: string, facts: FoldingFacts): readonly string[] | false {
  if (candidate.guard?.type !== 'cel') return [];
  const open: string[] = [];
  for (const id of candidate.guard.params.guards) {
    const guard = guards.get(id);
    const value = guard === undefined ? undefined : constantOf(guard.cel, stage, facts);
    if (value === false) return false;
    if (value === undefined) open.push(id);
  }
  return open;
}

function constantOf(cel: string, stage: string, facts: FoldingFacts): boolean | undefined {
  const compiled = facts.environment.compile(cel);
  if ('fault' in compiled) return undefined;
  if (accessesOf(compiled.ast).some(({ path }) => path[0] !== 'param' && path[0] !== 'settings')) return undefined;
  if (callsOf(compiled.ast).some(({ name }) => name !== 'refuses_late')) return undefined;
  const outcomes = facts.kinds.map((kind) => evaluate(compiled.run, stage, kind, facts));
  const [first] = outcomes;
  return outcomes.every((outcome) => outcome === first) ? first : undefined;
}

function evaluate(run: CompiledExpression, stage: string, kind: string, facts: FoldingFacts): boolean | undefined {
  const refusesLate = (reference: unknown): boolean => {
    const date = chosenDate(reference, kind);
    return date !== undefined && policyOf(date, facts.dates, facts.policies)?.late === 'refuse';
  };
  try {
    const value = run({ param: celValue(facts.params(stage)), settings: celValue(facts.values) }, { hasParty: () => false, inTime: () => false, daySet: () => false, refusesLate });
    return typeof value === 'boolean' ? value : undefined;
  } catch {
    return undefined;
  }
}
