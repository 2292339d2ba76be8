/**
 * A plan as a calendar file (RFC 5545). A deadline at midnight is an all-day event on the last day in time, and the end
 * of an all-day event is the day after it (exclusive); reminders and escalations are instants in the program's zone.
 * The UID of an entry never changes; SEQUENCE counts how often its date was set anew.
 */
import { addDays, wallClock, type CivilDate, type Language } from '@shidian/calendar';
import type { Instant } from '@shidian/engine';
import ical, { ICalEventStatus, ICalEventTransparency, type ICalCalendar, type ICalEventData } from 'ical-generator';
import { DateTime } from 'luxon';
import type { Plan, PlanDate, PlanEntry } from './plan.js';
import { PlanWords } from './plan-words.js';

/** China has had one time and no summer time since 1992; no date of a program lies before. */
const SHANGHAI = ['BEGIN:VTIMEZONE', 'TZID:Asia/Shanghai', 'BEGIN:STANDARD', 'DTSTART:19920101T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0800', 'TZNAME:CST', 'END:STANDARD', 'END:VTIMEZONE'].join('\r\n');

/** @param stamp when what is in the file was last said (DTSTAMP): the same plan gives the same file. */
export function planCalendarFile(plan: Plan, language: Language, stamp: Instant): string {
  const words = new PlanWords(language, plan);
  const title = plan.program?.name ?? words.say(plan.definition.name);
  const calendar = ical({
    name: title,
    description: `${plan.definition.issuer} ${title}`,
    prodId: { company: 'Shidian', product: 'plan', language: language === 'zh' ? 'ZH' : 'EN' },
    // Without a name the calendar's own stamps stay in UTC; the events name the zone.
    timezone: { name: null, generator: (zone) => (zone === plan.zone ? SHANGHAI : null) },
    x: [{ key: 'X-WR-TIMEZONE', value: plan.zone }],
  });
  const writer = new Writer(calendar, plan, words, stamp);
  for (const date of plan.dates) writer.span(date);
  for (const entry of plan.entries) writer.entry(entry);
  // ical-generator ends its text without the last line break.
  return `${calendar.toString()}\r\n`.replace(/(\r\n)+$/, '\r\n');
}

class Writer {
  private readonly owner: string;

  constructor(
    private readonly calendar: ICalCalendar,
    private readonly plan: Plan,
    private readonly words: PlanWords,
    private readonly stamp: Instant,
  ) {
    this.owner = plan.program?.id ?? plan.definition.id;
  }

  /** A window as one event over all its days. */
  span(date: PlanDate): void {
    if (date.opens === undefined || date.closes === undefined) return;
    const [from, to] = [this.day(date.opens), addDays(this.day(date.closes - 1), 1)];
    const notes = [this.words.date(date), this.words.late(date), date.open === undefined ? '' : this.words.open(date.open)];
    this.event(`date/${date.name}`, date.revision, {
      ...allDay(from, to),
      summary: this.words.say(date.words),
      description: lines(notes),
      status: statusOf(date),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }

  entry(entry: PlanEntry): void {
    this.event(entry.key, entry.revision, {
      ...this.time(entry),
      summary: `${this.marked(entry)}${this.words.kind(entry.kind)} · ${this.words.who(entry)} · ${this.words.what(entry)}`,
      description: lines([entry.told.length === 0 ? '' : `${this.words.told(entry)} ← ${this.words.channels(entry.channels)}`, this.words.say(entry.stage.name), entry.open === undefined ? '' : this.words.open(entry.open), entry.provisional ? this.words.marks({ provisional: true }) : '']),
      categories: [{ name: this.words.kind(entry.kind) }, { name: this.words.say(entry.stage.name) }],
      status: statusOf(entry),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }

  private marked(entry: PlanEntry): string {
    const marks = this.words.marks(entry);
    return marks === '' ? '' : `【${marks}】`;
  }

  private time({ at, kind }: PlanEntry): Pick<ICalEventData, 'start'> {
    const { minutes } = wallClock(at, this.plan.zone);
    if (minutes === 0 && kind === 'due') return allDay(this.day(at - 1), this.day(at));
    if (minutes === 0 && kind === 'opens') return allDay(this.day(at), addDays(this.day(at), 1));
    return { start: DateTime.fromMillis(at, { zone: this.plan.zone }), timezone: this.plan.zone } as Pick<ICalEventData, 'start'>;
  }

  private day(at: Instant): CivilDate {
    return wallClock(at, this.plan.zone).date;
  }

  private event(key: string, sequence: number, data: Pick<ICalEventData, 'start'> & Partial<ICalEventData>): void {
    this.calendar.createEvent({ id: `${this.owner}/${key}@shidian`, sequence, stamp: new Date(this.stamp), ...data });
  }
}

/** From the first day to the day after the last, as the format counts; civil days have no zone. */
function allDay(from: CivilDate, to: CivilDate): Pick<ICalEventData, 'start' | 'end' | 'allDay'> {
  return { start: new Date(`${from}T00:00:00Z`), end: new Date(`${to}T00:00:00Z`), allDay: true };
}

function statusOf({ provisional, open }: Pick<PlanEntry, 'provisional' | 'open'>): ICalEventStatus {
  return provisional || open !== undefined ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
