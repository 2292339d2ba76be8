/**
 * Date rules as data. The stored instant of every rule is **the first instant that is outside**
 * (`by 2016-03-14` = 2016-03-15T00:00 in the rule's zone), so "in time" is always `t < instant`.
 */

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;

export type LengthUnit = 'minutes' | 'hours' | 'days' | 'working_days' | 'weeks' | 'months' | 'years';

export interface Length {
  readonly amount: number;
  readonly unit: LengthUnit;
}

export type DateRule =
  /** `by D` / `by D HH:MM`: in time until the day (or minute) ends. */
  | { readonly kind: 'by'; readonly date: CivilDate; readonly time?: string }
  /** `before D` / `before D HH:MM`: in time until it begins. */
  | { readonly kind: 'before'; readonly date: CivilDate; readonly time?: string }
  /** `on D`: a window of that one day. */
  | { readonly kind: 'on'; readonly date: CivilDate }
  /** `by end of 2018` / `by end of 2018-06`: in time until the year or month ends. */
  | { readonly kind: 'end'; readonly year: number; readonly month?: number }
  /**
   * `during 2017` / `during 2017-03` / `during end of 2018` (its last month): a window within which a day is still to be
   * set, by the party after `set by` where one is named.
   */
  | { readonly kind: 'during'; readonly year: number; readonly month?: number; readonly end?: true; readonly by?: string }
  /** `A to B`: a window, both days inclusive. */
  | { readonly kind: 'window'; readonly from: CivilDate; readonly to: CivilDate }
  /**
   * `N [working] days|weeks|months|years after|before NAME[, not after NAME]`; a window anchor gives its opening (before) or
   * closing (after). With a bound it is whichever of the two comes first.
   */
  | { readonly kind: 'relative'; readonly length: Length; readonly direction: 'after' | 'before'; readonly anchor: string; readonly notAfter?: string }
  /** `by MM-DD each year from Y`. */
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number; readonly fromYear: number }
  /** `set by PARTY, not after NAME`: until somebody sets it, the bound itself. */
  | { readonly kind: 'set'; readonly by: string; readonly notAfter: string };

export interface ParsedDateRule {
  readonly text: string;
  readonly rule: DateRule;
}

/** What a rule says, resolved. `opens` only for windows (inclusive start). */
export interface ResolvedRule {
  readonly opens?: number;
  /** First instant outside, ms since epoch. Undefined while the anchor has not happened. */
  readonly closes?: number;
  /** 暂定: rests on days beyond the calendar's coverage. */
  readonly provisional: boolean;
}

export interface CalendarDay {
  readonly date: CivilDate;
  readonly working: boolean;
  readonly name?: string;
  readonly provisional: boolean;
}
