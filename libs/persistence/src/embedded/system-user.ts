import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { EmbeddedFailed } from './errors.js';

const run = promisify(execFile);

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

async function idsOf(name: string): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: the user `postgres` then, made where it is missing. Undefined for everybody else. */
export async function serverUser(): Promise<SystemUser | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const there = await idsOf('postgres');
  if (there) return there;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (error) {
    throw new EmbeddedFailed('prepare', 'running as root, and the user `postgres` could not be made', error);
  }
  const made = await idsOf('postgres');
  if (!made) throw new EmbeddedFailed('prepare', 'running as root, and the user `postgres` could not be made');
  return made;
}
