/**
 * 字数 by one stated rule (A-0-5): every Han character (and kana, hangul) counts one, every punctuation mark and symbol
 * counts one, a run of other letters and digits counts one word, spaces and line ends count nothing. Marks between the
 * letters of a word (`E-mail`, `3.14`, `don't`) belong to the word.
 */
const UNIT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}][\p{M}]*(?:['’.\-_@/]?[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]\p{M}*|['’.\-_@/]?\p{N})*|\p{N}(?:['’.,\-_@/]?(?:\p{N}|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]\p{M}*))*|[\p{P}\p{S}]/gu;

export function count(text: string): number {
  return text.match(UNIT)?.length ?? 0;
}
