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

/** `work` gets what prints for it; a step whose work runs beside others' is told as a whole when it has ended. */
async function step(title, work, say) {
  const started = Date.now();
  const told = [`\n━━━ ${title}`];
  if (!say) console.log(told.shift());
  let sum;
  try {
    sum = await work(say && ((text) => told.push(text.trimEnd())));
  } catch (error) {
    console.error(error);
    sum = false;
  }
  if (typeof sum === 'boolean') sum = { passed: sum ? 1 : 0, failed: sum ? 0 : 1, skipped: 0 };
  for (const key of Object.keys(total)) total[key] += sum[key];
  const line = `${sum.failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped (${seconds(started)})`;
  lines.push(line);
  told.push(line);
  (say ?? console.log)(told.filter((text) => text !== '').join('\n'));
}

const script = (name) => (say) => run('npm', ['run', '--silent', name], { ...limits(), say });
const node = (...words) => (say) => run(process.execPath, words, { ...limits(), say });

/** Guards one after another, beside other lanes. */
async function lane(...guards) {
  for (const [title, work] of guards) await step(title, work, console.log);
}

// The linter takes as long as all other guards together, and one core.
await Promise.all([
  lane(['lint', script('lint')]),
  lane(
    ['lock file is complete', node('scripts/complete-lock.mjs', '--check')],
    ['types', script('typecheck')],
    ['import boundaries', script('boundaries')],
    ['unused code', script('unused')],
    ['build', script('build')],
    ['generated files are current', node('scripts/generate.mjs', '--check')],
    ['what the desk loads', script('web:sizes')],
    ['migrations up, down, up', script('migrations:check')],
  ),
]);
await step('redis-server', async () => {
  const found = await ensureRedisServer();
  if (!found) console.error(withoutRedis);
  return found;
});
await step('unit tests', () => runVitest(['unit'], limits()));
await step('integration tests', () => runVitest(['integration'], limits()));
await step('workflow files and the coverage of their scenarios', script('workflows:check'));
await step('faults, a short run', script('faults:short'));
await step('the workbench in a browser', script('e2e:short'));
if (long) {
  for (const name of Object.keys(scripts).filter((name) => name.startsWith('long:'))) await step(name, script(name));
}

console.log(`\n━━━ summary\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
