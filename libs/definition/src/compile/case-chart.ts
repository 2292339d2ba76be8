/**
 * The chart of cases: the road from stage to stage, doors before the stages that not everybody passes, watchers in
 * parallel with the stage they watch, detours beside the road, ends.
 *
 * A door's id is `door/<stage>` and not `<stage>/…`: who walked past a stage has not visited it, and a return
 * offers only what was visited (ADR 0010).
 */
import type { DeadlineDefinition, TaskDefinition, Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { meant } from '../diagnostics.js';
import type { BoundStage } from './bound-stage.js';
import { emptyState, statesOf, type PlannedCandidate, type PlannedEdge, type PlannedGuard, type PlannedState } from './chart-plan.js';
import type { Compilation } from './compilation.js';
import { Ends } from './ends.js';
import { ACTIVE, planStage, type DeadlineDraft } from './stage-chart.js';
import { StageStates } from './targets.js';
import { Wiring, type ExitTarget, type Road, type WiredStage } from './wiring.js';

export interface HalfChart {
  readonly root: PlannedState;
  readonly tasks: Readonly<Record<string, TaskDefinition>>;
  readonly deadlineDrafts: Readonly<Record<string, DeadlineDraft>>;
  readonly deadlines: Readonly<Record<string, DeadlineDefinition>>;
  readonly wired: readonly WiredStage[];
  readonly places: Readonly<Record<string, readonly SourcePlace[]>>;
}

export function planCases(compilation: Compilation, stages: readonly BoundStage[]): HalfChart {
  return new CaseRoad(compilation, stages).plan();
}

class CaseRoad implements Road {
  private readonly wired: WiredStage[] = [];
  private readonly ends: Ends;
  /** Watchers that start only when another one hands over to them. */
  private readonly onDemand = new Set<string>();
  /** Watchers that are over at some point: they get a resting state. */
  private readonly resting = new Set<string>();
  /** Where a watcher begins once it is called. */
  private readonly beginnings = new Map<string, string>();
  /** An exit of one watcher into another: the same event moves both regions. */
  private readonly handovers: { readonly from: WiredStage; readonly to: string; readonly exit: string }[] = [];

  constructor(
    private readonly compilation: Compilation,
    private readonly stages: readonly BoundStage[],
  ) {
    this.ends = new Ends((outcome) => compilation.words(outcome, ['ends', outcome]));
    for (const stage of stages) {
      const chart = planStage(compilation, stage, 'case');
      if (chart !== undefined) this.wired.push({ stage, chart, states: new StageStates(chart.root), returns: new Map() });
      const during = stage.during;
      if (during !== undefined && !stages.some(({ key, beside }) => key === during && !beside)) {
        compilation.diagnostics.error('def.unknown-stage', compilation.place([...stage.path, 'during']), `路上没有流程段 ${during}`, `There is no stage ${during} on the road`, meant(during, stages.filter(({ beside }) => !beside).map(({ key }) => key)));
      }
    }
    for (const { stage } of this.wired) {
      for (const target of Object.values(stage.exits)) if (stage.during !== undefined && this.watcher(target)?.stage.during === stage.during) this.onDemand.add(target);
    }
  }

  plan(): HalfChart {
    const order = this.onRoad.map(({ stage }) => stage.key);
    new Wiring(this.compilation, this, this.wired, order).resolve();
    const children = this.wired.filter(({ stage }) => stage.during === undefined).flatMap((item) => [...this.door(item), this.node(item)]);
    this.handOver();
    const first = order[0];
    if (first === undefined) this.compilation.diagnostics.error('def.no-road', this.compilation.place(['stages'], 'key'), '路上没有申报件要走的流程段', 'No stage of the road has a case half');
    const root: PlannedState = {
      ...emptyState('case', 'case', '', { zh: '申报件', en: 'Case' }, []),
      kind: 'compound',
      ...(first === undefined ? {} : { initial: this.entrance(first) ?? first }),
      children: [...children, ...this.ends.list()],
    };
    return {
      root,
      tasks: Object.assign({}, ...this.wired.map(({ chart }) => chart.tasks)) as Record<string, TaskDefinition>,
      deadlineDrafts: Object.assign({}, ...this.wired.map(({ chart }) => chart.deadlines)) as Record<string, DeadlineDraft>,
      deadlines: {},
      wired: this.wired,
      places: Object.assign({}, ...this.wired.map(({ chart }) => chart.places)) as Record<string, readonly SourcePlace[]>,
    };
  }

  private get onRoad(): readonly WiredStage[] {
    return this.wired.filter(({ stage }) => !stage.beside);
  }

  private watcher(key: string): WiredStage | undefined {
    return this.wired.find(({ stage }) => stage.key === key && stage.during !== undefined);
  }

  entrance(key: string): string | undefined {
    const stage = this.wired.find((item) => item.stage.key === key)?.stage;
    if (stage === undefined) return undefined;
    return stage.for === undefined ? key : `door/${key}`;
  }

  exit(wired: WiredStage, exit: string, written: string, places: readonly SourcePlace[]): ExitTarget | undefined {
    const { stage } = wired;
    const explicit = (this.compilation.program[stage.path[0]]?.[stage.key]?.exits ?? {})[exit] !== undefined;
    const at = explicit ? this.compilation.place([...stage.path, 'exits', exit]) : this.compilation.place(stage.path, 'key');
    const target = this.target(wired, written, exit, at, places);
    return target === undefined ? undefined : { target, exit };
  }

  /** Id of the state behind an exit as written; what cannot be one is reported at `at`. */
  private target(wired: WiredStage, written: string, exit: string, at: SourcePlace, places: readonly SourcePlace[]): string | undefined {
    const { stage } = wired;
    let found: string | undefined;
    let wrong: Words & { readonly en: string };
    if (written.startsWith('end ')) {
      found = this.ends.id(written.slice(4).trim(), [...places.slice(0, 1), at]);
      wrong = { zh: `结局应为一个词：${written}`, en: `An outcome is one word: ${written}` };
    } else if (written === 'next') {
      found = this.next(stage);
      wrong = { zh: `出口 ${exit}：${stage.key} 后面没有流程段，请写 end <结局>`, en: `The exit ${exit}: nothing follows ${stage.key}; write end <outcome>` };
    } else if (written === 'back') {
      found = this.back(stage);
      wrong = { zh: `出口 ${exit}：来处不止一个，请写明流程段`, en: `The exit ${exit}: the stage is reached from several; name one` };
    } else if (written === 'done') {
      found = stage.during === undefined ? undefined : this.rest(stage);
      wrong = { zh: `出口 ${exit}：done 只用于并行的流程段（during）`, en: `The exit ${exit}: done is for stages that run beside another (during)` };
    } else return this.otherStage(wired, written, exit, at);
    if (found === undefined) this.compilation.diagnostics.error('def.exit-target', at, wrong.zh, wrong.en);
    return found;
  }

  private otherStage(wired: WiredStage, written: string, exit: string, at: SourcePlace): string | undefined {
    const { stage } = wired;
    const [key = '', entry] = written.split('.');
    const other = this.wired.find((item) => item.stage.key === key);
    if (other === undefined) {
      const known = ['next', 'end <结局>', ...this.wired.map((item) => item.stage.key)];
      this.compilation.diagnostics.error('def.exit-target', at, `出口 ${exit}：没有流程段 ${written}`, `The exit ${exit}: there is no stage ${written}`, meant(written, known));
      return undefined;
    }
    if (entry !== undefined) {
      const state = other.states.find(entry === 'returned' ? (other.stage.returned ?? entry) : entry);
      if (state === undefined) this.compilation.diagnostics.error('def.exit-target', at, `流程段 ${key} 没有入口 ${entry}`, `The stage ${key} has no entry ${entry}`, meant(entry, other.states.names));
      return state?.id;
    }
    if (other.stage.during === undefined) return this.entrance(key);
    if (other.stage.during !== stage.during) {
      this.compilation.diagnostics.error('def.exit-target', at, `${key} 与 ${other.stage.during} 并行，只能由同时并行的流程段交给它`, `${key} runs beside ${other.stage.during}: only a stage beside the same one can hand over to it`);
      return undefined;
    }
    this.handovers.push({ from: wired, to: key, exit });
    return this.rest(stage);
  }

  /** Where a watcher's region goes when it is over: back to waiting for a call, or to rest. */
  private rest(stage: BoundStage): string {
    if (this.onDemand.has(stage.key)) return `${stage.key}/idle`;
    this.resting.add(stage.key);
    return `${stage.key}/done`;
  }

  private next(stage: BoundStage): string | undefined {
    const order = this.onRoad.map((item) => item.stage.key);
    const index = order.indexOf(stage.key);
    const key = index < 0 ? undefined : order[index + 1];
    return key === undefined ? undefined : this.entrance(key);
  }

  private back(stage: BoundStage): string | undefined {
    const from = this.stages.filter(({ exits }) => Object.values(exits).includes(stage.key));
    const home = from.length === 1 ? this.wired.find((item) => item.stage.key === from[0]?.key) : undefined;
    return home === undefined ? undefined : (home.states.find(home.stage.returned ?? '')?.id ?? home.stage.key);
  }

  private door({ stage }: WiredStage): readonly PlannedState[] {
    if (stage.for === undefined) return [];
    const id = `door/${stage.key}`;
    const places = [this.compilation.place([...stage.path, 'for'])];
    const guard: PlannedGuard = { id: `${id} always 0`, cel: stage.for, place: (shift) => this.compilation.source.placeInside([...stage.path, 'for'], shift) };
    const past = this.next(stage);
    if (past === undefined) {
      this.compilation.diagnostics.error('def.exit-target', places[0] ?? this.compilation.place([]), `${stage.key} 是最后一段，跳过它就没有去处`, `${stage.key} is the last stage: who skips it has nowhere to go`);
      return [];
    }
    const candidates: PlannedCandidate[] = [
      { target: stage.key, reenter: false, guard: { type: 'cel', params: { guards: [guard.id] } }, actions: [], places },
      { target: past, reenter: false, actions: [], places },
    ];
    const edge: PlannedEdge = { event: '', cause: 'always', source: '', outcome: '', drafts: [{ target: { kind: 'stay' }, guards: [guard], places }], candidates, places };
    return [{ ...emptyState(id, id, stage.key, stage.name, places), tags: [ACTIVE], edges: [edge] }];
  }

  private node(item: WiredStage): PlannedState {
    const { stage, chart } = item;
    const watchers = this.wired.filter((other) => other.stage.during === stage.key);
    const root = { ...chart.root, tags: [...new Set([...chart.root.tags, ACTIVE])] };
    if (watchers.length === 0) return root;
    const places = [this.compilation.place(stage.path, 'key')];
    return {
      ...emptyState(stage.key, stage.key, stage.key, stage.name, places),
      kind: 'compound',
      parallel: true,
      tags: [ACTIVE],
      children: [{ ...root, id: `${stage.key}/road`, key: 'road' }, ...watchers.map((watcher) => this.region(watcher))],
    };
  }

  /** A watcher's own states, with where it waits before it is called (`idle`) or rests when it is over (`done`). */
  private region({ stage, chart }: WiredStage): PlannedState {
    const places = [this.compilation.place(stage.path, 'key')];
    const extra = (key: string, zh: string, en: string): PlannedState => ({ ...emptyState(`${stage.key}/${key}`, key, stage.key, { zh, en }, places), tags: [ACTIVE] });
    const children = [...chart.root.children];
    if (this.onDemand.has(stage.key)) {
      this.beginnings.set(stage.key, `${stage.key}/${chart.root.initial ?? ''}`);
      children.unshift(extra('idle', '未启动', 'Not started'));
      chart.root.initial = 'idle';
    }
    if (this.resting.has(stage.key)) children.push(extra('done', '已完成', 'Done'));
    chart.root.children = children;
    return chart.root;
  }

  /** The event that leaves one watcher for another also moves the other out of `idle`, under the same guard. */
  private handOver(): void {
    for (const { from, to, exit } of this.handovers) {
      const home = this.watcher(to);
      const idle = home?.chart.root.children.find(({ key }) => key === 'idle');
      const beginning = this.beginnings.get(to);
      if (idle === undefined || beginning === undefined) continue;
      for (const state of statesOf(from.chart.root)) {
        for (const edge of state.edges.filter(({ candidates }) => candidates.some((candidate) => candidate.exit === exit))) this.copy(edge, exit, idle, beginning, from);
      }
    }
  }

  private copy(edge: PlannedEdge, exit: string, idle: PlannedState, target: string, from: WiredStage): void {
    const [only] = edge.candidates;
    if (edge.event === '' || only === undefined || edge.candidates.length !== 1 || only.exit !== exit) {
      this.compilation.diagnostics.error('def.handover', edge.places[0] ?? this.compilation.place(from.stage.path), '交给另一个并行流程段的出口，必须是一个事件的唯一去向', 'An exit into another stage that runs beside must be the only way of its event');
      return;
    }
    if (idle.edges.some(({ event }) => event === edge.event)) return;
    idle.edges.push({ ...edge, drafts: [], candidates: [{ ...only, target, actions: [] }] });
  }
}
