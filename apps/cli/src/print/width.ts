/** Columns that a text takes on a terminal: a Chinese character takes two. */

const wide = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const narrowless = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (narrowless.test(character)) continue;
    columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Blanks as wide as the text, tabs kept, so that a caret stands under its character. */
export function blankOf(text: string): string {
  return Array.from(text, (character) => (character === '\t' ? '\t' : ' '.repeat(columnsOf(character)))).join('');
}
