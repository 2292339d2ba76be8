// Loaded by `node --import` into the product's own processes when the harness starts them: crash points and a trace of what
// the relay takes and publishes, put around the drivers from outside. The product itself holds nothing of this.
import { openSync, writeSync } from 'node:fs';
import { Queue } from 'bullmq';
import pg from 'pg';
import { plant } from './plants.mjs';

const trace = openSync(process.env.FAULTS_TRACE, 'a');
/** The harness's time, whatever this process takes for the time of day. */
const epoch = Number(process.env.FAULTS_EPOCH);
const now = () => epoch + Number(process.hrtime.bigint() / 1_000_000n);
const tell = (line) => writeSync(trace, `${JSON.stringify({ at: now(), pid: process.pid, ...line })}\n`);

/** By how much this process's clock is off, told whenever that has changed. */
let clockOff = 0;
setInterval(() => {
  const off = Date.now() - now();
  if (Math.abs(off - clockOff) < 60_000) return;
  clockOff = off;
  tell({ clockOff });
}, 500).unref();

/** What the harness has armed: { point, count }. */
let armed;
process.on('message', (message) => {
  armed = message.arm;
});
process.channel?.unref();

function reach(moment, name) {
  if (armed?.point !== `${moment} ${name}`) return;
  armed.count -= 1;
  if (armed.count > 0) return;
  tell({ died: armed.point });
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way: nothing more may be done.
  for (;;);
}

const nameOf = (asked) => (typeof asked === 'string' ? asked : (asked?.name ?? asked?.text ?? '')).split(/\s+/, 1)[0];

if (process.env.FAULTS_PLANT) await plant(process.env.FAULTS_PLANT);

// Outermost: it sees what the product asks and what the server answers.
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function watched(...given) {
  const [asked] = given;
  const name = nameOf(asked);
  const answered = (result) => {
    if (name === 'outbox_take' && result?.rows.length > 0) tell({ took: result.rows.map(({ id, message }) => ({ id, message })) });
    if (name === 'take_due_cases' && result?.rows.length > 0) tell({ due: result.rows.length });
    if (name === 'outbox_taken' && result !== undefined) tell({ gone: asked.values[0] });
    reach('after', name);
    return result;
  };
  const failed = (error) => {
    if (error?.code !== undefined) tell({ error: error.code, statement: name, text: error.message });
  };
  reach('before', name);
  // A pool hands over a callback, everybody else waits for a promise.
  const last = given.at(-1);
  if (typeof last === 'function') {
    given[given.length - 1] = (error, result) => {
      if (error) failed(error);
      else answered(result);
      last(error, result);
    };
  }
  const answer = query.apply(this, given);
  if (armed?.point === `during ${name}`) setImmediate(() => reach('during', name));
  return typeof answer?.then === 'function' ? answer.then(answered, (error) => {
    failed(error);
    throw error;
  }) : answer;
};

const addBulk = Queue.prototype.addBulk;
Queue.prototype.addBulk = async function watched(jobs) {
  reach('before', 'publish');
  if (armed?.point === 'during publish') setImmediate(() => reach('during', 'publish'));
  const added = await addBulk.call(this, jobs);
  tell({ published: jobs.map(({ name, data }) => ({ name, data })) });
  reach('after', 'publish');
  return added;
};
