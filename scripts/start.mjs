#!/usr/bin/env node
// `npm start` on a machine with nothing but Node: installs what is missing, builds what has changed, then hands over
// to `shidian up`. Only built-in modules here: nothing else is installed yet.
import { enoughNode } from './start/node-version.mjs';

if (enoughNode()) {
  import('./start/start.mjs').then(({ start }) => start(process.argv.slice(2)));
} else {
  process.exitCode = 1;
}
