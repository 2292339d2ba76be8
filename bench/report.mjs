// Keeps the last measure of each kind in docs/performance.json and writes docs/performance.md from both.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, root } from './surroundings.mjs';

const data = join(root, 'docs/performance.json');
const page = join(root, 'docs/performance.md');
const round = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const table = (head, rows) => [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');

function surroundings({ measuredOn, machine }) {
  return `Measured ${measuredOn} · ${machine.cpu} · ${machine.memory} · Node ${machine.node} · PostgreSQL ${machine.postgres} (durable: fsync, synchronous_commit, full_page_writes on) · ${machine.pgbench}.`;
}

function stepPart(step) {
  const { results, ratios, spreadRatios, budget, profile, lengths } = step;
  const middle = (name, key) => median(results.map((result) => result[name][key]));
  const line = (title, name) => [title, round(middle(name, 'perSecond')), `${round(middle(name, 'p50'), 1)} / ${round(middle(name, 'p99'), 1)}`, ...(name in ratios ? [round(ratios[name], 2), round(spreadRatios[name], 2)] : ['', ''])];
  const inServer = budget.filter(({ toplevel }) => toplevel);
  const total = inServer.reduce((sum, { perStep }) => sum + perStep, 0);
  return [
    '## A step',
    surroundings(step),
    '',
    `${step.clients} clients, ${step.cases.toLocaleString('en')} cases, ${step.rounds} rounds of ${step.seconds} s, the five loads in turn on one server; medians. Load average during the rounds: ${results.map(({ load }) => round(load, 1)).join(', ')} on ${step.machine.cpu.split(' ')[0]} cores (the bench itself keeps both busy).`,
    '',
    table(['', 'per second', 'p50 / p99 ms', 'our steps ÷ this', 'with two api processes'], [
      line('**a step over HTTP**, one api process: session, rights, validation, journal', 'ours'),
      line('**the same, two api processes**', 'spread'),
      line('floor a: literal transaction, 8 round trips, 2 kB snapshot (pgbench)', 'a'),
      line('the rows of our step, statement by statement (pgbench)', 'same'),
      line('the rows of our step from plain pg in two round trips', 'plain'),
    ]),
    '',
    `A step writes a state of ${lengths.state} characters, a journal entry of ${lengths.body}, closes a task and opens one; every second one also writes a notice. CPU of the api process for one step: ${round(median(results.map(({ apiCpuPerStep }) => apiCpuPerStep)) * 1e6)} µs.`,
    '',
    '### Where the time goes in the database',
    `By pg_stat_statements, one further round; server time for one step in µs (what waits for the other core included). Sum of the statements that are sent: ${round(total)} µs. Indented: inside the call above them in the list.`,
    '',
    table(['µs a step', 'calls', 'statement'], budget.slice(0, 22).map(({ toplevel, perStep, calls, query }) => [round(perStep, 1), String(calls), `${toplevel ? '' : '↳ '}\`${query.replaceAll('|', '\\|').replaceAll('`', '')}\``])),
    '',
    '### Where the time goes in the api process',
    'Share of busy time by a CPU profile of one further round.',
    '',
    table(['share', 'part'], profile.map(({ place, share }) => [`${round(share * 100, 1)} %`, place])),
  ].join('\n');
}

function growthPart(growth) {
  const { sizes } = growth;
  const names = sizes[0].reads.map(({ name }) => name);
  const cell = ({ inDatabase, overHttp }) => `${round(inDatabase, 2)} / ${round(overHttp, 1)}`;
  return [
    '## Growth',
    surroundings(growth),
    '',
    `${growth.clients} clients on cases of every age, ${growth.rounds} rounds of ${growth.seconds} s, sizes in turn; medians.`,
    '',
    table(['cases', 'journal entries', 'database', 'steps per second', '÷ smallest'], sizes.map((size) => [size.cases.toLocaleString('en'), size.entries.toLocaleString('en'), `${round(size.bytes / 2 ** 30, 1)} GB`, round(size.perSecond), round(size.ofSmallest, 2)])),
    '',
    'What people look at, under row-level security: ms in the database (the list itself) / ms over HTTP (the whole answer), median of nine.',
    '',
    table(['', ...sizes.map(({ cases }) => `${cases.toLocaleString('en')} cases`)], names.map((name, index) => [name, ...sizes.map(({ reads }) => cell(reads[index]))])),
  ].join('\n');
}

function pendingPart(pending) {
  const { count, armed, redis, poll } = pending;
  return [
    '## Pending deadlines',
    surroundings(pending),
    '',
    `${count.toLocaleString('en')} pending: ${round(armed.perSecond)} armed a second in batches of a thousand (rows alone, without the look for their cases); ${round(armed.bytes / 2 ** 20)} MB in PostgreSQL; ${round(redis.bytes / 2 ** 20, 1)} MB in Redis for ${redis.delayed} delayed jobs, one for each instant of the next ten minutes; an idle poll costs ${round(poll.median, 2)} ms at the median, ${round(poll.p99, 2)} ms at p99. Load average then: ${round(pending.load, 1)}.`,
  ].join('\n');
}

function duePart(measured) {
  const { due, drains, beside } = measured;
  const seconds = (ms) => round(ms / 1000, 1);
  return [
    '## Due at one instant',
    surroundings(measured),
    '',
    `${due.toLocaleString('en')} cases due at one instant, each a whole step with its journal entry and its notice, by worker processes as they are run in production; late by the server's own instants of commit, and each done once.`,
    '',
    table(['queue', 'workers', 'per second', 'late p50 / p99 s', 'all after s', 'letters', 'last letter after s', 'load average'], drains.map(({ backend, workers, perSecond, p50, p99, most, letters, lettersAfter, load }) => [backend, String(workers), round(perSecond), `${seconds(p50)} / ${seconds(p99)}`, seconds(most), letters === undefined ? 'no mail server' : letters.toLocaleString('en'), lettersAfter === undefined ? '' : seconds(lettersAfter), round(load, 1)])),
    '',
    `Beside them two queues on the same server, ${due.toLocaleString('en')} jobs due at one instant: jobs that do nothing, and jobs that write one row in a transaction of their own (a step of ours writes about ten).`,
    '',
    table(['peer', 'a job', 'processes', 'per second', 'late p50 / p99 s', 'all after s'], beside.map(({ peer, work, workers, perSecond, p50, p99, most }) => [peer, work, String(workers), round(perSecond), `${seconds(p50)} / ${seconds(p99)}`, seconds(most)])),
  ].join('\n');
}

const partOf = { step: stepPart, growth: growthPart, pending: pendingPart, due: duePart };

export function writeReport(kind, measured) {
  const all = existsSync(data) ? JSON.parse(readFileSync(data, 'utf8')) : {};
  all[kind] = { measuredOn: new Date().toISOString().slice(0, 10), ...measured };
  writeFileSync(data, `${JSON.stringify(all, null, 1)}\n`);
  const parts = [
    '# Performance',
    'Written by `npm run bench`; how to read it: [bench/README.md](../bench/README.md). Machines differ: only the ratios, whose parts were measured in turn in one sitting, mean something elsewhere.',
    ...(all.step === undefined ? [] : [stepPart(all.step)]),
    ...(all.growth === undefined ? [] : [growthPart(all.growth)]),
    ...(all.pending === undefined ? [] : [pendingPart(all.pending)]),
    ...(all.due === undefined ? [] : [duePart(all.due)]),
  ];
  writeFileSync(page, `${parts.join('\n\n')}\n`);
  process.stdout.write(`${partOf[kind](all[kind])}\n`);
}
