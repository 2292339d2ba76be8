// Runs commands for the scripts beside it: streamed output, a time limit, and no process left behind.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Resolves to true when the command ends with status 0 within the limit.
 * With `say` its lines are handed over when it has ended, so that commands side by side do not print into each other.
 */
export function run(command, args, { limitMs, env, say } = {}) {
  return new Promise((resolve) => {
    const output = say ? 'pipe' : 'inherit';
    const started = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
      // A group of its own, so that the time limit reaches the grandchildren as well.
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32',
    });
    const killGroup = (signal) => {
      try {
        process.kill(process.platform === 'win32' ? started.pid : -started.pid, signal);
      } catch {
        // Already gone.
      }
    };
    const printed = [];
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (part) => printed.push(part));
    const timers = [];
    if (limitMs !== undefined) {
      timers.push(
        setTimeout(() => {
          (say ?? console.error)(`\nStopped after ${Math.round(limitMs / 1000)} s: ${command} ${args.join(' ')}`);
          killGroup('SIGTERM');
          timers.push(setTimeout(() => killGroup('SIGKILL'), 10_000));
        }, limitMs),
      );
    }
    const stop = (signal) => {
      killGroup(signal);
      process.exit(130);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const done = (ok) => {
      timers.forEach(clearTimeout);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve(ok);
    };
    started.once('error', (error) => {
      console.error(error.message);
      done(false);
    });
    started.once('close', (status) => {
      say?.(Buffer.concat(printed).toString('utf8'));
      done(status === 0);
    });
  });
}

/** Runs a script of an installed package without npx, which would try to download what is missing. */
export const runInstalled = (file, args, options) => run(process.execPath, [join('node_modules', file), ...args], options);
