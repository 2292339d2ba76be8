/** Proof 14: every ambiguity that a file cites (`A-0-7`, in a comment as a rule) stands in `settings`. */
import type { Compiled } from '../compile/program.js';
import { meant } from '../diagnostics.js';
import type { SourceFile } from '../source-file.js';

const CITED = /A-\d+-\d+/g;

export function lintAmbiguities({ compilation }: Compiled): void {
  const known = Object.keys(compilation.program.settings ?? {});
  const files: readonly SourceFile[] = [...compilation.source.layers.map(({ file }) => file), ...compilation.tree.forms.values()];
  for (const file of files) {
    const seen = new Set<string>();
    for (const [index, line] of file.text.split('\n').entries()) {
      for (const match of line.matchAll(CITED)) {
        const [number] = match;
        if (known.includes(number) || seen.has(number)) continue;
        seen.add(number);
        const place = { file: file.file, line: index + 1, column: match.index + 1 };
        compilation.diagnostics.error('def.ambiguity-unlisted', place, `歧义 ${number} 没有列入 settings`, `The ambiguity ${number} is not listed in settings`, meant(number, known));
      }
    }
  }
}
