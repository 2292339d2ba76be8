/** Dates as far as the file alone tells them: written days, and what is reckoned from them. */
import { resolveDate, WorkingCalendar, type Anchor, type ResolvedRule } from '@shidian/calendar';
import type { Artefact } from '../artefact.js';
import { dateOf, upstream } from '../compile/dates.js';

export class FileDates {
  readonly calendar = new WorkingCalendar();

  constructor(private readonly artefact: Artefact) {}

  /** Empty where it hangs on something that has yet to happen. `set by` is its bound; of a yearly date the first. */
  resolved(name: string, above: readonly string[] = []): ResolvedRule {
    const rule = this.artefact.dates[name]?.rule;
    if (rule === undefined || above.includes(name)) return { provisional: false };
    const anchor = (reference: string): Anchor => {
      const { opens, closes } = this.resolved(dateOf(reference), [...above, name]);
      return { ...(opens === undefined || reference.endsWith('.closes') ? {} : { opens }), ...(closes === undefined || reference.endsWith('.opens') ? {} : { closes }) };
    };
    return resolveDate(rule, { zone: this.artefact.zone, calendar: this.calendar, anchor });
  }

  /** The instant of a date or of an edge of a window. */
  instant(reference: string): number | undefined {
    const { opens, closes } = this.resolved(dateOf(reference));
    return reference.endsWith('.opens') ? opens : closes;
  }

  /** Whether it has one day: not a window in which the day is still to be named, nor one day of each year, nor hangs on such a one. */
  single(name: string, above: readonly string[] = []): boolean {
    const rule = this.artefact.dates[name]?.rule;
    if (rule === undefined || rule.kind === 'during' || rule.kind === 'yearly') return false;
    return upstream(rule).every((other) => above.includes(other) || this.artefact.dates[other] === undefined || this.single(other, [...above, name]));
  }
}
