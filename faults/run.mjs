// `npm run faults -- --minutes N --seed N --backend redis|postgres [--plant <defect>]`; see README.md beside this file.
import { parseArgs } from 'node:util';
import { Missing } from '../bench/surroundings.mjs';
import { plants } from './process/plants.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, backend: { type: 'string', default: 'redis' }, workers: { type: 'string', default: '3' },
    plant: { type: 'string' }, keep: { type: 'string' }, json: { type: 'boolean', default: false },
  },
});
const say = (line) => process.stderr.write(`${line}\n`);

try {
  const [minutes, seed, workers] = [values.minutes, values.seed, values.workers].map(Number);
  if (!(minutes >= 0.3 && minutes <= 120)) throw new Missing('--minutes is a number from 0.3 to 120.');
  if (!Number.isInteger(seed) || !Number.isInteger(workers) || workers < 1 || workers > 8) throw new Missing('--seed is a whole number, --workers one from 1 to 8.');
  if (!['redis', 'postgres'].includes(values.backend)) throw new Missing('--backend is redis or postgres.');
  if (values.plant !== undefined && plants[values.plant] === undefined) throw new Missing(`--plant is one of ${Object.keys(plants).join(', ')}.`);
  const { drill } = await import('./drill.mjs');
  const report = await drill({ minutes, seed, workers, backend: values.backend, planted: values.plant, keep: values.keep, say });
  for (const { name, looked, found, examples } of report.results) {
    say(`${found === 0 ? '✓' : '✗'} ${name} (${looked}${found === 0 ? '' : `, ${found} not`})`);
    for (const example of examples) say(`    ${example}`);
  }
  const { lateness } = report;
  say(`${report.asked} requests, ${report.again} asked again; ${report.entries} entries; ${report.deaths} deaths; ${lateness.fired} deadlines and rungs, late by ${lateness.p50} / ${lateness.p99} / ${lateness.most} ms (p50 / p99 / most)`);
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  // A planted defect has to be found.
  const well = values.plant === undefined ? report.whole : !report.whole;
  say(values.plant === undefined ? (well ? 'everything holds' : 'NOT everything holds') : well ? `the planted defect ${values.plant} was found` : `the planted defect ${values.plant} was NOT found`);
  process.exitCode = well ? 0 : 1;
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  say(error.message);
  process.exitCode = 2;
}
