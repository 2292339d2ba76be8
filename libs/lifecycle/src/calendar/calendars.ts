/** The calendars of the installation, each made once per version: reading one is dear, a step is not. */
import { publishedHolidays, WorkingCalendar } from '@shidian/calendar';
import type { BusinessClock } from '../ports/identity.js';
import type { CalendarStore, StoredCalendar } from '../ports/calendar-store.js';
import type { DateRow } from '../ports/rows.js';
import { calendarVersionOf } from './calendar-row.js';

export interface CalendarSource {
  /** The one that a program begins with. */
  inForce(): Promise<WorkingCalendar>;
  /** The one that binds an instance, by the rows read with it. */
  of(rows: readonly DateRow[]): Promise<WorkingCalendar>;
}

/** One calendar for everything: a simulation, a check of a file. */
export class FixedCalendar implements CalendarSource {
  private readonly answer: Promise<WorkingCalendar>;

  constructor(calendar: WorkingCalendar = new WorkingCalendar()) {
    this.answer = Promise.resolve(calendar);
  }

  inForce(): Promise<WorkingCalendar> {
    return this.answer;
  }

  of(): Promise<WorkingCalendar> {
    return this.answer;
  }
}

/** As they are, and beside them one that nobody has stored yet. */
export class TrialCalendars implements CalendarSource {
  constructor(
    private readonly calendars: CalendarSource,
    private readonly trial: WorkingCalendar,
  ) {}

  inForce(): Promise<WorkingCalendar> {
    return this.calendars.inForce();
  }

  of(rows: readonly DateRow[]): Promise<WorkingCalendar> {
    return calendarVersionOf(rows) === this.trial.version ? Promise.resolve(this.trial) : this.calendars.of(rows);
  }
}

/** What the installation put in force, version by version. An empty store is given the tables of this release. */
export class Calendars implements CalendarSource {
  private readonly made = new Map<string, Promise<WorkingCalendar>>();
  private first: Promise<WorkingCalendar> | undefined;

  constructor(
    private readonly store: CalendarStore,
    private readonly clock: BusinessClock,
  ) {}

  async inForce(): Promise<WorkingCalendar> {
    const stored = (await this.store.inForce()) ?? (await this.install());
    return await this.remembered(stored.version, () => Promise.resolve(stored));
  }

  of(rows: readonly DateRow[]): Promise<WorkingCalendar> {
    const version = calendarVersionOf(rows);
    return version === undefined ? this.oldest() : this.remembered(version, () => this.store.version(version));
  }

  /** For programs of a time before there were calendar rows: what the installation began with. */
  private oldest(): Promise<WorkingCalendar> {
    this.first ??= this.begin();
    this.first.catch(() => {
      this.first = undefined;
    });
    return this.first;
  }

  private async begin(): Promise<WorkingCalendar> {
    // Not by the memory: whoever asks it for a version that was never stored waits for this one, which may bear the same name.
    return calendarOf((await this.store.oldest()) ?? (await this.install()));
  }

  private remembered(version: string, find: () => Promise<StoredCalendar | undefined>): Promise<WorkingCalendar> {
    let made = this.made.get(version);
    if (made === undefined) {
      made = find().then((stored) => (stored === undefined ? this.oldest() : calendarOf(stored)));
      this.made.set(version, made);
      made.catch(() => this.made.delete(version));
    }
    return made;
  }

  private async install(): Promise<StoredCalendar> {
    const calendar = new WorkingCalendar();
    const stored: StoredCalendar = { version: calendar.version, data: publishedHolidays(), own: [], appliedBy: null, documentNumber: null, appliedAt: this.clock.now() };
    await this.store.putInForce(stored, null);
    return (await this.store.inForce()) ?? stored;
  }
}

function calendarOf({ version, data, own }: StoredCalendar): WorkingCalendar {
  return new WorkingCalendar({ data, overrides: own, version });
}
