/** Binds a use of a stage: parameters checked, put in, exits wired to what the program says. */
import { parseLength } from '@shidian/calendar';
import type { JsonValue } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { meant } from '../diagnostics.js';
import { isMap } from '../layered-source.js';
import { readBySchema } from '../schema-diagnostics.js';
import type { StageUse } from '../schema/program-file.js';
import { stageFile, type ParameterShape, type RollShape, type StageFile, type StateShape } from '../schema/stage-file.js';
import type { PathStep, SourceFile, YamlValue } from '../source-file.js';
import type { BoundStage } from './bound-stage.js';
import { libraryWords, type Compilation } from './compilation.js';
import { expand, NONE, type Result } from './expansion.js';
import { checkParameter } from './parameter-check.js';

/** Keys of a use that are no parameters of the stage. */
const USE_KEYS = ['use', 'name', 'for', 'exits', 'follows', 'during', 'basis'];

export class StageLibrary {
  private readonly read = new Map<string, StageFile | undefined>();

  constructor(private readonly compilation: Compilation) {}

  get names(): readonly string[] {
    return this.compilation.tree.stages.names;
  }

  stage(name: string): { readonly file: SourceFile; readonly shape: StageFile } | undefined {
    const file = this.compilation.tree.stages.get(name);
    if (file === undefined) return undefined;
    if (!this.read.has(name)) this.read.set(name, readBySchema(stageFile, file, this.compilation.diagnostics));
    const shape = this.read.get(name);
    return shape === undefined ? undefined : { file, shape };
  }
}

/** Undefined when the stage cannot be used at all: unknown, broken, a parameter missing. */
export function bindStage(compilation: Compilation, library: StageLibrary, section: 'stages' | 'beside', key: string, use: StageUse): BoundStage | undefined {
  const { diagnostics } = compilation;
  const path = [section, key] as const;
  const name = use.use ?? key.replaceAll('_', '-');
  const found = library.stage(name);
  if (found === undefined) {
    if (!library.names.includes(name)) {
      const at = use.use === undefined ? compilation.place(path, 'key') : compilation.place([...path, 'use']);
      diagnostics.error('def.unknown-stage', at, `流程段库里没有 ${name}`, `The library has no stage ${name}`, meant(name, library.names));
    }
    return undefined;
  }
  const { file, shape } = found;
  const { params, results, complete } = bindParameters(compilation, path, use, shape);
  if (!complete) return undefined;
  let sound = true;
  const place = placing(file, results, () => compilation.place(path, 'key'));
  const expansion = {
    values: params as Readonly<Record<string, YamlValue>>,
    results,
    unknown: (parameter: string, at: readonly PathStep[]) => {
      sound = false;
      diagnostics.error('def.unknown-param', file.place(at), `本段没有参数 ${parameter}`, `The stage has no parameter ${parameter}`, meant(parameter, Object.keys(shape.params ?? {})));
    },
  };
  const part = (value: unknown, at: string): YamlValue => expand((value ?? {}) as YamlValue, expansion, [at]) ?? {};
  const exits = bindExits(compilation, path, use, shape, file, results);
  sound &&= Object.keys(shape.exits ?? {}).every((name) => name in exits);
  const bound: BoundStage = {
    key,
    use: name,
    name: use.name === undefined ? libraryWords(shape.name) : compilation.words(use.name, [...path, 'name']),
    beside: section === 'beside',
    ...(use.during === undefined ? {} : { during: use.during }),
    ...(use.for === undefined ? {} : { for: use.for }),
    basis: use.basis ?? 'document',
    params,
    exits,
    ...(shape.entries === undefined ? {} : { returned: shape.entries.returned }),
    tags: shape.tags ?? {},
    ...(shape.case === undefined ? {} : { case: part(shape.case, 'case') as StateShape }),
    ...(shape.program === undefined ? {} : { program: part(shape.program, 'program') as StateShape }),
    dates: bindDates(shape, params, file),
    rolls: part(shape.rolls, 'rolls') as unknown as Readonly<Record<string, RollShape>>,
    notices: part(shape.notices, 'notices') as unknown as NonNullable<StageFile['notices']>,
    path,
    ...place,
  };
  return sound ? bound : undefined;
}

/** Undoes the `$result` expansion when a place is asked for. */
function placing(file: SourceFile, results: readonly Result[], used: () => SourcePlace): Pick<BoundStage, 'places' | 'placeInside'> {
  const written = (path: readonly PathStep[]): readonly PathStep[] => {
    const steps: PathStep[] = [];
    for (const step of path) {
      const near = [...steps, step];
      const result = file.has(near) ? undefined : results.find(({ id }) => typeof step === 'string' && (step === id || step.endsWith(`.${id}`)));
      steps.push(result === undefined || typeof step !== 'string' ? step : `${step.slice(0, step.length - result.id.length)}$result`);
    }
    return steps;
  };
  return {
    places: (path, what = 'value') => [file.place(written(path), what), used()],
    placeInside: (path, shift) => file.placeInside(written(path), shift),
  };
}

function bindParameters(compilation: Compilation, path: readonly [string, string], use: StageUse, shape: StageFile): { params: Record<string, JsonValue>; results: readonly Result[]; complete: boolean } {
  const declared: Readonly<Record<string, ParameterShape>> = shape.params ?? {};
  const params: Record<string, JsonValue> = {};
  let results: readonly Result[] = [];
  let complete = true;
  for (const key of Object.keys(use)) {
    if (USE_KEYS.includes(key) || key in declared) continue;
    compilation.diagnostics.error('def.unknown-param', compilation.place([...path, key], 'key'), `流程段 ${shape.stage} 没有参数 ${key}`, `The stage ${shape.stage} has no parameter ${key}`, meant(key, [...USE_KEYS, ...Object.keys(declared)].filter((known) => !(known in use)), Object.keys(use).filter((known) => known in declared)));
  }
  for (const [name, parameter] of Object.entries(declared)) {
    const value = (use[name] ?? parameter.default) as JsonValue | undefined;
    if (value === undefined) {
      complete = false;
      const ask = parameter.ask === undefined ? undefined : libraryWords(parameter.ask);
      compilation.diagnostics.error('def.missing-param', compilation.place(path, 'key'), `流程段 ${shape.stage} 还缺参数 ${name}${ask === undefined ? '' : `（${ask.zh}？）`}`, `The stage ${shape.stage} needs the parameter ${name}${ask?.en === undefined ? '' : ` (${ask.en}?)`}`);
      continue;
    }
    params[name] = value;
    if (use[name] !== undefined && value !== NONE) checkParameter(compilation, [...path, name], name, parameter.is, value);
    if (parameter.is === 'results' && isMap(value as YamlValue)) {
      results = Object.entries(value as Record<string, { name: YamlValue; tag?: string }>).map(([id, { name: title, tag }]) => ({ id, name: bothNames(compilation, title, [...path, name, id, 'name']), ...(tag === undefined ? {} : { tag }) }));
    }
  }
  return { params, results, complete };
}

/** As the file has it, with its English where `texts/en.yaml` has some. */
function bothNames(compilation: Compilation, title: YamlValue, path: readonly string[]): YamlValue {
  if (typeof title !== 'string') return title;
  const { zh, en } = compilation.words(title, path);
  return en === undefined ? zh : { zh, en };
}

function bindExits(compilation: Compilation, path: readonly [string, string], use: StageUse, shape: StageFile, file: SourceFile, results: readonly Result[]): Record<string, string> {
  const exits: Record<string, string> = {};
  for (const result of results) {
    const parameter = Object.entries(shape.params ?? {}).find(([, { is }]) => is === 'results')?.[0] ?? '';
    const to = (use[parameter] as Record<string, { to?: unknown }> | undefined)?.[result.id]?.to;
    if (typeof to === 'string') exits[result.id] = to;
  }
  const known = [...Object.keys(shape.exits ?? {}), ...results.map(({ id }) => id)];
  for (const [name, target] of Object.entries(shape.exits ?? {})) {
    const chosen = use.exits?.[name] ?? target;
    if (chosen === 'required') compilation.diagnostics.error('def.exit-unwired', compilation.place(path, 'key'), `出口 ${name} 要写去向`, `The exit ${name} needs a target`, { zh: `exits: { ${name}: … }`, en: `exits: { ${name}: … }` });
    else exits[name] = chosen;
  }
  for (const name of Object.keys(use.exits ?? {})) {
    if (known.includes(name)) continue;
    compilation.diagnostics.error('def.unknown-exit', compilation.place([...path, 'exits', name], 'key'), `流程段 ${shape.stage}（${file.file}）没有出口 ${name}`, `The stage ${shape.stage} (${file.file}) has no exit ${name}`, meant(name, known));
  }
  return exits;
}

function bindDates(shape: StageFile, params: Readonly<Record<string, JsonValue>>, file: SourceFile): BoundStage['dates'] {
  return Object.entries(shape.dates ?? {}).map(([name, date]) => {
    const written = typeof date === 'string' ? date : date.rule;
    // A length is checked before it is put in, so it cannot turn the rule into another one.
    const text = written.replace(/^\$([a-z][a-z0-9_]*)(?=\s)/, (all, parameter: string) => {
      const value = params[parameter];
      return typeof value === 'string' && !('position' in parseLength(value)) ? value : all;
    });
    const title = typeof date === 'string' ? { zh: name } : libraryWords(date.name);
    return { name, title, text, place: file.place(typeof date === 'string' ? ['dates', name] : ['dates', name, 'rule']) };
  });
}
