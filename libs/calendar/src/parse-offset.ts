/** Reads the offsets of a reminder ladder: `3 working days before`, `on the day`, `1 working day after`, `2 hours before`. */
import { attempt, fail, type DateRuleError } from './rule-error.js';
import { nearestWord } from './spelling.js';
import { mended, readLength, Tokens } from './tokens.js';

/** Offset from a deadline. Negative = before, 0 = on its day (`days`) or at its instant (`minutes`), positive = after. */
export interface Offset {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days' | 'working_days';
}

export function parseOffset(text: string): Offset | DateRuleError {
  return attempt(() => {
    const tokens = new Tokens(text);
    if (tokens.done) fail('date.empty', 0, '提前或延后的时间是空的；写作 3 working days before', 'The offset is empty; write 3 working days before');
    const words = text.trim().split(/\s+/).join(' ');
    if (words === 'on the day') return { amount: 0, unit: 'days' };
    if (words === 'at the close') return { amount: 0, unit: 'minutes' };
    if (!/^\s*\d/.test(text)) {
      fail('date.unknown_form', tokens.position, `看不懂 “${words}”；可写 3 working days before、on the day、at the close、1 working day after`, `“${words}” is not understood; write 3 working days before, on the day, at the close, 1 working day after`, nearestWord(words, ['on the day', 'at the close']));
    }
    const start = tokens.position;
    const { amount, unit } = readLength(tokens);
    const token = tokens.next(' “before” 或 “after”', '“before” or “after”');
    if (token.text !== 'before' && token.text !== 'after') {
      const meant = nearestWord(token.text, ['before', 'after']);
      fail('date.unknown_form', token.at, '这里应为 before（之前）或 after（之后）', '“before” or “after” was expected here', meant === undefined ? undefined : mended(tokens, token, meant));
    }
    tokens.finish();
    if (unit === 'months' || unit === 'years') {
      fail('date.unknown_unit', start, '提醒只用 minutes、hours、days、working days、weeks', 'Offsets are minutes, hours, days, working days or weeks');
    }
    const sign = token.text === 'before' ? -1 : 1;
    return unit === 'weeks' ? { amount: sign * amount * 7, unit: 'days' } : { amount: sign * amount, unit };
  });
}
