/** Where scenarios went in a chart: one of them step by step, or all of them together with what none of them came to. */
import type { ScenarioReach } from '@shidian/definition';
import type { Standing } from '../diagram.js';
import type { ChartTree } from './chart-tree.js';
import type { Way } from './way.js';

export class ScenarioWay implements Way {
  readonly showing: 'scenario' | 'coverage';
  readonly leaves: ReadonlySet<string>;
  /** Those states and all that they lie in. */
  private readonly seen: ReadonlySet<string>;
  private readonly numbers = new Map<string, number[]>();

  /** @param chosen place of the one scenario that is drawn alone */
  constructor(tree: ChartTree, reaches: readonly ScenarioReach[], chosen: number | undefined) {
    this.showing = chosen === undefined ? 'coverage' : 'scenario';
    const drawn = chosen === undefined ? reaches : reaches.slice(chosen, chosen + 1);
    this.leaves = new Set(drawn.flatMap(({ states }) => states).filter((id) => tree.states.has(id)));
    this.seen = new Set([...this.leaves].flatMap((leaf) => tree.around(leaf)));
    for (const [place, { way }] of chosen === undefined ? drawn.entries() : []) this.put(way.flat(), place + 1);
    // The other chart's steps are no steps here, nor is what leaves everything where it is.
    const moving = new Set(tree.ways.filter(({ targets }) => targets.length > 0).map(({ id }) => id));
    const steps = chosen === undefined ? [] : drawn.flatMap(({ way }) => way.map((step) => step.filter((id) => moving.has(id))).filter((step) => step.length > 0));
    for (const [index, step] of steps.entries()) this.put(step, index + 1);
  }

  private put(transitions: readonly string[], number: number): void {
    for (const id of transitions) this.numbers.set(id, [...(this.numbers.get(id) ?? []), number]);
  }

  stepsOf(transition: string): readonly number[] {
    return this.numbers.get(transition) ?? [];
  }

  standing(id: string): Standing {
    if (this.seen.has(id)) return 'done';
    return this.showing === 'coverage' ? 'missed' : 'ahead';
  }
}
