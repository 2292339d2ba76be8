// The rows of our own step from plain pg in two round trips: begin and read, then all writes and commit, each pipelined over
// prepared statements; 32 in flight over 8 connections. A process of its own; reads its task from stdin, prints the measure.
import pg from 'pg';

const input = JSON.parse(await new Promise((done) => {
  let text = '';
  process.stdin.on('data', (part) => (text += part)).on('end', () => done(text));
}));

/** `:name` of the literal statements as `$1`. */
function prepared(name, text) {
  const names = [];
  const sql = text.replace(/(?<![:\w]):([a-z_]+)/g, (_, key) => {
    if (!names.includes(key)) names.push(key);
    return `$${names.indexOf(key) + 1}`;
  });
  return (values) => ({ name, text: sql, values: names.map((key) => values[key]) });
}

const read = prepared('read', input.read);
const writes = input.writes.map((statements, index) => statements.map((text, place) => prepared(`w${index}-${place}`, text)));
const pool = new pg.Pool({ connectionString: input.url, max: 8, pipeline: true, options: '-c role=shidian_engine -c search_path=shidian,public -c plan_cache_mode=force_generic_plan' });
const latencies = [];
let counting = false;
let stopping = false;
let turn = 0;

async function one() {
  while (!stopping) {
    const began = performance.now();
    const client = await pool.connect();
    try {
      const [, { rows }] = await Promise.all([client.query('BEGIN'), client.query(read({ n: 1 + Math.floor(Math.random() * input.cases) }))]);
      turn += 1;
      await Promise.all([...writes[turn % 2].map((write) => client.query(write(rows[0]))), client.query('COMMIT')]);
    } finally {
      client.release();
    }
    if (counting) latencies.push(performance.now() - began);
  }
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const running = Promise.all(Array.from({ length: input.clients }, one));
running.catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
await wait(1);
counting = true;
const from = performance.now();
await wait(input.seconds);
counting = false;
const lasted = (performance.now() - from) / 1000;
stopping = true;
await running;
await pool.end();
latencies.sort((a, b) => a - b);
const quantile = (q) => latencies[Math.floor((latencies.length - 1) * q)];
console.log(JSON.stringify({ perSecond: latencies.length / lasted, p50: quantile(0.5), p99: quantile(0.99) }));
