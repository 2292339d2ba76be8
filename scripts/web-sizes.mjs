// `npm run web:sizes`: what a browser loads before the desk stands there, compressed, against its limit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './setup/run.mjs';

const limit = 400 * 1024;
const folder = join(root, 'dist/apps/web');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

/** A chunk with everything that it imports at once; what it imports later is split from it. */
function closure(name, found = new Set()) {
  const { file, css = [], imports = [] } = manifest[name];
  for (const path of [file, ...css]) found.add(path);
  for (const other of imports) if (!found.has(manifest[other].file)) closure(other, found);
  return found;
}

const size = (path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).byteLength;
const files = [...closure('index.html'), 'index.html'];
const sum = files.reduce((total, path) => total + size(path), 0);
const entries = Object.values(manifest).filter(({ isDynamicEntry }) => isDynamicEntry).length;

console.log(`The desk loads ${files.length} files, ${Math.round(sum / 1024)} kB compressed of at most ${limit / 1024}; ${entries} pages are loaded when they are opened.`);
if (sum > limit || entries < 10) {
  console.error('Load less at first: import the page that needs it with import(), or choose a smaller library.');
  process.exitCode = 1;
}
