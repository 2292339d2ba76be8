// The list of error codes, from the catalogue of problems.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/run.mjs';

export const outputs = ['docs/errors.md'];
export const needsBuild = true;

export async function generate() {
  const { errorsDocument } = await import('../../dist/libs/contracts/src/index.js');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/errors.md'), errorsDocument());
}
