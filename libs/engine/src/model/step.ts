/** A step: what it is asked, and what it gives. Plain JSON; nothing here reads a clock, a database or chance. */
import type { InstanceState, MemberAct, OpenTask } from './instance-state.js';
import type { Instant, JsonValue, PostId, Words } from './values.js';

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
