/** One line: control characters, line and paragraph separators become spaces, so that no header or line can be added by a name or a title. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Shortened by whole characters, with an ellipsis. */
export function shortened(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Paragraphs of a body: line breaks stay, other control characters go. */
export const paragraphs = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();

/** First line of a text. */
export const headline = (text: string): string => oneLine(text.split('\n')[0] ?? '');
