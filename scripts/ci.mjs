// Every guard and every test, in order; the last line is the sum. Called by .ci/run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRedisServer, withoutRedis } from './setup/redis-server.mjs';
import { root, run } from './setup/run.mjs';
import { runVitest } from './setup/vitest.mjs';

const long = process.env['CI_LONG'] === 'true';
// Against what hangs, not a goal: a busy machine takes twice as long as one at rest.
const deadline = Date.now() + (long ? 4 * 3600 : 3600) * 1000;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const limits = () => ({ limitMs: Math.max(1000, deadline - Date.now()), env: { CI: 'true' } });

async function step(title, work) {
  const started = Date.now();
  console.log(`\n━━━ ${title}`);
  let sum;
  try {
    sum = await work();
  } catch (error) {
    console.error(error);
    sum = false;
  }
  if (typeof sum === 'boolean') sum = { passed: sum ? 1 : 0, failed: sum ? 0 : 1, skipped: 0 };
  for (const key of Object.keys(total)) total[key] += sum[key];
  const line = `${sum.failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped (${seconds(started)})`;
  lines.push(line);
  console.log(line);
}

const script = (name) => () => run('npm', ['run', '--silent', name], limits());

/** A guard that belongs to a part of the project and is run once that part names it in package.json. */
async function guard(title, name) {
  if (scripts[name]) await step(title, script(name));
}

await step('lock file is complete', () => run(process.execPath, ['scripts/complete-lock.mjs', '--check'], limits()));
await step('types', script('typecheck'));
await step('lint', script('lint'));
await step('import boundaries', script('boundaries'));
await step('unused code', script('unused'));
await step('build', script('build'));
await step('generated files are current', () => run(process.execPath, ['scripts/generate.mjs', '--check'], limits()));
await guard('what the desk loads', 'web:sizes');
await guard('migrations up, down, up', 'migrations:check');
await step('redis-server', async () => {
  const found = await ensureRedisServer();
  if (!found) console.error(withoutRedis);
  return found;
});
await step('unit tests', () => runVitest(['unit'], limits()));
await step('integration tests', () => runVitest(['integration'], limits()));
await guard('workflow files and the coverage of their scenarios', 'workflows:check');
await guard('faults, a short run', 'faults:short');
await guard('the workbench in a browser', 'e2e:short');
if (long) {
  for (const name of Object.keys(scripts).filter((name) => name.startsWith('long:'))) await step(name, script(name));
}

console.log(`\n━━━ summary\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
