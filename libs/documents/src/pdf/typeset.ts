/** Typst, in the process in which it is called: one drawing to PDF. Slow to begin (fonts), so whoever calls keeps it. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Drawing } from './drawing.js';
import { fontFolders } from './fonts.js';

let compiler: NodeCompiler | undefined;

export function typeset({ template, data }: Drawing): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFolders()] }] });
  try {
    return new Uint8Array(compiler.pdf({ mainFileContent: template, inputs: { data } }));
  } finally {
    // Nothing of one paper is kept for the next.
    compiler.evictCache(0);
  }
}
