/** The compiled chart: frozen at publishing, read-only at run time. Plain JSON; nothing here reads a clock, a database or chance. */
import type { JsonValue, Words } from './values.js';

/**
 * An XState machine config as JSON. Every state node carries `id` (its path joined by '/') and `meta: {}`;
 * guards are `{ type: 'cel' | 'returned_to' | 'sender_is', params }`, actions are {@link ChartAction}.
 * There is no `after`, `invoke`, `assign`, wildcard or inline code.
 */
export type MachineConfig = { readonly [key: string]: JsonValue };

export type ChartGuard =
  /** Compiled CEL guards of {@link ChartDefinition.guards}; all must hold, and each that does not gives its words to the refusal. */
  | { readonly type: 'cel'; readonly params: { readonly guards: readonly string[] } }
  /** The actor chose `step` (a stage key or a state id) as the place to return to, and the case has visited it or a state below it. */
  | { readonly type: 'returned_to'; readonly params: { readonly step: string } }
  /** The outstanding return came from `step` and asked to go straight back to it (`then: sender`). */
  | { readonly type: 'sender_is'; readonly params: { readonly step: string } };

export type ChartAction =
  | { readonly type: 'task.open'; readonly params: { readonly task: string } }
  | { readonly type: 'task.close'; readonly params: { readonly task: string } }
  | { readonly type: 'deadline.arm'; readonly params: { readonly deadline: string } }
  | { readonly type: 'deadline.disarm'; readonly params: { readonly deadline: string } }
  /** Remembers the instant under the name, e.g. `announce.published`; the last entry wins. */
  | { readonly type: 'mark'; readonly params: { readonly mark: string } }
  | { readonly type: 'notice'; readonly params: { readonly notice: string } }
  /** The outstanding return begins: `from` is the state of the returner. */
  | { readonly type: 'return.begin'; readonly params: { readonly from: string } }
  /** Freezes the newest submitted version of the form as the baseline of later checks (R-0-22). */
  | { readonly type: 'baseline.freeze'; readonly params: { readonly form: string } };

export interface StateInfo {
  readonly id: string;
  readonly name: Words;
  /** The stage key of the program file, or 'end'. */
  readonly stage: string;
  /** Facts of the state that quotas, titles and lists count. */
  readonly tags: readonly string[];
  /** Atomic states are where a case is; compound ones only group. */
  readonly kind: 'atomic' | 'compound' | 'final';
  /** The outcome in words for a final state at the top ('end/…'). */
  readonly outcome?: string;
}

export type Completion =
  | { readonly mode: 'any' } // 或签
  | { readonly mode: 'all' } // 会签
  | { readonly mode: 'in_order' } // 顺签
  | {
      readonly mode: 'vote'; // 票签
      /** Exact share as a fraction, compared with `>` or `>=`. */
      readonly pass: { readonly compare: '>' | '>='; readonly numerator: number; readonly denominator: number };
      readonly of: 'cast' | 'members';
      readonly quorum?: { readonly numerator: number; readonly denominator: number };
      readonly noQuorum?: string;
      readonly close: 'all' | 'early';
    };

export interface DecisionDefinition {
  readonly name: Words;
  /** Payload fields that must be filled for this decision (`reason`, `fix_by`, `seal`, `happened_on` …). */
  readonly needs: readonly string[];
  /** For a return: the steps (stage keys or state ids) that may be chosen, in road order; a single one is the default. */
  readonly returns?: readonly string[];
  /** For a return: what may be chosen for the way back. */
  readonly then?: readonly ('onward' | 'sender')[];
  /** Whether the actor may state when it happened outside the system. */
  readonly happenedOn?: boolean;
}

export interface TaskDefinition {
  /** `<stage>/<task>`, unique in the chart. */
  readonly key: string;
  readonly name: Words;
  /** Party name of the program file; resolved to posts when the task opens. */
  readonly by: string;
  /** Outcomes from the mildest to the gravest; the first is the positive one. */
  readonly decisions: Readonly<Record<string, DecisionDefinition>>;
  readonly complete: Completion;
  /** Decisions that end the task for everybody at once. */
  readonly breaks: readonly string[];
  /** A right without a duty: a button, no to-do. */
  readonly optional: boolean;
  /** `many`: each act is its own outcome and the task stays open. */
  readonly times: 'once' | 'many';
  /** Key of the deadline whose instant is shown as the task's due, if any. */
  readonly due?: string;
  /** Form that the act submits (validated by the lifecycle against the artefact's schema). */
  readonly form?: string;
  /** Opinion block of a form that the act writes. */
  readonly writes?: string;
}

/** Offset of a rung from its deadline. `amount` negative = before, 0 = at the instant, positive = after. */
export interface RungOffset {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days' | 'working_days';
  /** It may wait for the next instant at which people may be reminded, but not past its deadline. */
  readonly waits?: true;
}

export interface Rung {
  readonly id: string;
  readonly offset: RungOffset;
  readonly kind: 'reminder' | 'overdue' | 'escalation';
  /** Who hears of it: the members of the tasks that hang on the deadline, or a level above them. */
  readonly to: 'members' | 'superior' | 'superior_of_superior' | 'office';
  /** A reminder that goes out at once; what is overdue always does. */
  readonly urgent?: true;
}

export interface DeadlineDefinition {
  /** `<stage>/<name>`, unique in the chart; its event is `<key>.due`. */
  readonly key: string;
  /** Name of a date of the artefact, or one per kind of applicant. `fix_by` is the outstanding return's own. */
  readonly date: string | Readonly<Record<string, string>>;
  readonly name: Words;
  readonly ladder: readonly Rung[];
  /** Parties told by the ladder when no task hangs on the deadline. */
  readonly owner: readonly string[];
  /** Words of the refusal after a hard close, e.g. 逾期不再受理. */
  readonly says?: Words;
}

export interface RollEvent {
  /** `<stage>/<roll>`; the event of a line is `<key>.<decision>`. */
  readonly key: string;
  /** State ids from which cases are drawn. */
  readonly of: readonly string[];
  readonly decisions: Readonly<Record<string, DecisionDefinition>>;
}

export interface ChartDefinition {
  readonly machine: MachineConfig;
  readonly states: Readonly<Record<string, StateInfo>>;
  readonly tasks: Readonly<Record<string, TaskDefinition>>;
  readonly deadlines: Readonly<Record<string, DeadlineDefinition>>;
  readonly rolls: Readonly<Record<string, RollEvent>>;
  /** CEL sources by id, with the words shown when the guard of a human's outcome refuses. */
  readonly guards: Readonly<Record<string, { readonly cel: string; readonly refuses?: Words; readonly params: Readonly<Record<string, JsonValue>> }>>;
}
