/** All files of a definition: the program file with its parents, its forms and texts, and the stage library it can use. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import { Diagnostics, meant } from './diagnostics.js';
import { isMap, LayeredSource, mergeLayers, withoutPath, type Layer } from './layered-source.js';
import { MAX_FILE_SIZE, SourceFile, type YamlValue } from './source-file.js';

/** The deepest line of parents: a program, its parent, and that one's parent. */
const MAX_PARENTS = 2;

export interface SourceTree {
  readonly root: string;
  readonly program: LayeredSource | undefined;
  readonly stages: StageFolder;
  /** Form key of the program file → its file. */
  readonly forms: ReadonlyMap<string, SourceFile>;
  /** `texts/en.yaml` beside each layer of the program, nearest first: English by path, mirroring the program file; forms under `forms.<key>`. */
  readonly english: readonly (SourceFile | undefined)[];
  readonly purpose: string;
  readonly diagnostics: Diagnostics;
}

/** The libraries `stages/` beside the program, one and two folders up; of one name the nearest wins. A file is read when it is used. */
export interface StageFolder {
  readonly names: readonly string[];
  get(name: string): SourceFile | undefined;
}

/** Reads a program's folder. Never throws on what a file holds: all that is wrong is in `diagnostics`. */
export function loadSources(dir: string): SourceTree {
  const root = resolve(dir);
  const diagnostics = new Diagnostics();
  const read = (path: string): SourceFile => {
    const file = new SourceFile(path, readText(join(root, path)));
    diagnostics.know(file);
    return file;
  };
  if (!existsSync(join(root, 'program.yaml'))) {
    const empty = new SourceFile('program.yaml', '# missing');
    diagnostics.error('def.no-program', empty.place([]), '这个文件夹里没有 program.yaml', 'There is no program.yaml in this folder');
    return { root, program: undefined, stages: readStages(root, read), forms: new Map(), english: [], purpose: '', diagnostics };
  }
  const program = readProgram(root, read, diagnostics);
  const stages = readStages(root, read);
  const english = (program?.layers ?? []).map(({ folder }) => posix.join(folder, 'texts/en.yaml')).map((path) => (existsSync(join(root, path)) ? read(path) : undefined));
  const forms = program === undefined ? new Map<string, SourceFile>() : readForms(root, program, read, diagnostics);
  const purpose = program === undefined ? '' : readPurpose(root, program, diagnostics);
  return { root, program, stages, forms, english, purpose, diagnostics };
}

function readText(path: string): string {
  // A file that is too large is cut one byte above the limit, which SourceFile then refuses.
  const text = statSync(path).size > MAX_FILE_SIZE ? ' '.repeat(MAX_FILE_SIZE + 1) : readFileSync(path, 'utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function readProgram(root: string, read: (path: string) => SourceFile, diagnostics: Diagnostics): LayeredSource | undefined {
  const layers: Layer[] = [];
  let path = 'program.yaml';
  for (;;) {
    const file = read(path);
    if (file.value === undefined) return undefined;
    layers.push({ file, folder: posix.dirname(path) });
    const parent = isMap(file.value) ? file.value.extends : undefined;
    if (typeof parent !== 'string') break;
    const place = file.place(['extends']);
    if (layers.length > MAX_PARENTS) {
      diagnostics.error('def.extends-too-deep', place, '继承最多两层', 'Parents go at most two deep');
      return undefined;
    }
    path = posix.normalize(posix.join(posix.dirname(path), parent.endsWith('.yaml') ? parent : `${parent}/program.yaml`));
    if (!existsSync(join(root, path)) || layers.some((layer) => layer.file.file === path)) {
      diagnostics.error('def.no-parent', place, `找不到父文件 ${parent}，或它又继承了本文件`, `The parent ${parent} is not there, or it extends this file again`);
      return undefined;
    }
  }
  return merged(layers, diagnostics);
}

function merged(layers: readonly Layer[], diagnostics: Diagnostics): LayeredSource {
  let value: YamlValue = {};
  for (const { file } of [...layers].reverse()) {
    const own = file.value ?? {};
    const removed = isMap(own) && Array.isArray(own.without) ? own.without : [];
    for (const [index, path] of removed.entries()) {
      const shorter = typeof path === 'string' ? withoutPath(value, path.split('.')) : undefined;
      if (shorter === undefined) diagnostics.error('def.without-nothing', file.place(['without', index]), `父文件里没有 ${String(path)}`, `The parent has no ${String(path)}`);
      else value = shorter;
    }
    value = mergeLayers(own, value);
  }
  return new LayeredSource(layers, value);
}

function readStages(root: string, read: (path: string) => SourceFile): StageFolder {
  const paths = new Map<string, string>();
  for (const folder of ['stages', '../stages', '../../stages']) {
    const full = join(root, folder);
    if (!existsSync(full)) continue;
    for (const entry of readdirSync(full).filter((file) => file.endsWith('.yaml')).sort()) {
      const name = entry.slice(0, -'.yaml'.length);
      if (!paths.has(name)) paths.set(name, posix.join(folder, entry));
    }
  }
  const files = new Map<string, SourceFile>();
  return {
    names: [...paths.keys()],
    get: (name) => {
      const path = paths.get(name);
      if (path !== undefined && !files.has(name)) files.set(name, read(path));
      return files.get(name);
    },
  };
}

function readForms(root: string, program: LayeredSource, read: (path: string) => SourceFile, diagnostics: Diagnostics): ReadonlyMap<string, SourceFile> {
  const forms = new Map<string, SourceFile>();
  const named = isMap(program.value) && isMap(program.value.forms) ? program.value.forms : {};
  for (const [key, path] of Object.entries(named)) {
    if (typeof path !== 'string') continue;
    const full = inside(root, program, ['forms', key], path);
    if (full === undefined) {
      const folder = posix.join(program.origin(['forms', key]).folder, posix.dirname(path));
      const there = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => posix.join(posix.dirname(path), name)) : [];
      diagnostics.error('def.no-file', program.place(['forms', key]), `找不到文件 ${path}`, `There is no file ${path}`, meant(path, there));
    } else forms.set(key, read(full));
  }
  return forms;
}

function readPurpose(root: string, program: LayeredSource, diagnostics: Diagnostics): string {
  const path = isMap(program.value) ? program.value.purpose : undefined;
  if (typeof path !== 'string') return '';
  const full = inside(root, program, ['purpose'], path);
  if (full !== undefined) return readText(join(root, full)).trim();
  diagnostics.error('def.no-file', program.place(['purpose']), `找不到文件 ${path}`, `There is no file ${path}`);
  return '';
}

/** The file that a program file names, relative to the root; undefined where it is missing or outside the libraries. */
function inside(root: string, program: LayeredSource, at: readonly string[], path: string): string | undefined {
  const full = resolve(root, program.origin(at).folder, path);
  const shown = relative(root, full).split(sep).join('/');
  const outside = shown.startsWith('../../..') || posix.isAbsolute(path);
  return outside || !existsSync(full) || !statSync(full).isFile() ? undefined : shown;
}
