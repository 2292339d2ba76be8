import { Injectable } from '@nestjs/common';
import { describeDeadline, describeRemaining, wallClock, WorkingCalendar, type Language } from '@shidian/calendar';
import type { Instant } from '@shidian/engine';
import type { AnswerOf } from '../route/input.js';
import { iso, zone } from './wire.js';

type Due = NonNullable<AnswerOf<'tasks'>['items'][number]['due']>;

/** What closes within so many working days is soon. */
const soonDays = 3;

/** Deadlines as people say them, at the moment of the answer. */
@Injectable()
export class DueWords {
  private readonly calendar = new WorkingCalendar();

  /** `closes` is the first instant outside. */
  of(closes: Instant, now: Instant, provisional: boolean): Due {
    const both = (say: (language: Language) => string): { zh: string; en: string } => ({ zh: say('zh'), en: say('en') });
    return {
      at: iso(closes),
      words: both((language) => describeDeadline(closes, zone, language, now)),
      left: both((language) => describeRemaining(now, closes, { zone, calendar: this.calendar }, language)),
      standing: this.standing(closes, now),
      provisional,
    };
  }

  private standing(closes: Instant, now: Instant): Due['standing'] {
    if (now >= closes) return 'overdue';
    const [today, last] = [wallClock(now, zone).date, wallClock(closes - 1, zone).date];
    if (today === last) return 'today';
    return this.calendar.workingDaysBetween(today, last) <= soonDays ? 'soon' : 'later';
  }
}
