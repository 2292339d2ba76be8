/** Typst, in the process in which it is called: one drawing to PDF. Slow to begin (fonts), so whoever calls keeps it. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Drawing } from './drawing.js';
import { fontFolders } from './fonts.js';

/** What Typst says; the text of the paper is not in it. */
class TypesettingFault extends Error {
  override readonly name = 'TypesettingFault';
}

let compiler: NodeCompiler | undefined;

export function typeset({ template, data }: Drawing): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFolders()] }] });
  try {
    const compiled = compiler.compile({ mainFileContent: template, inputs: { data } });
    const { result } = compiled;
    if (result === null) throw new TypesettingFault(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics));
    return new Uint8Array(compiler.pdf(result));
  } finally {
    // Nothing of one paper is kept for the next.
    compiler.evictCache(0);
  }
}
