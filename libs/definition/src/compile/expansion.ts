/**
 * Puts a stage's parameters into it. `$x` stands for the whole value of parameter x; inside a list a list is
 * spliced; `none` takes the key away. Of a window `$x.opens` and `$x.closes` name the edges. A key that holds
 * `$result` is written once for each entry of the `results` parameter, with `$result` its id and `$result.name`,
 * `$result.tag` its parts. Nothing else is ever pasted into a string, so a value cannot become syntax.
 */
import type { YamlValue } from '../source-file.js';
import { isMap } from '../layered-source.js';

export const NONE = 'none';

export interface Result {
  readonly id: string;
  readonly name: YamlValue;
  readonly tag?: string;
}

export interface Expansion {
  readonly values: Readonly<Record<string, YamlValue>>;
  readonly results: readonly Result[];
  /** Told of a `$x` that is no parameter. */
  unknown(name: string, path: readonly (string | number)[]): void;
}

export function expand(value: YamlValue, expansion: Expansion, path: readonly (string | number)[] = [], result?: Result): YamlValue | undefined {
  if (typeof value === 'string') return expandText(value, expansion, path, result);
  if (Array.isArray(value)) {
    const items = value as readonly YamlValue[];
    return items.flatMap((item, index) => {
      const expanded = expand(item, expansion, [...path, index], result);
      if (expanded === undefined) return [];
      return typeof item === 'string' && item.startsWith('$') && Array.isArray(expanded) ? (expanded as readonly YamlValue[]) : [expanded];
    });
  }
  if (!isMap(value)) return value;
  const expanded: Record<string, YamlValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    const turns = key.includes('$result') ? expansion.results : [result];
    for (const turn of turns) {
      const written = expand(inner, expansion, [...path, key], turn);
      if (written !== undefined) expanded[key.replace('$result', turn?.id ?? '$result')] = written;
    }
  }
  return expanded;
}

function expandText(text: string, expansion: Expansion, path: readonly (string | number)[], result: Result | undefined): YamlValue | undefined {
  if (result !== undefined) {
    if (text === '$result.name') return result.name;
    if (text === '$result.tag') return result.tag;
    if (/^(exit\.)?\$result$/.test(text)) return text.replace('$result', result.id);
  }
  if (text === '$sender') return text;
  const edge = /^\$([a-z][a-z0-9_]*)\.(opens|closes)$/.exec(text);
  const name = edge?.[1] ?? /^\$([a-z][a-z0-9_]*)$/.exec(text)?.[1];
  if (name === undefined) return text;
  const value = expansion.values[name];
  if (value === undefined) {
    expansion.unknown(name, path);
    return undefined;
  }
  if (value === NONE) return undefined;
  return edge === null || typeof value !== 'string' ? value : `${value}.${String(edge[2])}`;
}
