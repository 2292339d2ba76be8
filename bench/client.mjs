// The load: a process of its own, one socket and one signed-in session a client, each a clerk of his own county who puts the
// next of his cases on the list, or takes it off again, and waits for the answer. Any answer but 200 ends the run.
// Reads {ports, seconds, warmUp, clients: [{cookie, cases: [{caseId, task, version}]}]} from stdin, prints the measure.
import { connect } from 'node:net';
import { randomUUID } from 'node:crypto';

const input = JSON.parse(await new Promise((done) => {
  let text = '';
  process.stdin.on('data', (part) => (text += part)).on('end', () => done(text));
}));

/** One request at a time over one kept connection; resolves with status and body. */
class Connection {
  constructor(port) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.buffer = '';
    this.socket.setEncoding('latin1');
    this.socket.on('data', (part) => this.read(part));
    this.socket.on('error', (error) => this.fail?.(error));
    this.socket.on('close', () => this.fail?.(new Error('the service closed the connection')));
  }

  ask(text) {
    return new Promise((done, fail) => {
      this.done = done;
      this.fail = fail;
      this.socket.write(text);
    });
  }

  read(part) {
    this.buffer += part;
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.buffer)?.[1] ?? 0);
    if (this.buffer.length < end + 4 + length) return;
    const status = Number(this.buffer.slice(9, 12));
    const body = this.buffer.slice(end + 4, end + 4 + length);
    this.buffer = this.buffer.slice(end + 4 + length);
    this.fail = undefined;
    this.done({ status, body });
  }
}

const latencies = [];
let taken = 0;
let counting = false;
let stopping = false;

/** Clerks are dealt out over the api processes in turn. */
async function clerk({ cookie, cases }, place) {
  const port = input.ports[place % input.ports.length];
  const connection = new Connection(port);
  const cycle = cases.map((one) => ({ accept: true, ...one }));
  let turns = 0;
  for (; !stopping; turns += 1) {
    const one = cycle[turns % cycle.length];
    const body = one.accept ? '{"decision":"accept"}' : '{"decision":"out"}';
    const key = input.keys ? `Idempotency-Key: ${randomUUID()}\r\n` : '';
    const began = performance.now();
    const { status, body: answer } = await connection.ask(
      `POST /api/cases/${one.caseId}/tasks/${one.task}/acts HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nX-Shidian-Client: bench\r\nIf-Match: "${one.version}"\r\n${key}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    if (status !== 200) throw new Error(`${status}: ${answer}`);
    const version = Number(/"version":(\d+)/.exec(answer)?.[1]);
    if (version !== one.version + 1 || answer.includes('"replayed":true')) throw new Error(`not the step that was asked for: ${answer}`);
    taken += 1;
    if (counting) latencies.push(performance.now() - began);
    one.task += 1;
    one.version = version;
    one.accept = !one.accept;
  }
  connection.fail = undefined;
  connection.socket.destroy();
  // The next round goes on where this one ended: cases that nobody has touched lately are part of what is measured.
  const next = turns % cycle.length;
  return [...cycle.slice(next), ...cycle.slice(0, next)];
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const running = Promise.all(input.clients.map(clerk));
running.catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
await wait(input.warmUp);
counting = true;
const from = performance.now();
await wait(input.seconds);
counting = false;
const lasted = (performance.now() - from) / 1000;
stopping = true;
const cycles = await running;
latencies.sort((a, b) => a - b);
const quantile = (q) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN;
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ perSecond: latencies.length / lasted, p50: quantile(0.5), p99: quantile(0.99), steps: latencies.length, taken, cpuSeconds: (user + system) / 1e6, cases: cycles }));
