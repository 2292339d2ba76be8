// Whether dist/ was built from the sources as they are now: a digest of every source's path, size and time of change.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['apps', 'libs', 'scripts/build.mjs', 'tsconfig.json', 'nest-cli.json', '.swcrc', 'package-lock.json'];
const stamp = 'dist/.sources';

export function sourcesOf(root) {
  const digest = createHash('sha256');
  const visit = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) if (name !== 'node_modules') visit(`${path}/${name}`);
    } else if (!path.endsWith('.spec.ts')) {
      digest.update(`${path}\n${found.size}\n${found.mtimeMs}\n`);
    }
  };
  sources.forEach(visit);
  return digest.digest('hex');
}

export const buildIsCurrent = (root, digest) => existsSync(join(root, stamp)) && readFileSync(join(root, stamp), 'utf8') === digest;

export const noteBuild = (root, digest) => writeFileSync(join(root, stamp), digest);
