// Regenerates every generated file in the repository: `npm run generate`.
// With --check it fails, and names the files, when that changed anything.
//
// A generator is a file scripts/generate/<name>.mjs that exports
//   outputs     the paths that it writes, relative to the root (files or folders)
//   needsBuild  true when it imports from dist/ (optional)
//   generate()  writes them; may be async
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './setup/run.mjs';

const folder = join(root, 'scripts/generate');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort() : [];
const generators = await Promise.all(
  names.map(async (name) => ({ name, ...(await import(pathToFileURL(join(folder, name)).href)) })),
);

function hashes(paths) {
  const found = new Map();
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) readdirSync(path).forEach((name) => visit(join(path, name)));
    else found.set(relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex'));
  };
  paths.forEach((path) => visit(join(root, path)));
  return found;
}

const outputs = generators.flatMap((generator) => generator.outputs);
const before = hashes(outputs);
if (generators.some((generator) => generator.needsBuild) && !(await run(process.execPath, ['scripts/build.mjs']))) {
  process.exit(1);
}
for (const { name, generate } of generators) {
  console.log(`› ${name.replace(/\.mjs$/, '')}`);
  await generate();
}
const after = hashes(outputs);

const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
if (process.argv.includes('--check') && changed.length > 0) {
  console.error(`Generated files were out of date; commit what \`npm run generate\` writes:\n  ${changed.join('\n  ')}`);
  process.exitCode = 1;
}
