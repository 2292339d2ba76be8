/**
 * How wide a text is, without a font at hand: a Chinese character takes one em in every CJK font; the widths of Latin
 * letters are those of the widest of the usual sans-serif fonts, so that nothing runs out of its box in any of them.
 */
const FULL = /[\u1100-\u115F\u2010-\u2027\u2030-\u205E\u2190-\u21FF\u2460-\u24FF\u2500-\u27BF\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NARROW = /[ijlI.,:;'|!()[\]{} tfr-]/;
const WIDE = /[mwMW@%]/;
const CAPITAL = /[A-Z0-9&+=<>#$]/;
/** Combining marks and format characters take no room. */
const NOTHING = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

function emOf(character: string): number {
  if (NOTHING.test(character)) return 0;
  if (FULL.test(character)) return 1;
  if (NARROW.test(character)) return 0.4;
  if (WIDE.test(character)) return 0.96;
  return CAPITAL.test(character) ? 0.72 : 0.62;
}

/** In pixels, at the size in pixels. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += emOf(character);
  return em * size;
}

/** What may not end a line in Chinese typesetting. */
const NOT_LAST = /[（《「『“‘(]$/;
/** Where a break is read most easily. */
const GOOD_END = /[，。；：、！？）,;:.)]$/;
/** What may not begin one. */
const NOT_FIRST = /^[，。；：、？！）》」』”’…%·]/;

/**
 * Breaks a text into lines no wider than `width`: between Chinese characters anywhere, in Latin text between words. A line
 * ends with a mark where it can; else the lines are about as long as each other, so that no last character stands alone.
 */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines = broken(text, size, width);
  if (lines.length < 2) return lines;
  let even: readonly string[] | undefined;
  for (let least = Math.ceil(textWidth(text, size) / lines.length); least <= width; least += size / 2) {
    const found = broken(text, size, least);
    if (found.length !== lines.length) continue;
    if (found.slice(0, -1).every((line) => GOOD_END.test(line))) return found;
    even ??= found;
  }
  return even ?? lines;
}

function broken(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && textWidth(line + piece.trimEnd(), size) > width && !NOT_FIRST.test(piece)) {
      const kept = NOT_LAST.test(line) && line.length > 1 ? line.slice(0, -1) : line;
      lines.push(kept.trimEnd());
      line = line.slice(kept.length) + piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let word = '';
  for (const character of text) {
    if (FULL.test(character)) {
      if (word !== '') pieces.push(word);
      word = '';
      pieces.push(character);
    } else {
      word += character;
      if (character === ' ') {
        pieces.push(word);
        word = '';
      }
    }
  }
  if (word !== '') pieces.push(word);
  return pieces;
}
