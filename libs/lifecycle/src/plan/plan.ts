/** The shape of a plan: the dated calendar of a program before it starts, and what has no date yet. Plain JSON. */
import type { CivilDate } from '@shidian/calendar';
import type { Instant, Rung, Words } from '@shidian/engine';

/** Somebody who has to do something or is told of it: a party, or a level above it. */
export interface PlanParty {
  /** Party of the program file; `office` is the receiving desk of the issuer. */
  readonly party: string;
  readonly level: Rung['to'];
  readonly name: Words;
  /** The post that hears of it, in words. */
  readonly post: Words;
}

/** Where a notice arrives: the inbox of the post, and the mailbox of every account that holds it. */
export type PlanChannel = 'in_app' | 'mail';

export interface PlanDuty {
  /** `<stage>/<task>` or `<stage>/<roll>`; empty where only a state has to come to its end. */
  readonly key: string;
  readonly name: Words;
  readonly by: PlanParty;
}

/** Why a date is not final although it is known by when at the latest. */
export interface PlanOpen {
  /** `tier`: a party sets its own, no later than the bound. `day`: only the year or month is given, a party names the day. */
  readonly kind: 'tier' | 'day';
  readonly by: PlanParty;
  /** Date that bounds it; until it is set, that one binds. */
  readonly bound?: string;
}

export interface PlanDate {
  readonly name: string;
  readonly words: Words;
  readonly rule: Words;
  /** Inclusive; for windows only. */
  readonly opens?: Instant;
  /** The first instant outside. */
  readonly closes?: Instant;
  /** 暂定: rests on days that the calendar does not know yet. */
  readonly provisional: boolean;
  readonly open?: PlanOpen;
  /** What follows for whom is late. */
  readonly late?: 'refuse' | 'mark';
  readonly says?: Words;
  readonly extend?: { readonly by: PlanParty; readonly for: readonly string[] };
  /** Numbers of the {@link PlanQuestion}s whose answers set this date. */
  readonly questions: readonly string[];
  /** How often it was set since the round was opened; a revision number. */
  readonly revision: number;
}

export type PlanEntryKind = 'opens' | 'due' | Rung['kind'];

export interface PlanEntry {
  /** Stable within the definition: `<chart>/<deadline>[/<kind of applicant>][/<year of a further occurrence>]/<what>`. */
  readonly key: string;
  readonly at: Instant;
  /** The deadline itself, the first instant outside: what a reminder is before and an escalation after. */
  readonly due: Instant;
  readonly kind: PlanEntryKind;
  readonly chart: 'case' | 'program';
  readonly stage: { readonly key: string; readonly name: Words };
  readonly deadline: string;
  /** Name of the date that binds. */
  readonly date: string;
  readonly name: Words;
  /** Kinds of applicant that it concerns; empty where it concerns all. */
  readonly applicants: readonly Words[];
  /** What has to be done by the deadline. */
  readonly duties: readonly PlanDuty[];
  /** What begins at that instant, and its owner is told of. */
  readonly begins: readonly PlanDuty[];
  readonly told: readonly PlanParty[];
  readonly channels: readonly PlanChannel[];
  /** Distance of a reminder, an overdue notice or an escalation from the deadline. */
  readonly offset?: Rung['offset'];
  /** What happens by itself at the deadline. */
  readonly then?: Words;
  readonly provisional: boolean;
  readonly open?: PlanOpen;
  readonly revision: number;
}

/** A deadline that counts from something that has not happened yet, mostly of each case for itself: told as a rule. */
export interface PlanRule {
  readonly key: string;
  readonly chart: 'case' | 'program';
  readonly stage: { readonly key: string; readonly name: Words };
  readonly name: Words;
  readonly rule: Words;
  readonly applicants: readonly Words[];
  readonly duties: readonly PlanDuty[];
  readonly ladder: readonly { readonly kind: Rung['kind']; readonly offset: Rung['offset']; readonly told: readonly PlanParty[] }[];
  readonly then?: Words;
  readonly basis: 'document' | 'ours';
}

export interface PlanUndated {
  readonly duty: PlanDuty;
  readonly chart: 'case' | 'program';
  readonly stage: { readonly key: string; readonly name: Words };
  /** The states in which it is open. */
  readonly when: readonly Words[];
  /** A right without a duty: nobody is reminded. */
  readonly optional: boolean;
}

export interface PlanTold {
  readonly notice: string;
  readonly stage: { readonly key: string; readonly name: Words };
  readonly told: readonly PlanParty[];
  readonly text: Words;
}

/** A question that the documents leave open, as the program answers it. */
export interface PlanQuestion {
  readonly number: string;
  readonly ask: string;
  /** Absent while nobody has answered it. */
  readonly answer?: string;
  /** `ours`: the documents do not say it at all. */
  readonly basis: 'document' | 'ours';
}

export interface Plan {
  readonly definition: { readonly id: string; readonly hash: string; readonly name: Words; readonly issuer: string };
  /** The round, where the plan is one of a round that was opened. */
  readonly program?: { readonly id: string; readonly name: string };
  readonly zone: string;
  readonly calendar: { readonly version: string; readonly from: CivilDate | null; readonly to: CivilDate | null };
  readonly dates: readonly PlanDate[];
  /** In the order of their instants. */
  readonly entries: readonly PlanEntry[];
  readonly relative: readonly PlanRule[];
  readonly undated: readonly PlanUndated[];
  /** Who is told when something happens, whenever that is. */
  readonly whenItHappens: readonly PlanTold[];
  readonly questions: readonly PlanQuestion[];
}
