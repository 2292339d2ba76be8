// Reads a whole history and says what in it cannot be. Pure: a function of what readHistory has gathered.
import { acts } from './rules/acts.mjs';
import { deadlines } from './rules/deadlines.mjs';
import { messages } from './rules/messages.mjs';
import { record } from './rules/record.mjs';

/** Rules in the order in which they are told: each yields sentences about what it found. */
const rules = [...acts, ...deadlines, ...messages, ...record];

/**
 * @param more rules of the kind of run; `mayLose`: names of rules whose findings are a loss that was to be
 * expected: they are stated and fail nothing
 * @returns for each rule how much it looked at and what it found; and whether everything holds that has to
 */
export function checked(history, { rules: more = [], mayLose = new Set() } = {}) {
  const results = [...rules, ...more].map(({ name, run }) => {
    const { looked, found } = run(history);
    return { name, looked, found: found.length, examples: found.slice(0, 5), ...(mayLose.has(name) && { loss: true }) };
  });
  return { whole: results.every(({ found, loss }) => found === 0 || loss === true), results };
}
