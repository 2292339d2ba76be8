// `npm run long:faults` and `npm run long:drills`: the runs of a list, one line each on stdout. Ends with 1 where a run found
// something, a planted defect was not found, or a tool is missing: what could not be run has not passed. The record of a run
// that did not end as it has to is kept in a temporary folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Missing } from '../bench/surroundings.mjs';
import { drill } from './drill.mjs';
import { flush } from './flush.mjs';
import { kinds } from './kinds.mjs';
import { plants } from './process/plants.mjs';

const lists = {
  /** Several seeds on both backends, two to eight workers, and every plant. */
  seeds: [
    ...[1, 2].flatMap((seed) => ['redis', 'postgres'].map((backend) => ({ seed, backend, minutes: 3 }))),
    ...[2, 4, 8].map((workers, index) => ({ seed: 20 + workers, backend: index % 2 === 0 ? 'redis' : 'postgres', minutes: 1, workers })),
    ...Object.keys(plants).map((planted) => ({ seed: 11, backend: 'redis', minutes: 0.8, planted })),
  ],
  /** Every kind of run but the usual one; ten thousand deadlines and an emptied Redis. */
  drills: [...Object.keys(kinds).filter((kind) => kind !== 'random').map((kind, index) => ({ kind, seed: 31, backend: index % 2 === 0 ? 'redis' : 'postgres', minutes: 1.5 })), { kind: 'flush', deadlines: 10_000, workers: 2 }],
};

const quietly = { say: () => undefined };

async function line(run) {
  if (run.kind === 'flush') {
    const report = await flush({ ...run, ...quietly });
    return [report.whole, `flush: ${report.fired} of ${run.deadlines} fired, ${report.notOnce} not once, ${report.early} early, p99 ${Math.round(report.p99)} ms late`];
  }
  const folder = mkdtempSync(join(tmpdir(), 'shidian-faults-record-'));
  const report = await drill({ workers: 3, ...run, ...quietly, keep: join(folder, 'record.jsonl.gz') });
  const well = run.planted === undefined ? report.whole : !report.whole;
  if (well) rmSync(folder, { recursive: true });
  const told = report.results.filter(({ found }) => found > 0).map(({ name, found, loss, examples }) => `${loss ? 'lost: ' : ''}${name} (${found}${well ? '' : `: ${examples[0]}`})`);
  if (!well) told.push(`record in ${folder}`);
  return [well, `${run.kind ?? 'random'}, seed ${run.seed}, ${run.backend}, ${run.minutes} min, ${run.workers ?? 3} workers${run.planted ? `, planted ${run.planted}` : ''}: ${report.asked} requests, ${report.deaths} deaths, p99 ${report.lateness.p99} ms late${told.length > 0 ? `; found: ${told.join('; ')}` : ''}`];
}

const list = lists[process.argv[2] ?? 'seeds'];
if (list === undefined) throw new Error(`one of ${Object.keys(lists).join(', ')}`);
for (const run of list) {
  try {
    const [well, words] = await line(run);
    process.stdout.write(`${well ? '✓' : '✗'} ${words}\n`);
    if (!well) process.exitCode = 1;
  } catch (error) {
    process.stdout.write(`✗ ${run.kind ?? 'random'} could not be run: ${error instanceof Missing ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
