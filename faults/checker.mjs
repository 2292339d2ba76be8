// Reads a whole history and says what in it cannot be. Pure: a function of what readHistory has gathered.
import { acts } from './rules/acts.mjs';
import { deadlines } from './rules/deadlines.mjs';
import { messages } from './rules/messages.mjs';
import { record } from './rules/record.mjs';

/** Rules in the order in which they are told: each yields sentences about what it found. */
const rules = [...acts, ...deadlines, ...messages, ...record];

/** @returns for each rule how much it looked at and what it found; and whether everything holds */
export function checked(history) {
  const results = rules.map(({ name, run }) => {
    const { looked, found } = run(history);
    return { name, looked, found: found.length, examples: found.slice(0, 5) };
  });
  return { whole: results.every(({ found }) => found === 0), results };
}
