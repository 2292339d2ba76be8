import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process that holds the data folder's lock, if it is alive. */
export function runningProcess(folder) {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? -1 : undefined;
  }
}
