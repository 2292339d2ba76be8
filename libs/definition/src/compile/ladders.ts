/** Reminders before a deadline and the escalation after it. */
import { parseCivilDate, parseOffset, type Courtesy } from '@shidian/calendar';
import type { Rung } from '@shidian/engine';
import type { Compilation } from './compilation.js';

/**
 * The usual ladder: three and one working days before, the morning of the last day (the stored instant is the
 * midnight after it), then overdue to the members and their superior after one working day, the superior's
 * superior after three, the program office after five.
 */
const DEFAULT_LADDER: readonly Rung[] = [
  { id: 'remind-3wd', offset: { amount: -3, unit: 'working_days' }, kind: 'reminder', to: 'members' },
  { id: 'remind-1wd', offset: { amount: -1, unit: 'working_days' }, kind: 'reminder', to: 'members' },
  { id: 'remind-day', offset: { amount: -16, unit: 'hours' }, kind: 'reminder', to: 'members' },
  { id: 'overdue-members', offset: { amount: 1, unit: 'working_days' }, kind: 'overdue', to: 'members' },
  { id: 'overdue-superior', offset: { amount: 1, unit: 'working_days' }, kind: 'overdue', to: 'superior' },
  { id: 'escalate-3wd', offset: { amount: 3, unit: 'working_days' }, kind: 'escalation', to: 'superior_of_superior' },
  { id: 'escalate-5wd', offset: { amount: 5, unit: 'working_days' }, kind: 'escalation', to: 'office' },
];

/** The program's own ladder, or the usual one; its reminders wait for working hours where the program names them. */
export function programLadder(compilation: Compilation): readonly Rung[] {
  const ladder = writtenLadder(compilation);
  return compilation.program.remind === undefined ? ladder : ladder.map((rung) => (rung.kind === 'reminder' && rung.urgent !== true ? { ...rung, offset: { ...rung.offset, waits: true } } : rung));
}

/** When people may be reminded, as the program says. */
export function compileCourtesy(compilation: Compilation): Courtesy | undefined {
  const written = compilation.program.remind;
  if (written === undefined) return undefined;
  const hours = { from: minutesOf(written.from), to: minutesOf(written.to) };
  if (hours.from >= hours.to) {
    compilation.diagnostics.error('def.remind', compilation.place(['remind', 'to']), `提醒时间到 ${written.to} 为止，不晚于开始的 ${written.from}`, `Reminding ends at ${written.to}, no later than it begins at ${written.from}`);
  }
  const quiet = (written.quiet ?? []).flatMap((text, index) => {
    const [from = '', to = from] = text.split(' to ');
    if (isDay(from) && isDay(to) && from <= to) return [{ from, to }];
    compilation.diagnostics.error('def.remind', compilation.place(['remind', 'quiet', index]), `“${text}” 不是日子或一段日子`, `“${text}” is no day and no run of days`);
    return [];
  });
  return { hours, days: written.days ?? 'working', quiet };
}

function isDay(text: string): boolean {
  return parseCivilDate(text) !== undefined;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function writtenLadder(compilation: Compilation): readonly Rung[] {
  const written = compilation.program.ladder;
  if (written === undefined) return DEFAULT_LADDER;
  return written.flatMap(({ when, to, kind, urgent }, index) => {
    const offset = parseOffset(when);
    if ('position' in offset) {
      compilation.diagnostics.error('def.ladder', compilation.source.placeInside(['ladder', index, 'when'], offset.position), offset.message.zh, offset.message.en);
      return [];
    }
    const receivers = typeof to === 'string' ? [to] : to;
    return receivers.map((receiver): Rung => ({ id: `rung-${index + 1}-${receiver}`, offset, kind: kind ?? usualKind(offset.amount, receiver), to: receiver, ...(urgent === true && { urgent }) }));
  });
}

function usualKind(amount: number, to: Rung['to']): Rung['kind'] {
  if (amount <= 0) return 'reminder';
  return to === 'members' || to === 'superior' ? 'overdue' : 'escalation';
}

/** After a hard close there is nothing left to remind of. */
export function upToTheClose(ladder: readonly Rung[]): readonly Rung[] {
  return ladder.filter(({ offset }) => offset.amount <= 0);
}
