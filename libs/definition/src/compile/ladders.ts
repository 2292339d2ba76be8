/** Reminders before a deadline and the escalation after it. */
import { parseOffset } from '@shidian/calendar';
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

/** The program's own ladder, or the usual one. */
export function programLadder(compilation: Compilation): readonly Rung[] {
  const written = compilation.program.ladder;
  if (written === undefined) return DEFAULT_LADDER;
  return written.flatMap(({ when, to, kind }, index) => {
    const offset = parseOffset(when);
    if ('position' in offset) {
      compilation.diagnostics.error('def.ladder', compilation.source.placeInside(['ladder', index, 'when'], offset.position), offset.message.zh, offset.message.en);
      return [];
    }
    const receivers = typeof to === 'string' ? [to] : to;
    return receivers.map((receiver): Rung => ({ id: `rung-${index + 1}-${receiver}`, offset, kind: kind ?? usualKind(offset.amount, receiver), to: receiver }));
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
