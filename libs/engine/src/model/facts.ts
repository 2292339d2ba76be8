/** What a step reads of the world: facts, dates, guards. */
import type { RungOffset } from './chart-definition.js';
import type { Instant, JsonValue, PostId } from './values.js';

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

export interface SaidDate {
  /**
   * When somebody set what the date says now: by an extension, a calendar, or the date that it counts from; undefined where
   * nobody has. It may lie before a look that did not see it: what is set is seen once it is committed.
   */
  readonly at?: Instant;
  /** What it said before, one after another. */
  readonly before: readonly (Instant | undefined)[];
}

/** What the kernel needs to know of dates; pure, made per step by the lifecycle from rules, shared rows and the calendar. */
export interface DateResolver {
  /** `since`: when the deadline was armed; of a date that comes every year the first occurrence after it is meant. */
  resolve(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): ResolvedDate;
  /** How the date came to say what it says now; `since` as above. */
  said(date: string, marks: Readonly<Record<string, Instant>>, since?: Instant): SaidDate;
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
