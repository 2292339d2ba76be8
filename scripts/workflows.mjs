// `npm run workflows:check`, after a build: every program is free of faults, and the scenarios of those that have some pass
// and reach everything in their charts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup/run.mjs';

const programs = 'workflows/programs';
const shidian = (...words) => run(process.execPath, ['dist/apps/cli/src/main.js', ...words]);

const failed = [];
for (const name of readdirSync(join(root, programs)).sort()) {
  const folder = `${programs}/${name}`;
  console.log(`› ${folder}`);
  const ok = (await shidian('check', folder)) && (!existsSync(join(root, folder, 'scenarios')) || (await shidian('test', folder)));
  if (!ok) failed.push(folder);
}
if (failed.length > 0) console.error(`✗ ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
