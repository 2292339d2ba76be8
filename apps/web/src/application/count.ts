const wide = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`;
const letter = String.raw`[^\P{L}${wide}]\p{M}*`;
const unit = new RegExp(
  String.raw`[${wide}]|${letter}(?:['’.\-_@/]?${letter}|['’.\-_@/]?\p{N})*|\p{N}(?:['’.,\-_@/]?(?:\p{N}|${letter}))*|[\p{P}\p{S}]`,
  'gu',
);

/** 字数 as the service counts it: a character of Chinese and a mark count one, a run of letters or digits one, spaces nothing. */
export const count = (text: string): number => text.match(unit)?.length ?? 0;
