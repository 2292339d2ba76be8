/**
 * What the scenarios of a program have to reach: every transition, both outcomes of every guard, every deadline, in the
 * charts of case and program. Read off the compiled chart, so that nothing can be forgotten by hand.
 */
import type { ChartDefinition, JsonValue, MachineConfig } from '@shidian/engine';
import type { Artefact, SourcePlace } from '../artefact.js';

export interface ChartTransition {
  /** `<source state id> <event> <candidate index>`; event is `always` for an eventless one. */
  readonly id: string;
  readonly source: string;
  readonly event: string;
  /** Ids of the target states; empty for `stay`. */
  readonly targets: readonly string[];
  readonly guards: readonly string[];
}

export interface CoverageTarget {
  readonly id: string;
  readonly kind: 'transition' | 'guard' | 'deadline';
  readonly chart: 'case' | 'program';
  readonly words: string;
  readonly places: readonly SourcePlace[];
}

type Node = Readonly<Record<string, JsonValue>>;

function asNode(value: JsonValue | undefined): Node | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : undefined;
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

/** Every transition of a machine config, in document order. */
export function transitionsOf(machine: MachineConfig): readonly ChartTransition[] {
  const found: ChartTransition[] = [];
  const visit = (node: Node): void => {
    const source = typeof node['id'] === 'string' ? node['id'] : '';
    for (const [event, candidates] of [...Object.entries(asNode(node['on']) ?? {}), ...(node['always'] === undefined ? [] : [['always', node['always']] as const])]) {
      list(candidates).forEach((candidate, index) => found.push(transitionOf(source, event, index, candidate)));
    }
    for (const child of Object.values(asNode(node['states']) ?? {})) {
      const inner = asNode(child);
      if (inner !== undefined) visit(inner);
    }
  };
  visit(machine);
  return found;
}

function transitionOf(source: string, event: string, index: number, candidate: JsonValue): ChartTransition {
  const node = asNode(candidate);
  const targets = list(node === undefined ? candidate : node['target']).flatMap((target) => (typeof target === 'string' ? [target.replace(/^#/, '')] : []));
  const guard = asNode(node?.['guard']);
  const guards = guard?.['type'] === 'cel' ? list(asNode(guard['params'])?.['guards']).flatMap((id) => (typeof id === 'string' ? [id] : [])) : [];
  return { id: `${source} ${event} ${index}`, source, event, targets, guards };
}

export function coverageTargets(artefact: Artefact): readonly CoverageTarget[] {
  return [...targetsOf(artefact, 'case', artefact.caseChart), ...targetsOf(artefact, 'program', artefact.programChart)];
}

function targetsOf(artefact: Artefact, chart: 'case' | 'program', definition: ChartDefinition): readonly CoverageTarget[] {
  const places = (id: string): readonly SourcePlace[] => artefact.sources[id] ?? [];
  const transitions = transitionsOf(definition.machine);
  return [
    ...transitions.map((transition): CoverageTarget => ({
      id: transition.id,
      kind: 'transition',
      chart,
      words: `${transition.source} —${transition.event}→ ${transition.targets.join('、') || '（不动）'}`,
      places: places(transition.source),
    })),
    ...transitions.flatMap((transition) =>
      transition.guards.flatMap((guard) => [true, false].map((value): CoverageTarget => ({ id: `${guard}=${value}`, kind: 'guard', chart, words: `${transition.source} 的条件 ${definition.guards[guard]?.cel ?? guard} ${value ? '成立' : '不成立'}`, places: places(transition.source) }))),
    ).filter(unique()),
    ...Object.values(definition.deadlines).map((deadline): CoverageTarget => ({ id: `${deadline.key}.due`, kind: 'deadline', chart, words: `时限 ${deadline.name.zh}（${deadline.key}）到期`, places: places(deadline.key) })),
  ];
}

function unique(): (target: CoverageTarget) => boolean {
  const seen = new Set<string>();
  return (target) => !seen.has(target.id) && Boolean(seen.add(target.id));
}
