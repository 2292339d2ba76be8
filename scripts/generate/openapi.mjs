// The OpenAPI document, from the route table.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/run.mjs';

export const outputs = ['docs/openapi.json'];
export const needsBuild = true;

export async function generate() {
  const { openApiDocument } = await import('../../dist/libs/contracts/src/index.js');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/openapi.json'), `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
}
