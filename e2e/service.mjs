// The whole service on a fresh data folder and a port of its own, as `npm start` runs it.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup/run.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Resolves to its address, a way to stop it, and the command line over the same folder: what a designer does before a program begins. */
export async function startService(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'shidian-e2e-'));
  // The database's user has to pass, when this runs as root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const env = { ...process.env, SHIDIAN_DATA_DIR: folder, SHIDIAN_GRACE: '1s', PORT: String(port), ...more };
  delete env['DATABASE_URL'];
  delete env['REDIS_URL'];
  const service = spawn(process.execPath, [join(root, 'dist/apps/cli/src/main.js'), 'up', '--json'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (service.exitCode === null) {
      const gone = once(service, 'exit');
      service.kill('SIGINT');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await new Promise((ready, failed) => {
      service.stdout.on('data', (chunk) => {
        if (String(chunk).includes('"ready":true')) ready();
      });
      service.once('exit', (code) => failed(new Error(`the service ended with ${code}`)));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const command = join(root, 'dist/apps/cli/src/main.js');
  const shidian = async (...args) => (await promisify(execFile)(process.execPath, [command, ...args], { cwd: root, env })).stdout;
  return { base: `http://127.0.0.1:${port}`, stop, shidian };
}
