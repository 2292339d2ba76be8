/** The ways of each kind of applicant through the chart of cases: the doors (`for`) decided by kind where they can be. */
import type { Artefact } from '../artefact.js';
import { accessesOf, callsOf } from '../cel/expression.js';
import { ApplicantFacts, celValue, GuardEnvironment, type CompiledExpression } from '../cel/environment.js';
import type { ChartGraph } from '../compile/chart-graph.js';
import type { PlannedCandidate, PlannedEdge, PlannedState } from '../compile/chart-plan.js';

/** What the kind leaves open is tried both ways, all together; beyond this many both ways are open everywhere. */
const MAX_OPEN_QUESTIONS = 8;

interface Door {
  /** Set where the kind and the parties that it has decide. */
  readonly run: CompiledExpression | undefined;
  readonly cel: string;
  readonly parties: readonly string[];
}

export class Routes {
  private readonly doors = new Map<string, Door>();
  /** Names of parties and whole conditions that are true for some cases and not for others. */
  private readonly questions: readonly string[];

  constructor(
    private readonly artefact: Artefact,
    private readonly graph: ChartGraph,
  ) {
    const environment = new GuardEnvironment(artefact.values, artefact.forms);
    const questions = new Set<string>();
    for (const state of graph.states.values()) {
      const cel = state.id.startsWith('door/') ? state.edges[0]?.drafts[0]?.guards[0]?.cel : undefined;
      const compiled = cel === undefined ? undefined : environment.compile(cel);
      if (cel === undefined || compiled === undefined || 'fault' in compiled) continue;
      const calls = callsOf(compiled.ast);
      const decided = calls.every(({ name }) => name === 'has_party') && accessesOf(compiled.ast).every(({ path }) => path[0] === 'settings' || path.join('.') === 'applicant.kind');
      const parties = calls.flatMap(({ texts }) => texts.flatMap((text) => text ?? []));
      this.doors.set(state.id, { run: decided ? compiled.run : undefined, cel, parties });
      for (const question of decided ? parties : [cel]) questions.add(question);
    }
    this.questions = [...questions].slice(0, MAX_OPEN_QUESTIONS);
  }

  /** A kind of applicant that can come to the state without any of the edges; undefined when none can. */
  kindThatAvoids(edges: (edge: PlannedEdge) => boolean, state: string): string | undefined {
    return Object.keys(this.artefact.applicants).find((kind) => {
      for (let answers = 0; answers < 2 ** this.questions.length; answers += 1) {
        const open = (from: PlannedState, edge: PlannedEdge, candidate: PlannedCandidate): boolean => !edges(edge) && !isWayBack(candidate) && this.passes(from, candidate, kind, answers);
        if (this.graph.reachable(this.graph.root.id, open).has(state)) return true;
      }
      return false;
    });
  }

  private passes(from: PlannedState, candidate: PlannedCandidate, kind: string, answers: number): boolean {
    const door = this.doors.get(from.id);
    const through = door === undefined ? undefined : this.decide(door, kind, answers);
    return through === undefined || through === (candidate.guard !== undefined);
  }

  private decide({ run, cel, parties }: Door, kind: string, answers: number): boolean | undefined {
    const answer = (question: string): boolean | undefined => {
      const index = this.questions.indexOf(question);
      return index < 0 ? undefined : (answers & (1 << index)) !== 0;
    };
    if (run === undefined) return answer(cel);
    if (parties.some((name) => answer(name) === undefined)) return undefined;
    const applicant = new ApplicantFacts({ kind, name: '', tier: '', tags: [], titles: [] });
    try {
      const value = run({ applicant, settings: celValue(this.artefact.values) }, { hasParty: (name) => answer(name) ?? false, refusesLate: () => false, inTime: () => false, daySet: () => false });
      return typeof value === 'boolean' ? value : undefined;
    } catch {
      // A condition that breaks at run time decides nothing here.
      return undefined;
    }
  }
}

/** A return goes only where the case has been, so it opens nothing new. */
function isWayBack({ guard }: PlannedCandidate): boolean {
  return guard?.type === 'returned_to' || guard?.type === 'sender_is';
}
