/** The holiday calendar of the installation: what it put in force over time, and the days that its administrators entered. */
import type { CalendarDay, CivilDate, HolidayData } from '@shidian/calendar';
import type { Instant } from '@shidian/engine';

/** A calendar as it was put in force; never changed. */
export interface StoredCalendar {
  readonly version: string;
  /** The published arrangements as they were then. */
  readonly data: HolidayData;
  /** The installation's own days; they win. */
  readonly own: readonly CalendarDay[];
  /** Who applied it; null for the one that came with the release. */
  readonly appliedBy: string | null;
  readonly documentNumber: string | null;
  readonly appliedAt: Instant;
}

/** A day entered by hand; it takes effect with the next calendar update. */
export interface OwnDay {
  readonly date: CivilDate;
  readonly working: boolean;
  readonly name: string | null;
  readonly enteredBy: string;
  readonly enteredAt: Instant;
}

export interface CalendarStore {
  inForce(): Promise<StoredCalendar | undefined>;
  oldest(): Promise<StoredCalendar | undefined>;
  version(version: string): Promise<StoredCalendar | undefined>;
  /** Puts it in force where `instead` is what is in force now (null: nothing). False where somebody was quicker. */
  putInForce(calendar: StoredCalendar, instead: string | null): Promise<boolean>;
  ownDays(): Promise<readonly OwnDay[]>;
  /** All of them or none; a day that is there is entered anew. */
  enterDays(days: readonly OwnDay[]): Promise<void>;
  /** How many of the dates were there. */
  removeDays(dates: readonly CivilDate[]): Promise<number>;
  /** Programs that are not over, by id. */
  activePrograms(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Cases of the program that a calendar can still move, after the id, ascending: those that are not over, and those that lapsed. */
  openCases(programId: string, after: string | null, limit: number): Promise<readonly string[]>;
}
