/** A planned chart as a graph: who is active together, what a target enters, where one can go. */
import { statesOf, type PlannedCandidate, type PlannedEdge, type PlannedState } from './chart-plan.js';

export class ChartGraph {
  readonly states: ReadonlyMap<string, PlannedState>;
  private readonly parents = new Map<string, PlannedState>();

  constructor(readonly root: PlannedState) {
    this.states = new Map([...statesOf(root)].map((state) => [state.id, state]));
    for (const state of this.states.values()) for (const child of state.children) this.parents.set(child.id, state);
  }

  parent(id: string): PlannedState | undefined {
    return this.parents.get(id);
  }

  /** The state and those around it, innermost first. */
  upward(state: PlannedState): readonly PlannedState[] {
    const line: PlannedState[] = [];
    for (let around: PlannedState | undefined = state; around !== undefined; around = this.parents.get(around.id)) line.push(around);
    return line;
  }

  /** The states without children at or below. */
  leaves(state: PlannedState): readonly PlannedState[] {
    return [...statesOf(state)].filter(({ children }) => children.length === 0);
  }

  /**
   * What is entered by going to the state: itself, those around, their other regions, and the initial ones below.
   * Coming `from` a state, what lies around both stays as it is.
   */
  entered(id: string, from?: PlannedState): readonly PlannedState[] {
    const state = this.states.get(id);
    if (state === undefined) return [];
    const around = new Set(from === undefined ? [] : this.upward(from));
    const fresh = this.upward(state).filter((outer) => outer !== state && !around.has(outer));
    return [state, ...this.initials(state), ...fresh.flatMap((outer) => [outer, ...this.otherRegions(outer, state)])];
  }

  /** Regions of a parallel state that are entered along with the one on the way to `to`. */
  private otherRegions(outer: PlannedState, to: PlannedState): readonly PlannedState[] {
    if (!outer.parallel) return [];
    const way = new Set(this.upward(to));
    return outer.children.filter((region) => !way.has(region)).flatMap((region) => [region, ...this.initials(region)]);
  }

  private initials(state: PlannedState): readonly PlannedState[] {
    const next = state.parallel ? state.children : state.children.filter(({ key, id }) => key === state.initial || id === state.initial);
    return next.flatMap((child) => [child, ...this.initials(child)]);
  }

  /** Leaves in which one rests after entering, following every `always` without a guard. */
  settled(id: string, from?: PlannedState, seen: readonly string[] = []): readonly PlannedState[] {
    const leaves = this.entered(id, from).filter(({ children }) => children.length === 0);
    return leaves.flatMap((leaf) => {
      const onward = leaf.edges.find(({ event }) => event === '')?.candidates.find(({ guard }) => guard === undefined)?.target;
      return onward === undefined || seen.includes(leaf.id) ? [leaf] : [leaf, ...this.settled(onward, leaf, [...seen, leaf.id])];
    });
  }

  *edges(): Generator<{ readonly state: PlannedState; readonly edge: PlannedEdge; readonly candidate: PlannedCandidate }> {
    for (const state of this.states.values()) for (const edge of state.edges) for (const candidate of edge.candidates) yield { state, edge, candidate };
  }

  /** Everything that can become active after `start` was entered, by the ways that are `open`. */
  reachable(start: string, open: (state: PlannedState, edge: PlannedEdge, candidate: PlannedCandidate) => boolean = () => true): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [...this.entered(start)];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      if (found.has(state.id)) continue;
      found.add(state.id);
      for (const edge of state.edges) for (const candidate of edge.candidates) if (candidate.target !== undefined && open(state, edge, candidate)) queue.push(...this.entered(candidate.target, state));
    }
    return found;
  }
}
