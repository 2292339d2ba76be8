// The kinds of run: what kind of server stands behind, what goes wrong in it, and what is to be proved beyond the usual.
import { clock } from './kinds/clock.mjs';
import { disk } from './kinds/disk.mjs';
import { failover } from './kinds/failover.mjs';
import { startDatabase } from './servers.mjs';

/**
 * Each kind: `check()` says what this machine is lacking (throws Missing); `start(folder, later)` starts the database and says what is
 * to be done when the run is over, the last thing first; `plan(lengthMs)`
 * gives weights and fixed steps of the schedule; `faults({ database, processes })` does what only this kind knows;
 * `environment(name, folder)` is given to each process; `rules(history)` proves that what was to go wrong did;
 * `mayLose`: rules whose findings are the loss that the report states.
 */
export const kinds = {
  /** A random schedule of everything that a process or a connection can suffer. */
  random: { start: startDatabase },
  /** The disk of the data is full for a while, and has room again. */
  disk: disk('data'),
  /** The disk of the write-ahead log is full: the server goes down with it. */
  wal: disk('log'),
  /** The server dies; its synchronous standby takes over. Nothing may be lost. */
  'failover-sync': failover('synchronous'),
  /** The same with a standby that lags: what it had not received is lost, and stated. */
  'failover-async': failover('asynchronous'),
  /** The clocks of some processes step by an hour, forward and backward. */
  clock,
};
