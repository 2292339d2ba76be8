/** Proof 11, last clause: no rung of a ladder lies before there is anything to remind of. */
import { offsetInstant, startOfDay } from '@shidian/calendar';
import type { Rung } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { dateOf } from '../compile/dates.js';
import type { Compiled } from '../compile/program.js';
import { FileDates } from './file-dates.js';

export function lintReminders(compiled: Compiled): void {
  const { artefact, compilation } = compiled;
  const clock = new Occasions(compiled);
  for (const chart of [artefact.caseChart, artefact.programChart]) {
    for (const { date, ladder } of Object.values(chart.deadlines)) {
      for (const name of new Set(typeof date === 'string' ? [date] : Object.values(date))) {
        const { instant, opening } = clock.span(name);
        if (instant === undefined || opening === undefined) continue;
        const early = ladder.find(({ offset }) => offset.amount <= 0 && clock.rung(instant, offset) < opening.at);
        const place = early === undefined ? undefined : placeOf(compiled, name, early);
        if (place === undefined) continue;
        compilation.diagnostics.warning('def.reminder-in-past', place, `对 ${name} 的提醒早于${opening.zh}：那时还没有可提醒的事，这一级会被略过`, `A reminder of ${name} lies before ${opening.en}: there is nothing to remind of yet, the rung would be skipped`, { zh: '提醒写得近一些，或把日期往后放', en: 'Remind closer to the date, or move the date' });
      }
    }
  }
}

interface Opening {
  readonly at: number;
  readonly zh: string;
  readonly en: string;
}

/** When there is something to be reminded of. */
class Occasions {
  private readonly dates: FileDates;
  private readonly zone: string;
  private readonly issued: Opening | undefined;

  constructor(private readonly compiled: Compiled) {
    this.dates = new FileDates(compiled.artefact);
    this.zone = compiled.artefact.zone;
    const [first] = Object.values(compiled.artefact.documents).flatMap(({ issued }) => (issued !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(issued) ? [issued] : [])).sort();
    this.issued = first === undefined ? undefined : { at: startOfDay(first, this.zone), zh: `文件印发（${first}）`, en: `the document was issued (${first})` };
  }

  rung(instant: number, offset: Rung['offset']): number {
    return offsetInstant(instant, offset, { zone: this.zone, calendar: this.dates.calendar });
  }

  /** The instant of a date or an edge of a window, and since when there is something to do for it. */
  span(reference: string): { readonly instant: number | undefined; readonly opening: Opening | undefined } {
    const name = dateOf(reference);
    const rule = this.compiled.artefact.dates[name]?.rule;
    // The day that a party sets is its own affair; the bound has its own reminders.
    if (rule?.kind === 'set') return { instant: undefined, opening: undefined };
    const { opens, closes } = this.dates.resolved(name);
    if (reference.endsWith('.opens')) return { instant: opens, opening: this.issued };
    // Of a single day one is reminded ahead; a longer window is work that cannot begin before it opens.
    const window = opens !== undefined && rule?.kind !== 'on';
    return { instant: closes, opening: window ? { at: opens, zh: ` ${name} 开始`, en: `${name} opens` } : this.issued };
  }
}

/** The program's own rung, or, of the usual ladder, the date. */
function placeOf({ compilation, stages }: Compiled, name: string, { id }: Rung): SourcePlace | undefined {
  const index = compilation.program.ladder === undefined ? undefined : /^rung-(\d+)-/.exec(id)?.[1];
  if (index !== undefined) return compilation.place(['ladder', Number(index) - 1, 'when']);
  const date = dateOf(name);
  if (date in compilation.program.dates) return compilation.place(['dates', date]);
  return stages.flatMap((stage) => stage.dates.filter((own) => `${stage.key}/${own.name}` === date)).map(({ place }) => place)[0];
}
