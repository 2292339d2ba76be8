/** A compiled chart as a tree of states with their transitions: what both views and both text formats are made from. */
import { transitionsOf, type ChartTransition } from '@shidian/definition';
import type { ChartDefinition, JsonValue, StateInfo } from '@shidian/engine';

export interface ChartState {
  readonly id: string;
  readonly info: StateInfo | undefined;
  readonly parent: string | undefined;
  readonly parallel: boolean;
  readonly children: readonly string[];
  /** Children entered with the state. */
  readonly leads: readonly string[];
  /** Tasks open here. */
  readonly tasks: readonly string[];
}

/** A transition with the guard's kind, which tells a return and the way straight back from an ordinary one. */
export interface ChartWay extends ChartTransition {
  readonly guardKind: 'none' | 'cel' | 'returned_to' | 'sender_is';
  /** A return (驳回) begins with it. */
  readonly returns: boolean;
}

type Node = Readonly<Record<string, JsonValue>>;

export class ChartTree {
  readonly states: ReadonlyMap<string, ChartState>;
  readonly ways: readonly ChartWay[];
  readonly root: string;

  constructor(readonly definition: ChartDefinition) {
    const states = new Map<string, ChartState>();
    const traits = new Map<string, Pick<ChartWay, 'guardKind' | 'returns'>>();
    const visit = (node: Node, parent: string | undefined): void => {
      const id = idOf(node);
      const children = Object.entries(asNode(node['states']) ?? {}).flatMap(([key, child]) => {
        const inner = asNode(child);
        return inner === undefined ? [] : [{ key, inner, id: idOf(inner) }];
      });
      const parallel = node['type'] === 'parallel';
      states.set(id, { id, info: definition.states[id], parent, parallel, children: children.map((child) => child.id), leads: children.filter(({ key }) => parallel || key === node['initial']).map((child) => child.id), tasks: tasksOpened(node) });
      for (const [event, candidates] of eventsOf(node)) candidates.forEach((candidate, index) => traits.set(`${id} ${event} ${index}`, { guardKind: guardKindOf(candidate), returns: returns(candidate) }));
      for (const { inner } of children) visit(inner, id);
    };
    visit(definition.machine, undefined);
    this.states = states;
    this.root = idOf(definition.machine);
    this.ways = transitionsOf(definition.machine).map((way) => ({ ...way, ...(traits.get(way.id) ?? { guardKind: 'none', returns: false }) }));
  }

  /** The state and those around it, innermost first; the root is not among them. */
  around(id: string): readonly string[] {
    const line: string[] = [];
    for (let at: string | undefined = id; at !== undefined && at !== this.root; at = this.states.get(at)?.parent) line.push(at);
    return line;
  }

  /** Leaves that are active once the state is entered. */
  leavesOf(id: string): readonly string[] {
    const leads = this.states.get(id)?.leads ?? [];
    return leads.length === 0 ? [id] : leads.flatMap((child) => this.leavesOf(child));
  }

  /** Where an arrow to the state ends: at its first state inside, or at its border where several are entered at once. */
  arrival(id: string): string {
    const state = this.states.get(id);
    const [only] = state?.leads ?? [];
    return state === undefined || state.parallel || only === undefined ? id : this.arrival(only);
  }
}

export function asNode(value: JsonValue | undefined): Node | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : undefined;
}

function idOf(node: Node): string {
  return typeof node['id'] === 'string' ? node['id'] : '';
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function eventsOf(node: Node): readonly (readonly [string, readonly JsonValue[]])[] {
  const on = Object.entries(asNode(node['on']) ?? {}).map(([event, candidates]) => [event, listOf(candidates)] as const);
  return node['always'] === undefined ? on : [...on, ['always', listOf(node['always'])] as const];
}

function guardKindOf(candidate: JsonValue): ChartWay['guardKind'] {
  const type = asNode(asNode(candidate)?.['guard'])?.['type'];
  return type === 'cel' || type === 'returned_to' || type === 'sender_is' ? type : 'none';
}

function returns(candidate: JsonValue): boolean {
  return listOf(asNode(candidate)?.['actions']).some((action) => asNode(action)?.['type'] === 'return.begin');
}

function tasksOpened(node: Node): readonly string[] {
  return listOf(node['entry']).flatMap((action) => {
    const task = asNode(action)?.['type'] === 'task.open' ? asNode(asNode(action)?.['params'])?.['task'] : undefined;
    return typeof task === 'string' ? [task] : [];
  });
}
