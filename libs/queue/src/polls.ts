import type { Firing } from './firing.js';
import type { Duty } from './loop.js';
import type { Poking } from './poking.js';

/** Fires whatever is due, whether or not a job came. Two seconds at most is the promise about lateness. */
export function duePoll(firing: Firing, everyMs = 2_000): Duty {
  return {
    name: 'due poll',
    everyMs,
    run: async () => {
      await firing.fire();
      return false;
    },
  };
}

/** Does what lost pokes would have done. */
export function pokeSweep(poking: Poking, everyMs = 60_000): Duty {
  return {
    name: 'poke sweep',
    everyMs,
    run: async () => {
      await poking.all();
      return false;
    },
  };
}
