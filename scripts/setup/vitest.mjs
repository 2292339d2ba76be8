// Runs vitest projects and reads the numbers from its JSON report.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInstalled } from './run.mjs';

/** Resolves to { passed, failed, skipped }. A run that dies, or a file that cannot be loaded, counts as a failure. */
export async function runVitest(projects, options) {
  const folder = mkdtempSync(join(tmpdir(), 'shidian-vitest-'));
  const report = join(folder, 'report.json');
  try {
    const selected = projects.flatMap((project) => ['--project', project]);
    const ok = await runInstalled(
      'vitest/vitest.mjs',
      ['run', ...selected, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      options,
    );
    return count(report, ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, ok) {
  let found;
  try {
    found = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const broken = found.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = found.numFailedTests + broken;
  return {
    passed: found.numPassedTests,
    // A run that tested nothing is no evidence.
    failed: failed === 0 && (!ok || found.numTotalTests === 0) ? 1 : failed,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}
