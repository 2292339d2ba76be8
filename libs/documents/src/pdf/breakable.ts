/**
 * Places where a long run without spaces may be broken: an address or a code that is wider than its column is wrapped and
 * not cut. Marked with U+200B (zero width space), which prints nothing.
 */
const ZERO_WIDTH_SPACE = '\u200B';

/** @param run how many characters may stand together before they may be broken anywhere */
export function breakable(text: string, run: number): string {
  const pattern = new RegExp(`[!-~\\u00A1-\\u024F]{${run + 1},}`, 'g');
  return text.replaceAll(pattern, (found) => found.split('').join(ZERO_WIDTH_SPACE));
}
