// `npm run bench -- step|growth|timers|smoke`; see README.md beside this file.
import { parseArgs } from 'node:util';
import { writeReport } from './report.mjs';
import { Missing } from './surroundings.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, rounds: { type: 'string' }, cases: { type: 'string' }, sizes: { type: 'string' }, clients: { type: 'string' }, pause: { type: 'boolean', default: false }, keep: { type: 'string' }, part: { type: 'string' }, pending: { type: 'string' }, due: { type: 'string' }, workers: { type: 'string' } },
});
const [what] = positionals;
const number = (name, fallback) => Number(values[name] ?? fallback);
const say = (line) => process.stderr.write(`${line}\n`);

try {
  if (what === 'step') {
    const { measureSteps } = await import('./step.mjs');
    writeReport('step', await measureSteps({ cases: number('cases', 10_000), seconds: number('seconds', 10), rounds: number('rounds', 3), clients: number('clients', 32), say }));
  } else if (what === 'growth') {
    const { measureGrowth } = await import('./growth.mjs');
    const sizes = (values.sizes ?? '1000,100000,1000000').split(',').map(Number);
    writeReport('growth', await measureGrowth({ sizes, seconds: number('seconds', 8), rounds: number('rounds', 5), clients: number('clients', 32), pause: values.pause, keep: values.keep, say }));
  } else if (what === 'timers') {
    const { measureDueTimers, measurePendingTimers } = await import('./timers.mjs');
    if (values.part !== 'due') writeReport('pending', await measurePendingTimers({ pending: number('pending', 1_000_000), say }));
    if (values.part !== 'pending') writeReport('due', await measureDueTimers({ due: number('due', 20_000), workers: (values.workers ?? '1,2,4').split(',').map(Number), say }));
  } else if (what === 'smoke') {
    const { smoke } = await import('./smoke.mjs');
    await smoke(say);
  } else throw new Missing('Say what to measure: npm run bench -- step, npm run bench -- growth, npm run bench -- timers, or npm run bench -- smoke.');
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  say(error.message);
  process.exitCode = 1;
}
