/** Collects what is wrong with a definition, each with its place and the line of the file. */
import type { Words } from '@shidian/engine';
import type { Diagnostic, SourcePlace } from './artefact.js';
import type { SourceFile } from './source-file.js';
import { nearestWord } from './spelling.js';

export class Diagnostics {
  private readonly found: Diagnostic[] = [];
  private readonly files = new Map<string, SourceFile>();

  know(file: SourceFile): void {
    this.files.set(file.file, file);
    this.found.push(...file.faults);
  }

  error(code: string, place: SourcePlace, zh: string, en: string, suggestion?: Words): void {
    this.add('error', code, place, { zh, en }, suggestion);
  }

  warning(code: string, place: SourcePlace, zh: string, en: string, suggestion?: Words): void {
    this.add('warning', code, place, { zh, en }, suggestion);
  }

  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === 'error');
  }

  /** By file (in the order in which they were read), line and column; the same finding at the same place only once. */
  list(): readonly Diagnostic[] {
    const order = [...this.files.keys()];
    const seen = new Set<string>();
    return this.found
      .filter((item) => {
        // A stage used twice would say the same twice.
        const key = `${item.code} ${item.file}:${item.line}:${item.column}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      })
      .sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column);
  }

  private add(severity: 'error' | 'warning', code: string, place: SourcePlace, message: Words, suggestion: Words | undefined): void {
    this.found.push(this.diagnostic(severity, code, place, message, suggestion));
  }

  /** One finding with the line of its file, not collected. */
  diagnostic(severity: 'error' | 'warning', code: string, place: SourcePlace, message: Words, suggestion?: Words): Diagnostic {
    const excerpt = this.files.get(place.file)?.excerpt(place.line);
    return {
      severity,
      code,
      file: place.file,
      line: place.line,
      column: place.column,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(excerpt === undefined ? {} : { excerpt }),
    };
  }
}

/** `did you mean` over the known words and those that are written already, or the list of the known when it is short. */
export function meant(word: string, known: readonly string[], written: readonly string[] = []): Words | undefined {
  const near = nearestWord(word, [...known, ...written]);
  if (near !== undefined) return { zh: `是否想写 ${near}？`, en: `Did you mean ${near}?` };
  if (known.length === 0 || known.length > 40) return undefined;
  return { zh: `可用：${known.join('、')}`, en: `Known: ${known.join(', ')}` };
}
