#!/usr/bin/env node
import { processEnvironment } from '@shidian/config';
import { run } from './command/run.js';
import { commands } from './commands/all.js';
import { languageOf } from './print/language.js';
import { projectRoot } from './root.js';
import type { Surroundings } from './surroundings.js';

const words = process.argv.slice(2);
const environment = processEnvironment();

/** Reading from a pipe may end before we have written everything, as `| head` does: that is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const around: Surroundings = {
  terminal: {
    json: words.includes('--json'),
    colour: process.stdout.isTTY && !words.includes('--no-color') && (environment['NO_COLOR'] ?? '') === '',
    language: languageOf(words, environment),
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  },
  environment,
  folder: process.cwd(),
  root: projectRoot(import.meta.dirname),
  onStop: (work) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, work);
    // Whoever started us is gone.
    process.on('disconnect', work);
    return () => {
      for (const signal of signals) process.off(signal, work);
      process.off('disconnect', work);
      if (process.connected) process.disconnect();
    };
  },
};

process.exitCode = await run(words, commands, around);
