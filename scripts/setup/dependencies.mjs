// Installs the dependencies when node_modules is missing or does not match package-lock.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './run.mjs';

const read = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
};

/** True when everything that the lock file requires on this platform is installed in that version. */
export function dependenciesAreCurrent() {
  const wanted = read('package-lock.json');
  const installed = read('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed.packages[path];
    // Optional and peer packages are absent where the platform or the choice differs.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return found.version === entry.version;
  });
}

export async function installDependencies() {
  if (dependenciesAreCurrent()) return true;
  console.log('› npm ci');
  return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await installDependencies()) ? 0 : 1;
}
