/**
 * What scenarios reached, read off the record: every entry names its cause and the states after each microstep, which
 * tells the transitions taken; guards are watched as they answer.
 */
import { coverageTargets, createGuardEvaluator, transitionsOf, type Artefact, type ChartTransition, type CoverageTarget } from '@shidian/definition';
import type { ChartDefinition, GuardEvaluator, JsonValue } from '@shidian/engine';

interface RecordedStep {
  readonly cause: { readonly kind: string; readonly task?: string; readonly decision?: string; readonly roll?: string; readonly deadline?: string; readonly completes?: boolean };
  readonly trail: readonly (readonly string[])[];
}

export interface CoverageReport {
  readonly reached: number;
  readonly all: number;
  readonly missed: readonly CoverageTarget[];
}

export class Coverage {
  private readonly reached = new Set<string>();
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
        if (answer.error === undefined) this.reached.add(`${guard}=${answer.value}`);
        return answer;
      },
    };
  };

  /** The bodies of one chain, in order. */
  read(chart: 'case' | 'program', bodies: readonly string[]): void {
    let before: readonly string[] = [];
    for (const body of bodies) {
      const entry = JSON.parse(body) as Partial<RecordedStep>;
      if (entry.cause === undefined || entry.trail === undefined) continue;
      before = this.readStep(this.charts[chart], before, { cause: entry.cause, trail: entry.trail });
    }
  }

  private readStep(chart: ChartReading, before: readonly string[], { cause, trail }: RecordedStep): readonly string[] {
    if (cause.deadline !== undefined && cause.kind === 'deadline') this.reached.add(`${cause.deadline}.due`);
    const event = eventOf(cause);
    let current = before;
    const moved = trail.some((after) => after.length !== before.length || after.some((leaf) => !before.includes(leaf)));
    if (!moved && event !== undefined) this.reach(chart.staying(event, current));
    trail.forEach((after, index) => {
      this.reach(chart.taken(index === 0 && event !== undefined ? [event, 'always'] : ['always'], current, after));
      current = after;
    });
    return current;
  }

  private reach(transitions: readonly ChartTransition[]): void {
    for (const transition of transitions) this.reached.add(transition.id);
  }

  report(): CoverageReport {
    const targets = coverageTargets(this.artefact);
    const missed = targets.filter((target) => !this.reached.has(target.id));
    return { all: targets.length, reached: targets.length - missed.length, missed };
  }
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
