/** The rule that stands in a date row, read once. */
import { isDateRuleError, parseDateRule, type DateRule } from '@shidian/calendar';
import type { DateRow } from './ports/rows.js';

const read = new Map<string, DateRule | null>();
const MOST_REMEMBERED = 10_000;

/** Undefined for a row that holds no rule. */
export function ruleOfRow({ rule: text }: Pick<DateRow, 'rule'>): DateRule | undefined {
  let rule = read.get(text);
  if (rule === undefined) {
    const parsed = parseDateRule(text);
    rule = isDateRuleError(parsed) ? null : parsed;
    if (read.size >= MOST_REMEMBERED) read.clear();
    read.set(text, rule);
  }
  return rule ?? undefined;
}
