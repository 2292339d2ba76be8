import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { endWithUs } from './children.js';

/** A Node process of the test's own, from the built tree. */
export interface NodeProcess {
  readonly pid: number;
  /** Everything that it has written. */
  output(): string;
  /** Resolves when the output contains the text; rejects with the output when the process ends before. */
  says(text: string): Promise<void>;
  /** Sends the signal and waits for the end: the exit code, or null where a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `script` with nothing but the environment that is given. It never outlives the test. */
export function startNode(script: string, environment: Readonly<Record<string, string>>): NodeProcess {
  if (!existsSync(script)) throw new Error(`${script} is missing: run "npm run build" first`);
  const child: ChildProcess = spawn(process.execPath, [script], { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);
  let text = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      tell();
    });
  }
  const ended = once(child, 'exit').then(([code]) => {
    tell();
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = text.includes(wanted);
          if (!found && child.exitCode === null && child.signalCode === null) return;
          listeners.delete(look);
          if (found) resolve();
          else reject(new Error(`it ended before it said "${wanted}":\n${text}`));
        };
        listeners.add(look);
        look();
      }),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
