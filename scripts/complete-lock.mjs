// Completes package-lock.json: `npm run lock`, after a dependency was added or moved.
//
// npm leaves out optional packages for other platforms that its registry or mirror does not serve, and `npm ci` then
// calls the lock file out of step, on every platform. This adds an entry for each, so that the file is whole wherever
// it was written. With --check it fails instead, and names what is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/run.mjs';

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const libraries = { gnu: 'glibc', musl: 'musl' };

/** The folders in which a package at `from` finds its dependency, nearest first. */
function* places(from, name) {
  for (let at = from; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    yield `${at}/node_modules/${name}`;
  }
  yield `node_modules/${name}`;
}

const missing = new Map();
for (const [from, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if ([...places(from, name)].some((place) => lock.packages[place])) continue;
    const words = name.split('/').at(-1).split('-');
    const system = systems.find((word) => words.includes(word));
    const processor = processors.find((word) => words.includes(word));
    const version = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
    if (!system || !version) continue;
    const libc = Object.entries(libraries).find(([word]) => words.includes(word))?.[1];
    missing.set(`node_modules/${name}`, {
      version,
      ...(processor && { cpu: [processor] }),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc && { libc: [libc] }),
      optional: true,
      os: [system],
    });
  }
}

if (missing.size === 0) {
  console.log('package-lock.json is complete.');
} else if (process.argv.includes('--check')) {
  console.error(`package-lock.json lacks packages of other platforms; run \`npm run lock\`:\n  ${[...missing.keys()].join('\n  ')}`);
  process.exitCode = 1;
} else {
  const rest = Object.entries(lock.packages).filter(([place]) => place !== '');
  rest.push(...missing);
  rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = { '': lock.packages[''], ...Object.fromEntries(rest) };
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added to package-lock.json: ${missing.size} packages of other platforms.`);
}
