/**
 * Where a long run of Latin letters may be broken: an address wider than its column is wrapped and not cut. The text is
 * given in parts, between which the template puts a space of next to no width, so that what is copied out of the PDF is what
 * was typed.
 */

/** A text, or its parts. */
export type Wrapped = string | readonly string[];

const LATIN = '[!-~\\u00A1-\\u024F]';
const ZERO_WIDTH_SPACE = '\u200B';
/** Longer than any address: broken by a character, because parts by the ten thousand take long to set. */
const ENDLESS = 300;

/** @param run letters that fit together wherever the text stands */
export function wrapped(text: string, run: number): Wrapped {
  const parts: string[] = [];
  let open = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(new RegExp(`${LATIN}{${run + 1},}`, 'g'))) {
    open += text.slice(from, index);
    from = index + found.length;
    if (found.length >= ENDLESS) {
      open += (found.match(/.{1,8}/g) ?? []).join(ZERO_WIDTH_SPACE);
      continue;
    }
    const letters = found.split('');
    parts.push(open + (letters[0] ?? ''), ...letters.slice(1, -1));
    open = letters.at(-1) ?? '';
  }
  parts.push(open + text.slice(from));
  return parts.length === 1 ? (parts[0] ?? '') : parts;
}
