/**
 * A chart between the files and XState: states with edges that still know what caused them and where they were
 * written. The emission turns it into a machine config; the linter reads it.
 */
import type { ChartAction, ChartGuard, Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';

export type EdgeCause = 'task' | 'deadline' | 'roll' | 'always';

export interface PlannedGuard {
  readonly id: string;
  readonly cel: string;
  readonly refuses?: Words;
  /** The place of a character of the expression. */
  readonly place: (shift: number) => SourcePlace;
}

/** As written in a stage: where it goes is not resolved yet. */
export type DraftTarget =
  | { readonly kind: 'state'; readonly name: string }
  | { readonly kind: 'exit'; readonly name: string }
  | { readonly kind: 'stay' }
  | { readonly kind: 'sender' }
  | { readonly kind: 'return'; readonly steps: 'earlier' | readonly string[]; readonly then: readonly ('onward' | 'sender')[] };

export interface DraftCandidate {
  readonly target: DraftTarget;
  readonly guards: readonly PlannedGuard[];
  readonly places: readonly SourcePlace[];
}

export interface PlannedCandidate {
  /** Id of a state; undefined = stays where it is. */
  readonly target?: string;
  readonly reenter: boolean;
  readonly guard?: ChartGuard;
  readonly actions: ChartAction[];
  readonly places: readonly SourcePlace[];
  /** The exit taken, where it leaves the stage by one. */
  readonly exit?: string;
}

export interface PlannedEdge {
  /** Full event, e.g. `gather/check.accept`; '' for `always`. */
  readonly event: string;
  readonly cause: EdgeCause;
  /** Key of the task, deadline or roll. */
  readonly source: string;
  /** The decision, or `due`. */
  readonly outcome: string;
  drafts: readonly DraftCandidate[];
  candidates: PlannedCandidate[];
  readonly places: readonly SourcePlace[];
}

export interface PlannedState {
  readonly id: string;
  /** Key in its parent; unique there. */
  readonly key: string;
  readonly stage: string;
  readonly name: Words;
  readonly tags: readonly string[];
  kind: 'atomic' | 'compound' | 'final';
  parallel: boolean;
  initial?: string;
  children: PlannedState[];
  readonly entry: ChartAction[];
  readonly exit: ChartAction[];
  edges: PlannedEdge[];
  readonly tasks: readonly string[];
  readonly deadlines: readonly string[];
  readonly outcome?: string;
  readonly places: readonly SourcePlace[];
}

export function* statesOf(state: PlannedState): Generator<PlannedState> {
  yield state;
  for (const child of state.children) yield* statesOf(child);
}

export function emptyState(id: string, key: string, stage: string, name: Words, places: readonly SourcePlace[]): PlannedState {
  return { id, key, stage, name, tags: [], kind: 'atomic', parallel: false, children: [], entry: [], exit: [], edges: [], tasks: [], deadlines: [], places };
}
