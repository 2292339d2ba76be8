/** The road: the stages alone, in the order in which a case goes through them, as an official thinks of it. */
import type { DiagramEdge, DiagramNode } from '../diagram.js';
import type { CaseWay } from './case-way.js';
import { numbers, START, type Drawn } from './chart-diagram.js';
import type { ChartTree, ChartWay } from './chart-tree.js';
import type { ChartWords } from './chart-words.js';

/** Where a transition leads once every door on its way is passed, and for which kinds of applicant. */
interface Passage {
  readonly target: string;
  readonly kinds: readonly string[];
  /** Stages passed by. */
  readonly past: readonly string[];
}

export function roadDiagram(tree: ChartTree, words: ChartWords, way: CaseWay | undefined): Drawn {
  return new Road(tree, words, way).drawn();
}

class Road {
  private readonly edges = new Map<string, DiagramEdge>();
  private readonly ends = new Map<string, DiagramNode>();
  private readonly endsOf = new Map<string, Set<string>>();

  constructor(
    private readonly tree: ChartTree,
    private readonly words: ChartWords,
    private readonly way: CaseWay | undefined,
  ) {}

  drawn(): Drawn {
    for (const transition of this.tree.ways) if (!transition.source.startsWith('door/')) this.follow(transition);
    const first = this.stageOf(this.tree.arrival(this.tree.root));
    const nodes = this.nodes();
    const there = new Set(nodes.map(({ id }) => id));
    const start: readonly DiagramEdge[] = there.has(first) ? [{ id: `${START} on`, from: START, to: first, labels: [], kind: 'start', both: false, steps: [] }] : [];
    return { nodes: start.length === 0 ? nodes : [{ id: START, kind: 'start', label: '', notes: [], ...this.standing('done') }, ...nodes], edges: [...start, ...this.edges.values()] };
  }

  private follow(transition: ChartWay): void {
    const from = this.stageOf(transition.source);
    const steps = this.way?.stepsOf(transition.id) ?? [];
    const kinds = this.words.kinds.get(from)?.pass ?? Object.keys(this.words.artefact.applicants);
    for (const target of transition.targets) {
      for (const passage of this.passages(target, kinds, [])) {
        const taken = steps.filter((number) => passage.target === target || this.wentTo(number, passage.target));
        const end = this.tree.states.get(passage.target)?.info;
        if (end?.kind === 'final') this.end(from, end.id, transition, taken);
        else this.put(from, this.stageOf(passage.target), transition, passage, taken);
      }
    }
  }

  private put(from: string, to: string, transition: ChartWay, passage: Passage, steps: readonly number[]): void {
    if (from === to) return;
    const kind = this.words.kindOf(transition);
    const straight = transition.guardKind === 'sender_is';
    // A return and the way straight back are one line; it runs against the road.
    const [id, start, arrival] = straight ? [`${to} back ${from}`, to, from] : [`${from} ${kind === 'back' ? 'back' : 'on'} ${to}`, from, to];
    const known = this.edges.get(id);
    const label = kind === 'back' || straight ? '' : this.labelOf(from, passage);
    this.edges.set(id, {
      id,
      from: start,
      to: arrival,
      kind: straight ? 'back' : (known?.kind ?? kind),
      both: (known?.both ?? false) || straight,
      labels: [...new Set([...(known?.labels ?? []), ...(label === '' ? [] : [label])])],
      steps: numbers([...(known?.steps ?? []), ...steps]),
    });
  }

  /** An end is a line in the box of its stage, unless it is what the stage is for, or the case has come to it. */
  private end(from: string, end: string, transition: ChartWay, steps: readonly number[]): void {
    const last = !this.tree.ways.some((way) => this.stageOf(way.source) === from && way.targets.some((target) => target.startsWith('door/') || (this.stageOf(target) !== from && this.isRoad(target))));
    if (!last && steps.length === 0) {
      this.endsOf.set(from, new Set([...(this.endsOf.get(from) ?? []), end]));
      return;
    }
    const id = `${end}@${from}`;
    const name = this.words.say(this.tree.states.get(end)?.info?.name ?? { zh: end });
    const known = this.edges.get(`${from} on ${id}`);
    const all = numbers([...(known?.steps ?? []), ...steps]);
    this.ends.set(id, { id, kind: 'end', label: name, notes: [], ...this.standing(all.length > 0 && this.way?.leaves.has(end) === true ? 'done' : 'ahead') });
    this.edges.set(`${from} on ${id}`, { id: `${from} on ${id}`, from, to: id, labels: [], kind: known?.kind ?? this.words.kindOf(transition), both: false, steps: all });
  }

  private isRoad(target: string): boolean {
    const stage = this.words.artefact.stages.find(({ key }) => key === this.stageOf(target));
    return stage !== undefined && !stage.beside;
  }

  private passages(target: string, kinds: readonly string[], past: readonly string[]): readonly Passage[] {
    if (!target.startsWith('door/')) return [{ target, kinds, past }];
    const stage = target.slice('door/'.length);
    const door = this.words.kinds.get(stage);
    return this.tree.ways.filter(({ source }) => source === target).flatMap((way) => {
      const through = way.guards.length > 0 ? door?.pass : door?.skip;
      const left = kinds.filter((kind) => through?.includes(kind) ?? true);
      return left.length === 0 && kinds.length > 0 ? [] : way.targets.flatMap((next) => this.passages(next, left, way.guards.length === 0 ? [...past, stage] : past));
    });
  }

  /** Who goes this way, where not everybody does who comes from there. */
  private labelOf(from: string, { kinds, past }: Passage): string {
    const all = this.words.kinds.get(from)?.pass ?? [];
    const names = kinds.length === all.length ? '' : this.words.kindNames(kinds);
    const zh = this.words.language === 'zh';
    const avoided = past.filter((stage) => kinds.some((kind) => this.words.kinds.get(stage)?.pass.includes(kind)));
    const by = avoided.length === 0 ? '' : `${zh ? '不经' : 'not by '}${avoided.map((stage) => this.words.stage(stage)).join(zh ? '、' : ', ')}`;
    return names === '' || by === '' ? names + by : zh ? `${names}（${by}）` : `${names} (${by})`;
  }

  private wentTo(step: number, target: string): boolean {
    const taken = this.way?.steps.find(({ number }) => number === step)?.transitions ?? [];
    return this.tree.ways.some((way) => taken.includes(way.id) && way.targets.includes(target));
  }

  private stageOf(state: string): string {
    if (state === this.tree.root) return '';
    return this.tree.states.get(state)?.info?.stage ?? '';
  }

  private nodes(): readonly DiagramNode[] {
    const present = new Set([...this.tree.states.values()].flatMap(({ info }) => (info === undefined || info.kind === 'final' ? [] : [info.stage])));
    const stages = this.words.artefact.stages.filter(({ key }) => present.has(key));
    const watched = new Set(stages.flatMap(({ during }) => (during === undefined ? [] : [during])));
    const found = stages.flatMap(({ key, during, beside }): readonly DiagramNode[] => {
      const node = { id: key, label: this.words.stage(key), notes: this.notes(key), ...this.standing(this.standingOf(key)) };
      if (!watched.has(key)) return [{ ...node, kind: 'state', ...(during === undefined || !present.has(during) ? {} : { parent: `${during}*` }), ...(beside && during === undefined ? { notes: this.notes(key) } : {}) }];
      return [{ id: `${key}*`, kind: 'parallel', label: this.words.language === 'zh' ? `${node.label}期间（同时进行）` : `During ${node.label} (side by side)`, notes: [], ...this.standing(this.standingOf(key)) }, { ...node, kind: 'state', parent: `${key}*` }];
    });
    return [...found, ...this.ends.values()];
  }

  private standingOf(stage: string): NonNullable<DiagramNode['standing']> {
    const all = [...this.tree.states.values()].filter(({ info }) => info?.stage === stage && info.kind === 'atomic').map(({ id }) => this.way?.standing(id) ?? 'ahead');
    return all.includes('now') ? 'now' : all.includes('done') ? 'done' : 'ahead';
  }

  private standing(standing: NonNullable<DiagramNode['standing']>): Pick<DiagramNode, 'standing'> {
    return this.way === undefined ? {} : { standing };
  }

  /** Who works on it, by when, and how it may end here. */
  private notes(stage: string): readonly string[] {
    const { definition } = this.tree;
    const zh = this.words.language === 'zh';
    const mine = (key: string): boolean => key.startsWith(`${stage}/`);
    const parties = [...Object.values(definition.tasks).filter(({ key }) => mine(key)).map(({ by }) => by), ...Object.values(definition.deadlines).filter(({ key }) => mine(key)).flatMap(({ owner }) => owner)];
    const dates = Object.values(definition.deadlines).filter(({ key }) => mine(key)).map((deadline) => this.words.deadline(deadline));
    const ends = [...(this.endsOf.get(stage) ?? [])].map((end) => this.words.say(this.tree.states.get(end)?.info?.name ?? { zh: end }));
    const list = (texts: readonly string[]): string => [...new Set(texts)].join(zh ? '、' : ', ');
    return [
      ...(parties.length === 0 ? [] : [list(parties.map((party) => this.words.party(party)))]),
      ...(dates.length === 0 ? [] : [`${zh ? '时限：' : 'by: '}${list(dates)}`]),
      ...(ends.length === 0 ? [] : [`${zh ? '或止于：' : 'or ends: '}${list(ends)}`]),
    ];
  }
}
