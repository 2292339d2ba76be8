// Builds everything into dist/: one SWC pass over all apps and libs, then the web app where there is one.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(title, command, args, cwd = root) {
  console.log(`› ${title}`);
  const { status, error } = spawnSync(process.execPath, [command, ...args], { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
// The builder's list of source roots (nest-cli.json) covers every app and lib, so one project builds them all.
run('compile apps and libs', join(root, 'node_modules/@nestjs/cli/bin/nest.js'), ['build', 'api']);

const web = join(root, 'apps/web');
if (existsSync(join(web, 'vite.config.ts'))) {
  run('build the web app', join(root, 'node_modules/vite/bin/vite.js'), ['build'], web);
}
