import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stateOf } from './process-identity.js';

const content = z.object({
  address: z.string(),
  embedded: z.boolean(),
  url: z.string(),
  ownerUrl: z.string(),
  processes: z.array(z.object({ pid: z.int().positive(), started: z.int().optional() })),
});

/** What a running service tells the other commands of the same folder: its address and its database. */
export type RunFile = z.infer<typeof content>;

const pathOf = (folder: string): string => join(folder, 'run.json');

/** Readable by its owner alone: the addresses carry the passwords of the embedded database. */
export function noteRun(folder: string, run: Omit<RunFile, 'processes'> & { readonly processes: readonly { readonly pid: number; readonly started?: number }[] }): void {
  writeFileSync(pathOf(folder), `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  chmodSync(pathOf(folder), 0o600);
}

export function readRun(folder: string): RunFile | undefined {
  try {
    return content.parse(JSON.parse(readFileSync(pathOf(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function removeRun(folder: string): void {
  rmSync(pathOf(folder), { force: true });
}

/**
 * Stops api and worker of a run that was killed, and only them: a process whose id and time of start are those that were
 * written down. Returns how many.
 */
export async function stopLeftovers(folder: string): Promise<number> {
  const left = (readRun(folder)?.processes ?? []).map(({ pid, started }) => ({ pid, ...(started !== undefined && { started }) })).filter((one) => stateOf(one) === 'running');
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const one of left) if (stateOf(one) === 'running') process.kill(one.pid, signal);
    const until = performance.now() + 10_000;
    while (left.some((one) => stateOf(one) === 'running') && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  removeRun(folder);
  return left.length;
}
