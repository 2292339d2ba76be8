/** Widths of the columns of a table, from what stands in them: narrow for 性别 and 年龄, wide for 工作分工. */

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFF}]/u;
/** Letters and digits that are read as one: a code, a telephone number. */
const RUN = /[!-~]+/g;

/** In halves of a Han character. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : 1;
  return width;
}

const LEAST = 4;
const LONGEST_RUN = 22;
const MOST = 60;
/** Latin letters of a proportional font are wider than half a Han character. */
const LATIN = 1.2;

/**
 * Shares that sum to 1. Each column first gets what its longest code or half its heading needs, so that a telephone number
 * stands on one line; what is left goes to the longer texts by the square root, so that one sentence does not starve the rest.
 *
 * @param room of a whole line, in halves of a Han character
 */
export function sharesOf(labels: readonly string[], rows: readonly (readonly string[])[], room: number): readonly number[] {
  const least = labels.map((label, index) => Math.max(LEAST, Math.ceil(displayWidth(label) / 2), ...[label, ...rows.map((row) => row[index] ?? '')].map(runWidth)) + 1.5);
  const longest = labels.map((label, index) => Math.min(MOST, rows.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), displayWidth(label))));
  const wants = longest.map((width, index) => Math.sqrt(Math.max(0, width - (least[index] ?? 0) + 2)));
  const left = Math.max(0, room - sum(least));
  const widths = least.map((width, index) => width + (left * (wants[index] ?? 0)) / (sum(wants) || 1));
  return widths.map((width) => width / sum(widths));
}

function runWidth(text: string): number {
  return Math.max(0, ...(text.match(RUN) ?? []).map((run) => (run.length > LONGEST_RUN ? 0 : run.length * LATIN)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
