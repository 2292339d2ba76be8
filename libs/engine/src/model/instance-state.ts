/** An instance (a case or a program): what is stored between two steps. Plain JSON; nothing here reads a clock, a database or chance. */
import type { Instant, JsonValue, PostId } from './values.js';

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
