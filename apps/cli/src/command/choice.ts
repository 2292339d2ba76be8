import { WrongUsage } from '../failure.js';
import { nearest } from './nearest.js';
import type { Options } from './options.js';

/** One of a few words, the first of them where none is given. */
export function choice<T extends string>(options: Options, name: string, known: readonly [T, ...T[]]): T {
  const given = options.text(name);
  if (given === undefined) return known[0];
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  const meant = nearest(given, known);
  throw new WrongUsage(
    { zh: `--${name} 没有“${given}”；可用：${known.join('、')}`, en: `--${name} has no "${given}"; there are: ${known.join(', ')}` },
    meant === undefined ? undefined : { zh: `是不是 ${meant}？`, en: `Did you mean ${meant}?` },
  );
}
