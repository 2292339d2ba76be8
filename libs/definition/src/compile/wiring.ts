/**
 * Joins the stages of one half into a chart: names become ids, exits become targets, a return becomes one guarded
 * candidate for each step that it offers, `$sender` one for each state that may have sent the case back.
 */
import type { ChartAction, DecisionDefinition, TaskDefinition, Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { meant } from '../diagnostics.js';
import type { BoundStage } from './bound-stage.js';
import { statesOf, type DraftCandidate, type PlannedCandidate, type PlannedEdge, type PlannedState } from './chart-plan.js';
import type { Compilation } from './compilation.js';
import type { StageChart } from './stage-chart.js';
import { type StageStates } from './targets.js';

export interface WiredStage {
  readonly stage: BoundStage;
  readonly chart: StageChart;
  readonly states: StageStates;
  /** `<roll>.<decision>` → what a return adds to the decision. */
  readonly returns: Map<string, (decision: DecisionDefinition) => DecisionDefinition>;
}

/** A return that some state offers. */
interface Offer {
  /** The returner's state. */
  readonly from: string;
  /** Stage key or state id. */
  readonly step: string;
  /** Stage that the case comes back to. */
  readonly stage: string;
  readonly then: readonly ('onward' | 'sender')[];
  readonly place: SourcePlace | undefined;
}

/** What differs between the road of cases and the regions of a program. */
export interface Road {
  /** Id of the state behind the name of a stage: its door, or itself. */
  entrance(stage: string): string | undefined;
  /** Target of an exit; undefined after reporting. */
  exit(wired: WiredStage, exit: string, written: string, places: readonly SourcePlace[]): ExitTarget | undefined;
}

export interface ExitTarget {
  readonly target: string;
  readonly exit: string;
}

const RETURN_NEEDS = ['reason', 'fix_by'];

export class Wiring {
  private readonly offers: Offer[] = [];

  constructor(
    private readonly compilation: Compilation,
    private readonly road: Road,
    private readonly wired: readonly WiredStage[],
    /** Keys of the stages in road order, to know what is earlier. */
    private readonly order: readonly string[],
  ) {}

  resolve(): void {
    for (const item of this.wired) for (const state of statesOf(item.chart.root)) for (const edge of state.edges) this.collectOffers(item, state, edge);
    for (const item of this.wired) for (const state of statesOf(item.chart.root)) for (const edge of state.edges) edge.candidates = this.candidates(item, state, edge);
    this.checkSenders();
  }

  private collectOffers(item: WiredStage, state: PlannedState, edge: PlannedEdge): void {
    for (const { target, places } of edge.drafts) {
      if (target.kind !== 'return') continue;
      const steps = target.steps === 'earlier' ? this.earlier(item) : target.steps;
      const offered: string[] = [];
      for (const step of steps) {
        const own = item.states.find(step, state);
        const other = own === undefined ? this.returnable(item, step, places) : undefined;
        const id = own?.id ?? other?.stage.key;
        if (id === undefined) continue;
        offered.push(id);
        this.offers.push({ from: state.id, step: id, stage: other?.stage.key ?? item.stage.key, then: target.then, place: places[0] });
      }
      if (steps.length === 0) this.error('def.return-nowhere', places, '没有可退回的步骤', 'There is no step to return to');
      this.describeReturn(item, edge, offered, target.then);
    }
  }

  /** Stages before this one that say how one comes back to them. */
  private earlier(item: WiredStage): readonly string[] {
    const index = this.order.indexOf(item.stage.key);
    return this.order.slice(0, Math.max(index, 0)).filter((key) => this.wired.find(({ stage }) => stage.key === key)?.stage.returned !== undefined);
  }

  private returnable(item: WiredStage, step: string, places: readonly SourcePlace[]): WiredStage | undefined {
    const found = this.wired.find(({ stage }) => stage.key === step);
    const earlier = this.earlier(item);
    if (found === undefined) {
      this.error('def.unknown-step', places, `没有步骤 ${step}`, `There is no step ${step}`, meant(step, [...earlier, ...item.states.names]));
      return undefined;
    }
    const here = this.order.indexOf(item.stage.key);
    const there = this.order.indexOf(step);
    if (there >= here && here >= 0) {
      this.error('def.return-later', places, `只能退回到更早的步骤：${step} 在 ${item.stage.key} 之后`, `A return goes to an earlier step: ${step} is not before ${item.stage.key}`, { zh: `可退回：${earlier.join('、')}`, en: `Earlier steps: ${earlier.join(', ')}` });
      return undefined;
    }
    if (found.stage.returned === undefined) {
      this.error('def.return-no-entry', places, `流程段 ${found.stage.use} 没有声明退回时的入口（entries.returned）`, `The stage ${found.stage.use} declares no entry for returns (entries.returned)`);
      return undefined;
    }
    return found;
  }

  /** The decision that returns names what may be chosen. */
  private describeReturn(item: WiredStage, edge: PlannedEdge, offered: readonly string[], then: readonly ('onward' | 'sender')[]): void {
    const describe = (decision: DecisionDefinition): DecisionDefinition => ({ ...decision, needs: [...new Set([...decision.needs, ...RETURN_NEEDS])], returns: offered, then });
    if (edge.cause === 'task') {
      const task = item.chart.tasks[edge.source];
      const decision = task?.decisions[edge.outcome];
      if (task !== undefined && decision !== undefined) item.chart.tasks[edge.source] = { ...task, decisions: { ...task.decisions, [edge.outcome]: describe(decision) } } satisfies TaskDefinition;
    } else if (edge.cause === 'roll') item.returns.set(`${edge.source}.${edge.outcome}`, describe);
    else this.error('def.return-by-nobody', edge.places, '退回只能由人决定', 'Only a person can return a case');
  }

  private candidates(item: WiredStage, state: PlannedState, edge: PlannedEdge): PlannedCandidate[] {
    return edge.drafts.flatMap((draft) => this.candidate(item, state, edge, draft));
  }

  private candidate(item: WiredStage, state: PlannedState, edge: PlannedEdge, draft: DraftCandidate): readonly PlannedCandidate[] {
    const { target, guards, places } = draft;
    const guard = guards.length === 0 ? {} : { guard: { type: 'cel', params: { guards: guards.map(({ id }) => id) } } as const };
    switch (target.kind) {
      case 'stay':
        // A transition without target and action is invisible to the machine; the mark makes it a fact.
        return [{ reenter: false, ...guard, actions: edge.event === '' ? [] : [{ type: 'mark', params: { mark: `${item.stage.key}.${edge.event.slice(item.stage.key.length + 1)}` } }], places }];
      case 'state': {
        const found = item.states.find(target.name, state);
        if (found === undefined) {
          this.error('def.unknown-target', places, `本段没有状态 ${target.name}`, `The stage has no state ${target.name}`, meant(target.name, [...item.states.names, ...Object.keys(item.stage.exits).map((name) => `exit.${name}`)]));
          return [];
        }
        return [{ target: found.id, reenter: found.id === state.id, ...guard, actions: [], places }];
      }
      case 'exit': {
        const written = item.stage.exits[target.name];
        if (written === undefined) {
          const known = Object.keys(item.stage.exits);
          this.error('def.unknown-exit', places, `本段没有出口 ${target.name}`, `The stage has no exit ${target.name}`, meant(target.name, known));
          return [];
        }
        const found = this.road.exit(item, target.name, written, places);
        return found === undefined ? [] : [{ target: found.target, reenter: false, ...guard, actions: [], places, exit: found.exit }];
      }
      case 'sender':
        return this.senders(item, state).map(({ from }) => ({ target: from, reenter: false, guard: { type: 'sender_is', params: { step: from } }, actions: [], places }));
      case 'return':
        return this.offers.filter(({ from, place }) => from === state.id && place === places[0]).map(({ step, stage }) => this.returning(state, step, stage, places));
    }
  }

  private returning(state: PlannedState, step: string, stage: string, places: readonly SourcePlace[]): PlannedCandidate {
    const home = this.wired.find((item) => item.stage.key === stage);
    const target = step === stage ? (home?.states.find(home.stage.returned ?? '')?.id ?? step) : step;
    const actions: ChartAction[] = [{ type: 'return.begin', params: { from: state.id } }];
    return { target, reenter: target === state.id, guard: { type: 'returned_to', params: { step } }, actions, places };
  }

  /** States that may have sent the case back into this stage and want it back straight. */
  private senders(item: WiredStage, state: PlannedState): readonly Offer[] {
    const seen = new Set<string>();
    return this.offers.filter(({ from, stage, then }) => stage === item.stage.key && then.includes('sender') && from !== state.id && !seen.has(from) && seen.add(from).size > 0);
  }

  private checkSenders(): void {
    for (const offer of this.offers) {
      if (!offer.then.includes('sender')) continue;
      const home = this.wired.find(({ stage }) => stage.key === offer.stage);
      const handled = home !== undefined && [...statesOf(home.chart.root)].some(({ edges }) => edges.some(({ drafts }) => drafts.some(({ target }) => target.kind === 'sender')));
      if (!handled) this.error('def.sender-missing', offer.place === undefined ? [] : [offer.place], `退回到 ${offer.step} 后要“直送退回人”，但那一段没有 $sender`, `After a return to ${offer.step} the case is to go straight back, but that stage has no $sender`);
    }
  }

  private error(code: string, places: readonly SourcePlace[], zh: string, en: string, suggestion?: Words): void {
    const place = places[0];
    if (place !== undefined) this.compilation.diagnostics.error(code, place, zh, en, suggestion);
  }
}
