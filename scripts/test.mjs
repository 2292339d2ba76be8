// `npm test` on a machine with nothing but Node: installs, builds, finds Redis, runs every test, sums up.
import { dependenciesAreCurrent, installDependencies } from './setup/dependencies.mjs';
import { ensureRedisServer, withoutRedis } from './setup/redis-server.mjs';
import { run } from './setup/run.mjs';
import { runVitest } from './setup/vitest.mjs';

const started = Date.now();

function end(line, ok) {
  console.log(`\n${line} (${Math.round((Date.now() - started) / 1000)} s)`);
  process.exit(ok ? 0 : 1);
}

if (!dependenciesAreCurrent() && !(await installDependencies())) end('Tests not run: the dependencies could not be installed', false);
if (!(await run(process.execPath, ['scripts/build.mjs']))) end('Tests not run: the build failed', false);

const redis = await ensureRedisServer();
const ci = process.env['CI'] === 'true';
if (!redis) console.warn(`\n*** ${withoutRedis} ***\n`);

const { passed, failed, skipped } = await runVitest(['unit', 'integration']);
if (!redis) console.warn(`\n*** ${withoutRedis} ***`);
end(`${passed} passed, ${failed} failed, ${skipped} skipped`, failed === 0 && (redis || !ci));
