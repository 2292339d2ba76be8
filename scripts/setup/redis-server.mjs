// Finds redis-server for the tests that need a real Redis; the tests start it themselves, on a port of their own.
import { spawnSync } from 'node:child_process';
import { run } from './run.mjs';

const onPath = () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** Resolves to whether redis-server can be started, after trying to install it where that is allowed. */
export async function ensureRedisServer() {
  if (onPath()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return false;

  console.log('› apt-get install redis-server');
  const quiet = { limitMs: 180_000, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['-qq', '-o', 'Acquire::Retries=3', 'update'], quiet);
  await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'redis-server'], quiet);
  return onPath();
}

export const withoutRedis = 'redis-server is not on the PATH and could not be installed: the tests against a real Redis are skipped.';
