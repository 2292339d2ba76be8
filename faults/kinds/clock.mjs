// Clocks of single processes step by an hour, forward and backward, while the server's goes on: Debian's faketime, which gives
// a process another wall clock and leaves its monotonic one alone.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from '../../bench/surroundings.mjs';
import { startDatabase } from '../servers.mjs';

const HOUR_S = 3_600;
const places = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`);
const library = () => places.find((path) => existsSync(path));
/** Those whose clock steps. The others stay with the server, so that both are at work beside each other. */
const stepped = ['worker 1', 'worker 2', 'api 1'];
const fileOf = (folder, name) => join(folder, `clock-${name.replace(' ', '-')}`);

export const clock = {
  check: () => {
    if (library() === undefined) throw new Missing('libfaketime was not found: install it with `apt-get install faketime` (Debian, Ubuntu).');
  },
  start: startDatabase,
  environment: (name, folder) => {
    if (!stepped.includes(name)) return {};
    writeFileSync(fileOf(folder, name), '+0');
    return { LD_PRELOAD: library(), FAKETIME_TIMESTAMP_FILE: fileOf(folder, name), FAKETIME_CACHE_DURATION: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' };
  },
  plan: (lengthMs) => ({
    weights: { kill: 3, crash: 4, cut: 2, flush: 2 },
    gap: [3_000, 8_000],
    fixed: [HOUR_S, -HOUR_S, 0, -HOUR_S, HOUR_S, 0].flatMap((seconds, index) => stepped.map((process, place) => ({ at: Math.round((lengthMs * (index + 0.6)) / 6.4) + place * 700, fault: 'clock', process, seconds: place === 2 ? -seconds : seconds }))),
  }),
  faults: ({ folder }) => ({ clock: ({ process, seconds }) => writeFileSync(fileOf(folder, process), `${seconds < 0 ? '' : '+'}${seconds}`) }),
  rules: [
    {
      name: 'the clocks really were an hour ahead and an hour behind',
      run: ({ trace }) => {
        const offsets = trace.flatMap(({ clockOff }) => (clockOff === undefined ? [] : [clockOff]));
        const near = (seconds) => offsets.some((off) => Math.abs(off - seconds * 1000) < 60_000);
        return { looked: offsets.length, found: [HOUR_S, -HOUR_S].filter((seconds) => !near(seconds)).map((seconds) => `no process saw its clock off by ${seconds} s`) };
      },
    },
  ],
};
