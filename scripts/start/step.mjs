import { spawn } from 'node:child_process';
import { root } from '../setup/run.mjs';

/** Runs a command with its title before, a sign of life while it works, and its own output. Resolves to whether it ended well. */
export function step(title, command, args) {
  return new Promise((resolve) => {
    const started = Date.now();
    console.log(`› ${title}`);
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
    const life = setInterval(() => console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
    const done = (ok) => {
      clearInterval(life);
      if (ok) console.log(`  ✓ ${((Date.now() - started) / 1000).toFixed(1)} s`);
      resolve(ok);
    };
    child.once('error', (error) => {
      console.error(`  ${error.message}`);
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}
