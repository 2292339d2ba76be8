/** What a plan has to know of a chart: where a deadline runs and a task is open, and what the deadline does when it comes. */
import { transitionsOf, type ChartTransition } from '@shidian/definition';
import type { ChartDefinition, JsonValue, StateInfo } from '@shidian/engine';

interface Place {
  readonly info: StateInfo;
  /** Ids of the state and of those around it. */
  readonly around: readonly string[];
  readonly arms: readonly string[];
  readonly opens: readonly string[];
  /** Children that are entered with the state. */
  readonly leads: readonly string[];
}

type Node = Readonly<Record<string, JsonValue>>;

export class PlanChart {
  private readonly places: readonly Place[];
  private readonly transitions: readonly ChartTransition[];

  constructor(readonly definition: ChartDefinition) {
    this.places = placesOf(definition);
    this.transitions = transitionsOf(definition.machine);
  }

  /** The state in which the deadline runs. */
  stateOf(deadline: string): StateInfo | undefined {
    return this.places.find(({ arms }) => arms.includes(deadline))?.info;
  }

  statesWith(task: string): readonly StateInfo[] {
    return this.places.filter(({ opens }) => opens.includes(task)).map(({ info }) => info);
  }

  isWithin(state: string, outer: string): boolean {
    return this.places.find(({ info }) => info.id === state)?.around.includes(outer) ?? false;
  }

  /** Tasks that open where one arrives at the state: its own, and those of the states entered with it. */
  openedAt(state: string): readonly string[] {
    return this.enteredWith(state).flatMap((id) => this.places.find(({ info }) => info.id === id)?.opens ?? []);
  }

  private enteredWith(id: string): readonly string[] {
    const place = this.places.find(({ info }) => info.id === id);
    return place === undefined ? [] : [id, ...place.leads.flatMap((child) => this.enteredWith(child))];
  }

  /** Where the deadline leads by itself; undefined where it only reminds. */
  targetOf(deadline: string): StateInfo | undefined {
    const target = this.transitions.find(({ event, targets }) => event === `${deadline}.due` && targets.length > 0)?.targets[0];
    return target === undefined ? undefined : this.definition.states[target];
  }
}

function placesOf(definition: ChartDefinition): readonly Place[] {
  const found: Place[] = [];
  const visit = (node: Node, around: readonly string[]): void => {
    const id = typeof node['id'] === 'string' ? node['id'] : '';
    const inner = [...around, id];
    const info = definition.states[id];
    if (info !== undefined) found.push({ info, around: inner, arms: params(node, 'deadline.arm', 'deadline'), opens: params(node, 'task.open', 'task'), leads: leadsOf(node) });
    for (const child of Object.values(asNode(node['states']) ?? {})) visit(asNode(child) ?? {}, inner);
  };
  visit(definition.machine, []);
  return found;
}

function leadsOf(node: Node): readonly string[] {
  const children = Object.entries(asNode(node['states']) ?? {});
  const entered = node['type'] === 'parallel' ? children : children.filter(([key]) => key === node['initial']);
  return entered.flatMap(([, child]) => (typeof asNode(child)?.['id'] === 'string' ? [asNode(child)?.['id'] as string] : []));
}

function params(node: Node, type: string, name: string): readonly string[] {
  const entry = node['entry'];
  return (Array.isArray(entry) ? (entry as readonly JsonValue[]) : []).flatMap((action) => {
    const value = asNode(action)?.['type'] === type ? asNode(asNode(action)?.['params'])?.[name] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

function asNode(value: JsonValue | undefined): Node | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : undefined;
}
