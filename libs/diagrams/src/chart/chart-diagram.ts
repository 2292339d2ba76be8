/** The full chart: every state within its stage, every transition with what makes it happen. */
import type { Diagram, DiagramEdge, DiagramNode } from '../diagram.js';
import type { ChartState, ChartTree, ChartWay } from './chart-tree.js';
import type { ChartWords } from './chart-words.js';
import type { Way } from './way.js';

export const START = '*start';
/** Before the words of what no scenario came to. */
export const MISSED = '✗';

export type Drawn = Pick<Diagram, 'nodes' | 'edges'>;

export function chartDiagram(tree: ChartTree, words: ChartWords, way: Way | undefined): Drawn {
  const ends = new EndCopies(tree, words, way);
  /** Several transitions may share a line: each that no scenario took says so in its own words. */
  const marked = (label: string, { id }: ChartWay): string => (way?.showing === 'coverage' && way.stepsOf(id).length === 0 ? `${MISSED} ${label}`.trim() : label);
  const edges = new Map<string, DiagramEdge>();
  const backs = new Map<string, string>();
  const put = (transition: ChartWay, target: string): void => {
    const to = ends.nodeFor(transition.source, target) ?? tree.arrival(target);
    const kind = words.kindOf(transition);
    const id = `${transition.source} ${kind === 'back' ? 'back' : 'on'} ${to}`;
    const known = edges.get(id);
    const label = marked(words.event(transition), transition);
    edges.set(id, {
      id,
      from: transition.source,
      to,
      kind: known?.kind ?? kind,
      both: false,
      labels: [...new Set([...(known?.labels ?? []), ...(label === '' ? [] : [label])])],
      steps: numbers([...(known?.steps ?? []), ...(way?.stepsOf(transition.id) ?? [])]),
    });
    if (kind === 'back') backs.set(`${to} ${transition.source}`, id);
  };
  const moving = tree.ways.filter(({ targets }) => targets.length > 0);
  for (const transition of moving) if (transition.guardKind !== 'sender_is') for (const target of transition.targets) put(transition, target);
  // The way straight back to whoever returned it shares the line of the return.
  const straightMissed = (mark: string): readonly string[] => (mark === '' ? [] : [`${mark} ${words.language === 'zh' ? '直接交回' : 'straight back'}`]);
  for (const transition of moving.filter(({ guardKind }) => guardKind === 'sender_is')) {
    for (const target of transition.targets) {
      const line = backs.get(`${transition.source} ${tree.arrival(target)}`);
      const shared = line === undefined ? undefined : edges.get(line);
      if (shared === undefined) put(transition, target);
      else edges.set(shared.id, { ...shared, both: true, labels: [...new Set([...shared.labels, ...straightMissed(marked('', transition))])], steps: numbers([...shared.steps, ...(way?.stepsOf(transition.id) ?? [])]) });
    }
  }
  const states = [...tree.states.values()].filter(({ id, info }) => id !== tree.root && info?.kind !== 'final');
  return {
    nodes: [{ id: START, kind: 'start', label: '', notes: [], ...(way === undefined ? {} : { standing: 'done' as const }) }, ...states.map((state) => nodeOf(state, tree, words, way)), ...ends.nodes()],
    edges: [{ id: `${START} on`, from: START, to: tree.arrival(tree.root), labels: [], kind: 'start', both: false, steps: [] }, ...[...edges.values()].map((edge) => counted(edge, way))],
  };
}

/** Of all scenarios a line says how many of them went there. */
function counted(edge: DiagramEdge, way: Way | undefined): DiagramEdge {
  return way?.showing === 'coverage' && edge.steps.length > 0 ? { ...edge, steps: [edge.steps.length] } : edge;
}

function nodeOf(state: ChartState, tree: ChartTree, words: ChartWords, way: Way | undefined): DiagramNode {
  const staying = tree.ways.filter(({ source, targets }) => source === state.id && targets.length === 0);
  const choice = state.id.startsWith('door/');
  return {
    id: state.id,
    kind: choice ? 'choice' : state.parallel ? 'parallel' : state.children.length > 0 ? 'group' : 'state',
    label: choice ? '' : words.say(state.info?.name ?? { zh: state.id }),
    notes: words.notes(state, staying, (one) => way?.showing === 'coverage' && way.stepsOf(one.id).length === 0),
    ...(state.parent === undefined || state.parent === tree.root ? {} : { parent: state.parent }),
    ...(way === undefined ? {} : { standing: way.standing(state.id) }),
  };
}

/** An end is drawn beside each stage that leads to it: one place for all would draw a line across the whole picture from everywhere. */
class EndCopies {
  private readonly copies = new Map<string, DiagramNode>();

  constructor(
    private readonly tree: ChartTree,
    private readonly words: ChartWords,
    private readonly way: Way | undefined,
  ) {}

  nodeFor(source: string, target: string): string | undefined {
    const end = this.tree.states.get(target)?.info;
    if (end?.kind !== 'final') return undefined;
    const stage = this.tree.states.get(source)?.info?.stage ?? '';
    const id = `${target}@${stage}`;
    const reached = this.way?.leaves.has(target) === true && this.tree.ways.some((way) => way.targets.includes(target) && this.tree.states.get(way.source)?.info?.stage === stage && (this.way?.stepsOf(way.id).length ?? 0) > 0);
    this.copies.set(id, { id, kind: 'end', label: this.words.say(end.name), notes: [], ...(this.way === undefined ? {} : { standing: reached ? 'done' : this.way.showing === 'coverage' ? 'missed' : 'ahead' }) });
    return id;
  }

  nodes(): readonly DiagramNode[] {
    return [...this.copies.values()];
  }
}

export function numbers(all: readonly number[]): readonly number[] {
  return [...new Set(all)].sort((a, b) => a - b);
}
