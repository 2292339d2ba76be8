/** A program file over its parents (`extends`): merged by key, scalars and lists replace; each path keeps its place. */
import type { SourcePlace } from './artefact.js';
import type { PathStep, SourceFile, YamlValue } from './source-file.js';

export interface Layer {
  readonly file: SourceFile;
  /** Folder of the file, relative to the folder checked; what the file names is looked for there. */
  readonly folder: string;
}

export class LayeredSource {
  /** Nearest first: the program file itself, then its parent, then the parent's. */
  constructor(
    readonly layers: readonly Layer[],
    readonly value: YamlValue,
  ) {}

  /** The layer that wrote the value at the path. */
  origin(path: readonly PathStep[]): Layer {
    const [first] = this.layers;
    if (first === undefined) throw new RangeError('a layered source has at least one layer');
    return this.layers.find(({ file }) => file.has(path)) ?? first;
  }

  /** How many layers below the nearest one the text at the path was written; what stands in a file of its own, where that file is named. */
  depth(path: readonly PathStep[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.layers.findIndex(({ file }) => file.has(path.slice(0, length)));
      if (found >= 0) return found;
    }
    return this.layers.length - 1;
  }

  place(path: readonly PathStep[], what: 'key' | 'value' = 'value'): SourcePlace {
    return this.origin(path).file.place(path, what);
  }

  placeInside(path: readonly PathStep[], shift: number): SourcePlace {
    return this.origin(path).file.placeInside(path, shift);
  }
}

/** Child over parent. `follows` puts a new entry of `stages` behind the one it names. */
export function mergeLayers(child: YamlValue, parent: YamlValue): YamlValue {
  if (!isMap(child) || !isMap(parent)) return child;
  const merged: Record<string, YamlValue> = { ...parent };
  for (const [key, value] of Object.entries(child)) {
    const inherited = parent[key];
    merged[key] = inherited === undefined ? value : mergeLayers(value, inherited);
  }
  const added = Object.entries(child).filter(([key, value]) => !(key in parent) && isMap(value) && typeof value.follows === 'string' && value.follows in merged);
  return added.length === 0 ? merged : placed(merged, added);
}

function placed(merged: Record<string, YamlValue>, added: readonly (readonly [string, YamlValue])[]): YamlValue {
  const entries = Object.entries(merged).filter(([key]) => !added.some(([name]) => name === key));
  for (const [key, value] of added) {
    const after = isMap(value) ? value.follows : undefined;
    entries.splice(entries.findIndex(([name]) => name === after) + 1, 0, [key, value]);
  }
  return Object.fromEntries(entries);
}

/** Removes the path `a.b.c`; a path that is not there stays without effect and is reported by the caller. */
export function withoutPath(value: YamlValue, path: readonly string[]): YamlValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined || !isMap(value) || !(step in value)) return undefined;
  const inner = value[step];
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
  const shortened = inner === undefined ? undefined : withoutPath(inner, rest);
  return shortened === undefined ? undefined : { ...value, [step]: shortened };
}

export function isMap(value: YamlValue | undefined): value is { readonly [key: string]: YamlValue } {
  return typeof value === 'object' && !Array.isArray(value);
}
