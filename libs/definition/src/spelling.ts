import { nearestWord as nearest } from '@shidian/calendar';

/** What was probably meant: the nearest of the known words, or the one that the written word begins or ends. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length === 0) return undefined;
  const near = nearest(word, known);
  if (near !== undefined) return near;
  const partial = known.filter((candidate) => candidate.startsWith(word) || candidate.endsWith(word));
  return partial.length === 1 ? partial[0] : undefined;
}
