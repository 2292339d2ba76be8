// JSON Schemas of the workflow files, from the schemas that the linter itself reads them by.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/run.mjs';

export const outputs = ['workflows/schema'];
export const needsBuild = true;

export async function generate() {
  const { jsonSchemas, loadStageFiles } = await import('../../dist/libs/definition/src/index.js');
  const folder = join(root, 'workflows/schema');
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas(loadStageFiles(join(root, 'workflows/stages'))))) {
    writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}
