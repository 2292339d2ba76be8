import { readFileSync } from 'node:fs';

/** A process id is used again after its process; together with the time of its start it names one process. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot (Linux); undefined where the system does not tell. */
  readonly started?: number;
}

export function identityOf(pid: number): ProcessIdentity {
  const started = startOf(pid);
  return { pid, ...(started !== undefined && { started }) };
}

/** `unknown`: something lives under that id and the system does not tell what. */
export function stateOf(identity: ProcessIdentity): 'running' | 'gone' | 'unknown' {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return 'gone';
  }
  const started = startOf(identity.pid);
  if (identity.started === undefined || started === undefined) return 'unknown';
  return started === identity.started ? 'running' : 'gone';
}

/** Field 22 of /proc/<pid>/stat; the second field, the name, may hold spaces and brackets. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const ticks = Number(fields[19]);
    return Number.isSafeInteger(ticks) ? ticks : undefined;
  } catch {
    return undefined;
  }
}
