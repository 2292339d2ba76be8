// Where the time goes: statement by statement in the database, part by part in the api process.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Server time of each statement for one step, in µs; statements inside functions are shown below the call that runs them. */
export async function budgetOf(client, steps) {
  const { rows } = await client.query(`
    SELECT s.toplevel, s.calls::int, s.total_exec_time AS ms, regexp_replace(s.query, '\\s+', ' ', 'g') AS query
      FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
     WHERE s.total_exec_time > 0 AND s.query NOT ILIKE '%pg_stat_statements%' ORDER BY s.total_exec_time DESC LIMIT 30`);
  return rows.map(({ toplevel, calls, ms, query }) => ({ toplevel, calls, perStep: (ms * 1000) / steps, query: query.slice(0, 90) }));
}

/** Folders and packages whose self time is summed up, in the order in which a frame is asked. */
const places = [
  ['kernel and XState', /libs\/engine|node_modules\/xstate|raise-|StateMachine-/],
  ['use case: facts, dates, notices, rows', /libs\/lifecycle|libs\/calendar|libs\/access/],
  ['canonical JSON, forms, guards', /libs\/definition|cel-js/],
  ['hashing', /internal\/crypto/],
  ['persistence: batches, rows', /libs\/persistence/],
  ['pg driver', /node_modules\/pg/],
  ['Nest, Fastify, rxjs, zod, helmet', /node_modules\/(@nestjs|fastify|@fastify|rxjs|zod|find-my-way|light-my-request|avvio|secure-json|fast-)|cjs\/internal/],
  ['api: door, sign-in, wire', /apps\/api|libs\/contracts/],
  ['logging', /pino|sonic-boom|thread-stream/],
  ['sockets and streams of Node', /^node:(net|internal\/stream|_http|http|internal\/http|events|buffer|internal\/timers|internal\/process|async_hooks)/],
];
/** Frames of the runtime without a file. */
const natives = { writev: 'socket writes (system calls)', writeBuffer: 'socket writes (system calls)', writeLatin1String: 'socket writes (system calls)', writeUtf8String: 'socket writes (system calls)', writeString: 'log writes (system calls)', '(garbage collector)': 'garbage collection', '(program)': 'runtime' };

/** Shares of busy time of the profile in the folder; its first three seconds, the start of the process, are left out. */
export function profileOf(folder) {
  const file = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile')).at(-1);
  if (file === undefined) return [];
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const shares = new Map();
  let clock = 0;
  let busy = 0;
  samples.forEach((id, index) => {
    const lasted = timeDeltas[index] ?? 0;
    clock += lasted;
    const { functionName, url } = frames.get(id);
    if (clock < 3e6 || functionName === '(idle)') return;
    const place = (url === '' ? natives[functionName] : places.find(([, pattern]) => pattern.test(url))?.[0]) ?? 'other';
    busy += lasted;
    shares.set(place, (shares.get(place) ?? 0) + lasted);
  });
  return [...shares].map(([place, lasted]) => ({ place, share: lasted / busy })).sort((a, b) => b.share - a.share);
}
