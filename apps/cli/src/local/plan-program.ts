import { parseCivilDate, startOfDay, WorkingCalendar } from '@shidian/calendar';
import { calendarAsOf, planCalendarFile, planOf } from '@shidian/lifecycle';
import { WrongUsage } from '../failure.js';
import { planLines } from '../print/plan.js';
import { result } from '../print/result.js';
import type { Surroundings } from '../surroundings.js';
import { readProgram } from './read-program.js';

export interface PlanOptions {
  /** A day, `2016-01-20`: the plan as it could be made then. Without it, as of today. */
  readonly asOf?: string;
  readonly calendarFile: boolean;
}

/** Prints the plan of the program file in the folder. */
export function planProgram(around: Surroundings, folder: string, { asOf, calendarFile }: PlanOptions): void {
  const artefact = readProgram(folder);
  const at = asOf === undefined ? Date.now() : dayOf(asOf, artefact.zone);
  const plan = planOf({ artefact, calendar: asOf === undefined ? new WorkingCalendar() : calendarAsOf(at, artefact.zone) });
  if (calendarFile) {
    for (const line of planCalendarFile(plan, around.terminal.language === 'en' ? 'en' : 'zh', at).split('\r\n').slice(0, -1)) around.terminal.out(`${line}\r`);
    return;
  }
  result(around.terminal, { asOf: new Date(at).toISOString(), ...plan }, () => planLines(around.terminal, plan, at));
}

function dayOf(text: string, zone: string): number {
  if (parseCivilDate(text) === undefined) throw new WrongUsage({ zh: `--as-of 要一个日期，不是“${text}”`, en: `--as-of takes a day, not "${text}"` }, { zh: '例如 --as-of 2016-01-20', en: 'For example --as-of 2016-01-20' });
  return startOfDay(text, zone);
}
