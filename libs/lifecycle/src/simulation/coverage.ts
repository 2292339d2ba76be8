/**
 * What scenarios reached, read off the record: every entry names its cause and the states after each microstep, which
 * tells the transitions taken; guards are watched as they answer.
 */
import { coverageTargets, createGuardEvaluator, missedBy, transitionsOf, type Artefact, type ChartTransition, type CoverageTarget, type ScenarioReach } from '@shidian/definition';
import type { ChartDefinition, GuardEvaluator, Instant, JsonValue } from '@shidian/engine';

interface RecordedStep {
  readonly cause: { readonly kind: string; readonly task?: string; readonly decision?: string; readonly roll?: string; readonly deadline?: string; readonly completes?: boolean };
  readonly trail: readonly (readonly string[])[];
}

export interface CoverageReport {
  readonly reached: number;
  readonly all: number;
  readonly missed: readonly CoverageTarget[];
}

/** What of the charts one scenario reaches. */
export class Coverage {
  private readonly steps: { readonly at: Instant; readonly transitions: readonly string[] }[] = [];
  private readonly answers = new Set<string>();
  private readonly deadlines = new Set<string>();
  private readonly states = new Set<string>();
  private readonly charts: Readonly<Record<'case' | 'program', ChartReading>>;

  constructor(private readonly artefact: Artefact) {
    this.charts = { case: new ChartReading(artefact.caseChart), program: new ChartReading(artefact.programChart) };
  }

  /** Guards that tell what they answered. */
  readonly watchGuards = (artefact: Artefact): GuardEvaluator => {
    const guards = createGuardEvaluator(artefact);
    return {
      evaluate: (guard, scope) => {
        const answer = guards.evaluate(guard, scope);
        if (answer.error === undefined) this.answers.add(`${guard}=${answer.value}`);
        return answer;
      },
    };
  };

  /** The entries of one chain, in order. */
  read(chart: 'case' | 'program', entries: readonly { readonly at: Instant; readonly body: string }[]): void {
    let before: readonly string[] = [];
    for (const { at, body } of entries) {
      const entry = JSON.parse(body) as Partial<RecordedStep>;
      if (entry.cause === undefined || entry.trail === undefined) continue;
      before = this.readStep(this.charts[chart], before, at, { cause: entry.cause, trail: entry.trail });
    }
  }

  private readStep(chart: ChartReading, before: readonly string[], at: Instant, { cause, trail }: RecordedStep): readonly string[] {
    if (cause.deadline !== undefined && cause.kind === 'deadline') this.deadlines.add(`${cause.deadline}.due`);
    const event = eventOf(cause);
    let current = before;
    const taken: ChartTransition[] = [];
    const moved = trail.some((after) => after.length !== before.length || after.some((leaf) => !before.includes(leaf)));
    if (!moved && event !== undefined) taken.push(...chart.staying(event, current));
    trail.forEach((after, index) => {
      taken.push(...chart.taken(index === 0 && event !== undefined ? [event, 'always'] : ['always'], current, after));
      for (const leaf of after) this.states.add(leaf);
      current = after;
    });
    this.steps.push({ at, transitions: taken.map(({ id }) => id) });
    return current;
  }

  /** Where it went: in the order of the instants, and at one instant in that of the chains as they were read. */
  reach(): ScenarioReach {
    const targets = coverageTargets(this.artefact);
    const there = (kind: CoverageTarget['kind'], reached: ReadonlySet<string>): readonly string[] => [...new Set(targets.filter(({ id, kind: own }) => own === kind && reached.has(id)).map(({ id }) => id))];
    const seen = new Set<string>();
    const way = [...this.steps].sort((a, b) => a.at - b.at).flatMap(({ transitions }) => {
      const fresh = transitions.filter((id) => !seen.has(id) && Boolean(seen.add(id)));
      return fresh.length === 0 ? [] : [fresh];
    });
    const known = [...Object.keys(this.artefact.caseChart.states), ...Object.keys(this.artefact.programChart.states)];
    return { way, guards: there('guard', this.answers), deadlines: there('deadline', this.deadlines), states: [...new Set(known.filter((id) => this.states.has(id)))] };
  }
}

export function coverageReport(artefact: Artefact, reaches: readonly ScenarioReach[]): CoverageReport {
  const all = coverageTargets(artefact).length;
  const missed = missedBy(artefact, reaches);
  return { all, reached: all - missed.length, missed };
}

function eventOf(cause: RecordedStep['cause']): string | undefined {
  if (cause.kind === 'act') return cause.completes === false ? undefined : `${cause.task ?? ''}.${cause.decision ?? ''}`;
  if (cause.kind === 'roll') return `${cause.roll ?? ''}.${cause.decision ?? ''}`;
  if (cause.kind === 'deadline') return `${cause.deadline ?? ''}.due`;
  return undefined;
}

class ChartReading {
  private readonly transitions: readonly ChartTransition[];
  /** State id → itself and everything above it. */
  private readonly line = new Map<string, ReadonlySet<string>>();

  constructor(chart: ChartDefinition) {
    this.transitions = transitionsOf(chart.machine);
    this.readLines(chart.machine, []);
  }

  private readLines(node: Readonly<Record<string, JsonValue>>, above: readonly string[]): void {
    const own = typeof node['id'] === 'string' ? [...above, node['id']] : above;
    const id = own.at(-1);
    if (id !== undefined) this.line.set(id, new Set(own));
    const states = node['states'];
    if (typeof states !== 'object' || states === null || Array.isArray(states)) return;
    for (const child of Object.values(states)) if (typeof child === 'object' && child !== null && !Array.isArray(child)) this.readLines(child as Readonly<Record<string, JsonValue>>, own);
  }

  private isIn(leaves: readonly string[], state: string): boolean {
    return leaves.some((leaf) => this.line.get(leaf)?.has(state) === true);
  }

  taken(events: readonly string[], before: readonly string[], after: readonly string[]): readonly ChartTransition[] {
    return this.transitions.filter(
      (transition) => events.includes(transition.event) && transition.targets.length > 0 && this.isIn(before, transition.source) && transition.targets.some((target) => this.isIn(after, target)),
    );
  }

  staying(event: string, leaves: readonly string[]): readonly ChartTransition[] {
    return this.transitions.filter((transition) => transition.event === event && transition.targets.length === 0 && this.isIn(leaves, transition.source));
  }
}
