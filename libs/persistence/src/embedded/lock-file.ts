import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';

/** Beside the cluster: which process of ours started which server. */
export const ownerFile = 'owner.json';

export type LockHolder =
  | { readonly is: 'nobody' }
  /** The server named in the lock file is gone, or its number belongs to something else by now. */
  | { readonly is: 'stale' }
  /** The server runs on, but the process that started it is gone. */
  | { readonly is: 'orphan'; readonly pid: number }
  | { readonly is: 'neighbour'; readonly pid: number };

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** On Linux a process number can be asked what it runs; elsewhere a living one is believed to be the server. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!alive(pid)) return false;
  if (platform() !== 'linux') return true;
  try {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    return words.includes(cluster) && words.some((word) => word.endsWith('postgres'));
  } catch {
    return false;
  }
}

async function text(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Who holds the cluster, by PostgreSQL's lock file and ours. */
export async function holderOf(folder: string, cluster: string): Promise<LockHolder> {
  const lock = await text(join(cluster, 'postmaster.pid'));
  if (lock === undefined) return { is: 'nobody' };
  const pid = Number.parseInt(lock, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !(await servesCluster(pid, cluster))) return { is: 'stale' };
  const note = await text(join(folder, ownerFile));
  if (note === undefined) return { is: 'neighbour', pid };
  const { parent, server } = JSON.parse(note) as { parent: number; server: number };
  return server === pid && !alive(parent) ? { is: 'orphan', pid } : { is: 'neighbour', pid };
}
