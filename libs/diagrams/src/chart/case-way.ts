/** The way that a case or a program has gone, read off its record: which transitions, in which order, and where it stands. */
import type { JsonValue } from '@shidian/engine';
import type { Standing } from '../diagram.js';
import { asNode, type ChartTree } from './chart-tree.js';
import type { Way } from './way.js';

/** What a picture needs of an entry of the journal: its content as it is on the record. */
export interface WayEntry {
  readonly entry: JsonValue;
}

export interface WayStep {
  /** From 1, counting the entries that moved something. */
  readonly number: number;
  /** Ids of the transitions that were taken, in order. */
  readonly transitions: readonly string[];
}

export class CaseWay implements Way {
  readonly showing = 'case';
  readonly steps: readonly WayStep[];
  /** Active leaves now. */
  readonly leaves: ReadonlySet<string>;
  private readonly seen: ReadonlySet<string>;

  constructor(
    private readonly tree: ChartTree,
    entries: readonly WayEntry[],
    /** Where it stands, as its own row says: what an import or a jump did has no transition. */
    states: readonly string[],
  ) {
    const steps: WayStep[] = [];
    const seen = new Set<string>();
    let active: readonly string[] = [];
    for (const { entry } of entries) {
      const transitions: string[] = [];
      trailOf(entry).forEach((leaves, index) => {
        transitions.push(...this.taken(active, leaves, index === 0 ? eventOf(entry) : 'always'));
        active = leaves;
        for (const leaf of leaves) seen.add(leaf);
      });
      if (transitions.length > 0) steps.push({ number: steps.length + 1, transitions });
    }
    this.steps = steps;
    this.leaves = new Set(states);
    this.seen = new Set([...seen, ...states]);
  }

  /** Numbers of the steps by which the transition was taken. */
  stepsOf(transition: string): readonly number[] {
    return this.steps.flatMap(({ number, transitions }) => (transitions.includes(transition) ? [number] : []));
  }

  standing(id: string): Standing {
    const inside = (leaf: string): boolean => leaf === id || this.tree.around(leaf).includes(id);
    const now = [...this.leaves].filter(inside);
    if (now.some((leaf) => this.isOpen(leaf))) return 'now';
    const begun = [...this.seen].some((leaf) => inside(leaf) && !leaf.endsWith('/idle'));
    return begun ? 'done' : 'ahead';
  }

  /** A watcher that has not begun (`idle`) or has finished (`done`) is active in the chart, and open for nobody. */
  private isOpen(leaf: string): boolean {
    const kind = this.tree.states.get(leaf)?.info?.kind;
    return kind !== 'final' && !leaf.endsWith('/idle') && !leaf.endsWith('/done');
  }

  private taken(before: readonly string[], after: readonly string[], event: string | undefined): readonly string[] {
    const around = new Set(before.flatMap((leaf) => this.tree.around(leaf)));
    const there = new Set(after);
    const found = this.tree.ways.filter((way) => way.event === event && around.has(way.source) && way.targets.length > 0 && way.targets.every((target) => this.tree.leavesOf(target).every((leaf) => there.has(leaf))));
    // Of several candidates to the same place the first that could be meant stands for all.
    return found.filter((way, index) => found.findIndex((other) => other.source === way.source && other.targets.join() === way.targets.join()) === index).map(({ id }) => id);
  }
}

function trailOf(entry: JsonValue): readonly (readonly string[])[] {
  const trail = asNode(entry)?.['trail'];
  if (!Array.isArray(trail)) return [];
  return (trail as readonly JsonValue[]).map((leaves) => (Array.isArray(leaves) ? (leaves as readonly JsonValue[]).filter((leaf) => typeof leaf === 'string') : []));
}

/** The event that a cause gave to the chart. The start and a move of the program give none, and something moves by itself; an act of administration puts the case elsewhere without any transition. */
function eventOf(entry: JsonValue): string | undefined {
  const cause = asNode(asNode(entry)?.['cause']);
  const text = (key: string): string => (typeof cause?.[key] === 'string' ? cause[key] : '');
  switch (cause?.['kind']) {
    case 'act':
      return `${text('task')}.${text('decision')}`;
    case 'roll':
      return `${text('roll')}.${text('decision')}`;
    case 'deadline':
      return `${text('deadline')}.due`;
    case 'started':
    case 'program':
      return 'always';
    default:
      return undefined;
  }
}
