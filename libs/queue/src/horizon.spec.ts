import type { AgendaStore } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { HorizonScheduler } from './horizon.js';
import { horizonMs, type WakeUps } from './wake-ups.js';

const now = 1_000_000;

function agenda(instants: readonly number[]): AgendaStore {
  return {
    dueInstants: (after, upTo, limit) => Promise.resolve(instants.filter((at) => at > after && at <= upTo).slice(0, limit)),
    activePrograms: () => Promise.resolve([]),
  };
}

function collecting(): WakeUps & { readonly instants: number[] } {
  const instants: number[] = [];
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    instants,
    drainAt: (...at) => {
      instants.push(...at);
      return Promise.resolve();
    },
    pokeCases: nothing,
    pokeProgram: nothing,
    deliver: nothing,
  };
}

describe('the horizon scheduler', () => {
  it('brings in every instant up to the horizon and none beyond', async () => {
    const queue = collecting();
    await new HorizonScheduler(agenda([now - 1, now + 1, now + horizonMs, now + horizonMs + 1]), queue, { now: () => now }).run(new AbortController().signal);
    expect(queue.instants).toEqual([now + 1, now + horizonMs]);
  });

  it('reads page after page until all are in', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => now + 1 + index);
    const queue = collecting();
    await new HorizonScheduler(agenda(many), queue, { now: () => now }).run(new AbortController().signal);
    expect(queue.instants).toEqual(many);
  });

  it('comes again sooner than the horizon is wide', () => {
    expect(new HorizonScheduler(agenda([]), collecting(), { now: () => now }).everyMs).toBeLessThan(horizonMs / 2);
  });
});
