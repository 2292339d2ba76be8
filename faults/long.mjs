// `npm run long:faults`: several seeds on both backends, and every plant. One line a run on stdout; ends with 1 where a run
// found something, or a planted defect was not found.
import { drill } from './drill.mjs';
import { plants } from './process/plants.mjs';

const runs = [
  ...[1, 2].flatMap((seed) => ['redis', 'postgres'].map((backend) => ({ seed, backend, minutes: 3 }))),
  ...Object.keys(plants).map((planted) => ({ seed: 11, backend: 'redis', minutes: 0.8, planted })),
];
for (const run of runs) {
  const report = await drill({ workers: 3, say: () => undefined, ...run });
  const well = run.planted === undefined ? report.whole : !report.whole;
  const found = report.results.filter(({ found: count }) => count > 0).map(({ name }) => name);
  process.stdout.write(`${well ? '✓' : '✗'} seed ${run.seed}, ${run.backend}, ${run.minutes} min${run.planted ? `, planted ${run.planted}` : ''}: ${report.asked} requests, ${report.deaths} deaths${found.length > 0 ? `; found: ${found.join('; ')}` : ''}\n`);
  if (!well) process.exitCode = 1;
}
