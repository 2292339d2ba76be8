// `npm run faults -- --minutes N --seed N --backend redis|postgres [--kind <kind>] [--plant <defect>]`; see README.md beside this file.
import { parseArgs } from 'node:util';
import { Missing } from '../bench/surroundings.mjs';
import { plants } from './process/plants.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, backend: { type: 'string', default: 'redis' }, workers: { type: 'string', default: '3' }, apis: { type: 'string', default: '2' },
    kind: { type: 'string', default: 'random' }, deadlines: { type: 'string', default: '10000' }, plant: { type: 'string' }, keep: { type: 'string' }, json: { type: 'boolean', default: false },
  },
});
const say = (line) => process.stderr.write(`${line}\n`);

/** A whole number from the options, or Missing with what it may be. */
function whole(name, least, most) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least || number > most) throw new Missing(`--${name} is a whole number from ${least} to ${most}.`);
  return number;
}

async function flushed() {
  const { flush } = await import('./flush.mjs');
  const report = await flush({ deadlines: whole('deadlines', 100, 100_000), workers: whole('workers', 1, 8), say });
  const ms = (value) => `${(value / 1000).toFixed(1)} s`;
  say(`${report.fired} fired, ${report.notOnce} not once, ${report.early} early; ${report.told} told once; late by ${ms(report.p50)} / ${ms(report.p99)} / ${ms(report.most)} (p50 / p99 / most)`);
  return report;
}

async function drilled() {
  const { kinds } = await import('./kinds.mjs');
  if (kinds[values.kind] === undefined) throw new Missing(`--kind is one of flush, ${Object.keys(kinds).join(', ')}.`);
  const minutes = Number(values.minutes);
  if (!(minutes >= 0.3 && minutes <= 120)) throw new Missing('--minutes is a number from 0.3 to 120.');
  if (!['redis', 'postgres'].includes(values.backend)) throw new Missing('--backend is redis or postgres.');
  if (values.plant !== undefined && plants[values.plant] === undefined) throw new Missing(`--plant is one of ${Object.keys(plants).join(', ')}.`);
  const { drill } = await import('./drill.mjs');
  const report = await drill({ minutes, seed: whole('seed', 0, 1e9), workers: whole('workers', 1, 8), apis: whole('apis', 1, 4), kind: values.kind, backend: values.backend, planted: values.plant, keep: values.keep, say });
  for (const { name, looked, found, examples, loss } of report.results) {
    say(`${found === 0 ? '✓' : loss ? 'lost' : '✗'} ${name} (${looked}${found === 0 ? '' : `, ${found} not`})`);
    for (const example of examples) say(`    ${example}`);
  }
  const { lateness } = report;
  say(`${report.asked} requests, ${report.again} asked again; ${report.entries} entries; ${report.deaths} deaths; ${lateness.fired} deadlines and rungs, late by ${lateness.p50} / ${lateness.p99} / ${lateness.most} ms (p50 / p99 / most); taken by each worker process: ${report.drained.join(', ')}`);
  if (report.evidence.lostEntries !== undefined) say(`${report.evidence.lostEntries} entries of the record had not reached the standby`);
  return report;
}

try {
  const report = values.kind === 'flush' ? await flushed() : await drilled();
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  // A planted defect has to be found.
  const well = values.plant === undefined ? report.whole : !report.whole;
  say(values.plant === undefined ? (well ? (report.results?.some(({ found, loss }) => loss && found > 0) ? 'everything holds but what is stated as lost' : 'everything holds') : 'NOT everything holds') : well ? `the planted defect ${values.plant} was found` : `the planted defect ${values.plant} was NOT found`);
  process.exitCode = well ? 0 : 1;
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  say(error.message);
  process.exitCode = 2;
}
