/** Names in a stage → states: a sibling, a state of one around, the whole path, or a name that is unique in the stage. */
import { statesOf, type PlannedState } from './chart-plan.js';

export class StageStates {
  private readonly parents = new Map<string, PlannedState>();
  private readonly byId = new Map<string, PlannedState>();

  constructor(readonly root: PlannedState) {
    for (const state of statesOf(root)) {
      this.byId.set(state.id, state);
      for (const child of state.children) this.parents.set(child.id, state);
    }
  }

  parent(id: string): PlannedState | undefined {
    return this.parents.get(id);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  find(name: string, from?: PlannedState): PlannedState | undefined {
    for (let around = from === undefined ? undefined : (this.parents.get(from.id) ?? from); around !== undefined; around = this.parents.get(around.id)) {
      const sibling = around.children.find(({ key }) => key === name);
      if (sibling !== undefined) return sibling;
    }
    const child = from?.children.find(({ key }) => key === name);
    if (child !== undefined) return child;
    const whole = this.byId.get(`${this.root.id}/${name}`);
    if (whole !== undefined) return whole;
    const named = [...this.byId.values()].filter(({ key }) => key === name);
    return named.length === 1 ? named[0] : undefined;
  }

  get names(): readonly string[] {
    return [...this.byId.values()].filter(({ id }) => id !== this.root.id).map(({ id }) => id.slice(this.root.id.length + 1));
  }
}
