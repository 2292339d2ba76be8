// What goes wrong and when: a function of seed, length and backend, so that a seed names one schedule. How the processes
// interleave at those moments is the machine's and differs from run to run.
import { chanceOf } from './chance.mjs';

/**
 * Crash points: `before` a statement is sent, `during` it (sent, not answered) or `after` its answer and before anything else
 * is done with it. The names are those of the statements of a step, of the relay and of the mail, so that every place between
 * two statements has one.
 */
const statements = {
  worker: ['BEGIN', 'take_due_cases', 'lock_unseeing_cases', 'write_instances', 'write_tasks', 'write_messages', 'COMMIT', 'outbox_take', 'outbox_taken', 'delivery_expand', 'delivery_claim', 'delivery_delivered', 'publish'],
  api: ['BEGIN', 'take_idempotency_keys', 'lock_free_cases', 'write_instances', 'write_tasks', 'write_messages', 'COMMIT'],
};
const moments = ['before', 'during', 'after'];

/** How often each fault is drawn, against the others. */
export const usual = { kill: 5, crash: 9, pause: 4, cut: 4, flush: 3, 'queue server': 2, 'database restart': 1 };

/**
 * @param options seed, lengthMs, backend, workers, apis; `weights` instead of the usual ones; `fixed`: steps that come in any case;
 *   `gap`: least and most ms between two faults, denser in a short run so that it too has something of everything
 * @returns steps in order: at (ms from the start of the load), fault, and what it needs
 */
export function scheduleOf({ seed, lengthMs, backend, workers, apis, weights = usual, fixed = [], gap = lengthMs < 60_000 ? [900, 2_600] : [1_500, 5_000] }) {
  const chance = chanceOf(seed);
  const steps = [...fixed];
  let lastRestart = 0;
  for (let at = 2_000; at < lengthMs - 2_000; at += chance.between(...gap)) {
    const mayRestart = at - lastRestart > 25_000 || (lastRestart === 0 && at > lengthMs / 2);
    const fault = chance.weighted({ ...weights, 'queue server': backend === 'redis' ? (weights['queue server'] ?? 0) : 0, 'database restart': mayRestart ? (weights['database restart'] ?? 0) * 4 : 0 });
    const role = chance.next() < 0.7 ? 'worker' : 'api';
    const process = `${role} ${chance.whole(1, role === 'api' ? apis : workers)}`;
    const step = { at: Math.round(at), fault };
    if (fault === 'kill') Object.assign(step, { process, restartAfter: chance.whole(100, 2_000) });
    if (fault === 'crash') Object.assign(step, { process, point: `${chance.of(moments)} ${chance.of(statements[role])}`, count: chance.whole(1, 4), restartAfter: chance.whole(100, 1_500) });
    if (fault === 'pause') Object.assign(step, { process, forMs: chance.whole(500, 6_000) });
    if (fault === 'cut') Object.assign(step, { whose: chance.of(['shidian api%', 'shidian worker%', 'shidian%', '%queue%', '%lookup%']) });
    if (fault === 'queue server' || fault === 'database restart') Object.assign(step, { forMs: chance.whole(200, 2_500) });
    if (fault === 'database restart') lastRestart = at;
    steps.push(step);
  }
  return steps.sort((one, other) => one.at - other.at);
}
