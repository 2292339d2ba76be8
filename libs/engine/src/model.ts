/**
 * The kernel's data: what a compiled chart is, what an instance remembers, what a step takes and gives.
 * Everything here is plain JSON; nothing here reads a clock, a database or chance.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The id of a post (岗位) in the organisation tree; tasks belong to posts, not to persons. */
export type PostId = string;

/** A text in Chinese and English; `en` falls back to `zh` where a file has no translation. */
export interface Words {
  readonly zh: string;
  readonly en?: string;
}

// ---------------------------------------------------------------------------------------------
// The compiled chart (frozen at publishing, read-only at run time)
// ---------------------------------------------------------------------------------------------

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

// ---------------------------------------------------------------------------------------------
// An instance (a case or a program): what is stored between two steps
// ---------------------------------------------------------------------------------------------

export interface MemberAct {
  readonly decision: string;
  readonly account: string;
  readonly at: Instant;
}

export interface Member {
  readonly post: PostId;
  readonly act?: MemberAct;
}

/** An open task with its ledger. */
export interface OpenTask {
  /** Counts every task ever opened in this instance, from 1; never reused. */
  readonly number: number;
  readonly task: string;
  readonly openedAt: Instant;
  /** Frozen at opening. */
  readonly members: readonly Member[];
}

export interface ArmedDeadline {
  /** Counts the armings of this key in this instance, from 1: a timer of an older epoch is void. */
  readonly epoch: number;
  readonly armedAt: Instant;
  /** The due instant that this epoch was reckoned from; undefined while the rule has nothing to stand on. A different one is a move: new epoch. */
  readonly dueAt?: Instant;
  /** True while `dueAt` rests on days that the calendar does not know yet (暂定). */
  readonly provisional: boolean;
  /** Ids of the rungs already climbed, or skipped because they lay in the past when armed, in this epoch. */
  readonly climbed: readonly string[];
  /** True once `.due` has been given to the chart in this epoch. */
  readonly passed: boolean;
  /** When the chart armed it, where a move of its instant has armed it anew since. */
  readonly since?: Instant;
  /** After a suspension: what the rule says as `from` is due at `to`, the remainder kept. A rule that says another instant binds again. */
  readonly deferred?: { readonly from: Instant; readonly to: Instant };
}

/** A return (驳回) that has not come back to its sender yet: `from` has not been entered again. While it is outstanding `fixBy` stands in for earlier deadlines. */
export interface OutstandingReturn {
  readonly from: string;
  readonly to: string;
  readonly then: 'onward' | 'sender';
  readonly at: Instant;
  readonly fixBy?: Instant;
}

/** `done` by its outcome, `left` behind when the instance moved on, or closed by a deadline at `due`. */
export type TaskClosing = 'done' | 'left' | { readonly deadline: string; readonly due: Instant };

export interface Lapse extends Pick<InstanceState, 'snapshot' | 'tasks' | 'clock' | 'outstanding'> {
  readonly deadline: string;
  readonly due: Instant;
}

export interface InstanceState {
  readonly format: 1;
  /** XState's persisted snapshot without facts. */
  readonly snapshot: JsonValue;
  readonly tasks: readonly OpenTask[];
  readonly clock: Readonly<Record<string, ArmedDeadline>>;
  /** Last epoch used per deadline key, kept after disarming. */
  readonly epochs: Readonly<Record<string, number>>;
  /** How many tasks were ever opened. */
  readonly tasksOpened: number;
  /** How each task that is no longer open came to its end, by its number, so that a late act is told why. */
  readonly closed: Readonly<Record<string, TaskClosing>>;
  readonly marks: Readonly<Record<string, Instant>>;
  /** State ids (compound ones too) in order of first visit; a state that was only passed through within a step was not visited. */
  readonly visited: readonly string[];
  readonly outstanding?: OutstandingReturn;
  /** `seq` of the last move of the program that this case has seen (0 for a program itself). */
  readonly programSeen: number;
  /** Since when it is suspended (挂起): it neither moves nor reminds, and nobody acts on it. */
  readonly suspended?: Instant;
  /** When it was last resumed: what was held back until then counts from here, nothing earlier. */
  readonly resumed?: Instant;
  /** What a deadline ended: where the instance stood, so that an extension granted afterwards opens it again. */
  readonly lapsed?: Lapse;
  /** When it was made void (作废): it has ended without an outcome of its chart. */
  readonly voided?: Instant;
  /** When the members of an open task were last nudged (催办), by its number. */
  readonly nudged?: Readonly<Record<string, Instant>>;
}

// ---------------------------------------------------------------------------------------------
// A step
// ---------------------------------------------------------------------------------------------

/** One settled move of the program, read by level: where it stands after the move, and its marks. */
export interface ProgramMove {
  readonly seq: number;
  readonly at: Instant;
  /** Active state ids of the program's chart, compound ones included. */
  readonly states: readonly string[];
  readonly marks: Readonly<Record<string, Instant>>;
}

/** What was read inside the step's transaction. Journalled with the step, never stored in the snapshot. */
export interface Facts {
  /** Constants of the instance for CEL: applicant, topic, settings, form values, counts … */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Party name → posts, resolved for this instance. */
  readonly parties: Readonly<Record<string, readonly PostId[]>>;
  /** For a case: moves of its program, ascending, from the one already seen (inclusive) to the newest. Empty for a program. */
  readonly moves: readonly ProgramMove[];
}

export interface ResolvedDate {
  /** The first instant that is outside; undefined while the rule has nothing to stand on (its mark has not happened). */
  readonly at?: Instant;
  readonly provisional: boolean;
}

/** What the kernel needs to know of dates; pure, made per step by the lifecycle from rules, shared rows and the calendar. */
export interface DateResolver {
  /** `since`: when the deadline was armed; of a date that comes every year the first occurrence after it is meant. */
  resolve(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): ResolvedDate;
  offset(from: Instant, by: RungOffset): Instant;
  /**
   * The date for an instance that was suspended from `since` to `until` while it was due at `due`: for a date reckoned
   * from something that happened to the instance the same remainder in the rule's own unit; undefined where it runs on.
   * `fix_by` is the outstanding return's own.
   */
  defer(date: string, due: Instant, since: Instant, until: Instant): Instant | undefined;
}

/** Evaluates a compiled guard. Total: an evaluation error is a refusal, reported by `error`. */
export interface GuardEvaluator {
  evaluate(guard: string, scope: GuardScope): { readonly value: boolean; readonly error?: string };
}

export interface GuardScope {
  readonly facts: Facts;
  /** Where the program stands for this sub-step: the states of the last move applied. */
  readonly programStates: readonly string[];
  readonly event: { readonly type: string; readonly data: Readonly<Record<string, JsonValue>> };
  readonly visited: readonly string[];
  readonly marks: Readonly<Record<string, Instant>>;
  readonly at: Instant;
}

export interface Actor {
  readonly account: string;
  /** Posts that the account holds now, and those for which it stands in. */
  readonly posts: readonly PostId[];
  /** Of these, the posts of others for which it only stands in (代理). */
  readonly standsInFor?: readonly PostId[];
}

export type Command =
  | {
      readonly kind: 'act';
      /** Receipt, by the database's clock. */
      readonly at: Instant;
      readonly task: number;
      readonly decision: string;
      readonly actor: Actor;
      /** Validated payload, e.g. reason, seal, happened_on; for a return `to`, `then`, `fix_by` (Instant). */
      readonly data: Readonly<Record<string, JsonValue>>;
    }
  | {
      readonly kind: 'roll';
      readonly at: Instant;
      readonly roll: string;
      readonly decision: string;
      readonly actor: Actor;
      readonly data: Readonly<Record<string, JsonValue>>;
    }
  /** The kernel's own, for every definition; who may do it is the lifecycle's to say. */
  | {
      readonly kind: 'administer';
      readonly at: Instant;
      readonly administration: AdministrativeAct;
      readonly actor: Actor;
      /** `reason`, needed for all but `nudge` and `wake`. */
      readonly data: Readonly<Record<string, JsonValue>>;
    }
  /** Only catch-up: what is due, and the program's moves. */
  | { readonly kind: 'tick'; readonly at: Instant };

export type AdministrativeAct =
  /** 挂起: clocks stop and everything waits. */
  | { readonly act: 'suspend' }
  /** 激活: clocks go on with what remained, what the program did meanwhile is applied in order. */
  | { readonly act: 'resume' }
  /** 跳转: leaves where it stands and enters an atomic state, with all that leaving and entering do. */
  | { readonly act: 'jump'; readonly to: string }
  /** 作废: ends without an outcome; it counts nowhere any more. */
  | { readonly act: 'void' }
  /** Looks again at once; on the record, because somebody thought it was needed. */
  | { readonly act: 'wake' }
  /** 转办: a member that has not acted gives his seat to another post. */
  | { readonly act: 'hand_over'; readonly task: number; readonly from: PostId; readonly to: PostId }
  /** 催办: reminds who still has to act; once a day for a task. */
  | { readonly act: 'nudge'; readonly task: number };

export type NoticeCause =
  | { readonly kind: 'stage'; readonly notice: string }
  | { readonly kind: 'task'; readonly task: string; readonly number: number }
  | { readonly kind: 'administration'; readonly act: AdministrativeAct['act']; readonly task?: string }
  | { readonly kind: 'rung'; readonly deadline: string; readonly epoch: number; readonly rung: string; readonly due: Instant };

/** A message that the step asks for; the lifecycle resolves recipients and words. */
export interface NoticeEffect {
  readonly type: 'notice';
  readonly cause: NoticeCause;
  /** Posts already known to the kernel (task members); empty where the notice's own parties decide. */
  readonly posts: readonly PostId[];
  readonly data: Readonly<Record<string, JsonValue>>;
}

export type Effect =
  | NoticeEffect
  | { readonly type: 'task.opened'; readonly number: number; readonly task: string; readonly members: readonly PostId[] }
  | { readonly type: 'task.closed'; readonly number: number; readonly task: string; readonly because: 'done' | 'left'; readonly by?: string }
  | { readonly type: 'task.handed_over'; readonly number: number; readonly task: string; readonly from: PostId; readonly to: PostId }
  | { readonly type: 'task.acted'; readonly number: number; readonly task: string; readonly post: PostId; readonly act: MemberAct }
  | { readonly type: 'baseline.frozen'; readonly form: string }
  | { readonly type: 'ended'; readonly outcome: string };

/** One entry of the journal before it is chained. A step has one per sub-step. */
export interface SubStep {
  /** The instant at which it counts: a deadline's own due instant, a move's, an act's receipt. */
  readonly at: Instant;
  readonly cause:
    | { readonly kind: 'started' }
    | { readonly kind: 'act'; readonly task: string; readonly number: number; readonly decision: string; readonly account: string; readonly post: PostId; /** The account only stood in for the post. */ readonly standsIn?: true; readonly data: Readonly<Record<string, JsonValue>>; readonly completes: boolean }
    | { readonly kind: 'roll'; readonly roll: string; readonly decision: string; readonly account: string; readonly data: Readonly<Record<string, JsonValue>> }
    | { readonly kind: 'administration'; readonly administration: AdministrativeAct; readonly account: string; readonly data: Readonly<Record<string, JsonValue>> }
    | { readonly kind: 'deadline'; readonly deadline: string; readonly epoch: number }
    | { readonly kind: 'rung'; readonly deadline: string; readonly epoch: number; readonly rung: string }
    /** An extension came after the deadline had ended the instance at `lapsed`: it stands again where it stood, until `due`. */
    | { readonly kind: 'reopened'; readonly deadline: string; readonly lapsed: Instant; readonly due: Instant }
    /** The deadline's instant is another one than at its arming (extension, calendar update, a mark, a return's `fix_by`, a suspension). */
    | { readonly kind: 'moved'; readonly deadline: string; readonly epoch: number; readonly from: Instant | null; readonly to: Instant | null }
    | { readonly kind: 'program'; readonly seq: number };
  /** The active leaf states after every microstep that moved something, so that transient states are on the record. */
  readonly trail: readonly (readonly string[])[];
  readonly effects: readonly Effect[];
}

export interface TimerRow {
  readonly key: string;
  readonly epoch: number;
  readonly at: Instant;
}

export interface StepResult {
  readonly state: InstanceState;
  /** In order; empty when nothing happened. */
  readonly subSteps: readonly SubStep[];
  /** Set when the command itself was refused; what was caught up before it still stands. */
  readonly refusal?: Refusal;
  /** Derived from `state`: what the projections must hold after this step. */
  readonly view: InstanceView;
}

/** Everything that is derived from an InstanceState: the rows of tasks and timers, the active states, tags. */
export interface InstanceView {
  /** Active atomic (or final) state ids, sorted. */
  readonly states: readonly string[];
  /** Active ids with the compound ones, sorted. */
  readonly configuration: readonly string[];
  readonly tags: readonly string[];
  readonly outcome?: string;
  readonly tasks: readonly (OpenTask & { readonly dueAt?: Instant; readonly provisional: boolean })[];
  /** One per armed deadline that still has something to do: the next rung or the due instant. */
  readonly timers: readonly TimerRow[];
}

export type RefusalCode =
  | 'case.closed'
  | 'case.suspended'
  | 'case.not_suspended'
  | 'jump.unknown_state'
  | 'hand_over.already_member'
  | 'nudge.no_duty'
  | 'nudge.too_soon'
  | 'task.not_open'
  | 'task.unknown'
  | 'decision.unknown'
  | 'right.not_member'
  | 'right.already_acted'
  | 'right.not_your_turn'
  | 'deadline.closed'
  | 'guard.refused'
  | 'return.not_offered'
  | 'return.not_visited'
  | 'data.missing'
  | 'roll.not_drawn_here'
  | 'event.forged'
  | 'instance.broken';

export interface Refusal {
  readonly code: RefusalCode;
  /** In words for a person, where the definition gives them. */
  readonly words?: Words;
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** Something an actor could do now, or the reason why not. */
export interface Possibility {
  readonly number: number;
  readonly task: string;
  readonly decision: string;
  readonly refusal?: Refusal;
  /** For a return: the steps that may be chosen now. */
  readonly returnTo?: readonly string[];
}
