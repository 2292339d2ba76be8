/** What every part of the compiler works with: the files, the typed program, and where to report. */
import type { Words } from '@shidian/engine';
import type { SourcePlace } from '../artefact.js';
import { isMap, type LayeredSource } from '../layered-source.js';
import type { ProgramFile } from '../schema/program-file.js';
import type { PathStep, SourceFile } from '../source-file.js';
import type { SourceTree } from '../source-tree.js';
import type { Diagnostics } from '../diagnostics.js';

export type WordsShape = string | { readonly zh: string; readonly en: string };

export class Compilation {
  readonly diagnostics: Diagnostics;
  private readonly usedEnglish = new Set<string>();

  constructor(
    readonly tree: SourceTree,
    readonly source: LayeredSource,
    readonly program: ProgramFile,
  ) {
    this.diagnostics = tree.diagnostics;
  }

  place(path: readonly PathStep[], what: 'key' | 'value' = 'value'): SourcePlace {
    return this.source.place(path, what);
  }

  /** A text of the program file (or of a form, under `forms.<key>`), with its English from `texts/en.yaml` at the same path. */
  words(text: WordsShape, path: readonly PathStep[]): Words {
    if (typeof text !== 'string') return text;
    const en = this.english(path);
    return en === undefined ? { zh: text } : { zh: text, en };
  }

  /** Of the nearest layer that has it; above the one that wrote the Chinese it belongs to a text that was replaced. */
  private english(path: readonly PathStep[]): string | undefined {
    const files = this.tree.english.slice(0, this.source.depth(path) + 1);
    for (const [index, file] of files.entries()) {
      let value = file?.value;
      for (const step of path) value = isMap(value) ? value[String(step)] : undefined;
      if (typeof value !== 'string') continue;
      if (index === 0) this.usedEnglish.add(path.join('\u0000'));
      return value;
    }
    return undefined;
  }

  /** Warns of English texts whose path has no Chinese one: after a rename they would be lost silently. */
  reportUnusedEnglish(): void {
    const [file] = this.tree.english;
    if (file !== undefined && isMap(file.value)) this.unused(file, file.value, []);
  }

  private unused(file: SourceFile, value: object, path: readonly string[]): void {
    for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
      const here = [...path, key];
      if (typeof inner === 'object' && inner !== null) this.unused(file, inner, here);
      else if (!this.usedEnglish.has(here.join('\u0000'))) {
        this.diagnostics.warning('def.text-without-place', file.place(here, 'key'), `程序文件里没有 ${here.join('.')} 这处文字`, `The program file has no text at ${here.join('.')}`);
      }
    }
  }
}

/** A text that is both: shown by the library in two languages. */
export function libraryWords(text: WordsShape): Words {
  return typeof text === 'string' ? { zh: text } : text;
}
