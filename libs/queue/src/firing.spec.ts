import type { DrainUseCases } from '@shidian/lifecycle';
import { recordingLog } from '@shidian/testing';
import { describe, expect, it } from 'vitest';
import { Firing } from './firing.js';

/** Timers in memory: each `due` call steps one batch of what is due at its instant. */
function timers(due: number[], batch = 2): { drain: DrainUseCases; left: () => readonly number[]; onStep: (hook: () => void) => void; asked: number[] } {
  const asked: number[] = [];
  let hook: () => void = () => undefined;
  return {
    asked,
    left: () => due,
    onStep: (next) => (hook = next),
    drain: {
      due: async (upTo) => {
        asked.push(upTo);
        const fired = due.filter((at) => at <= upTo).slice(0, batch);
        due.splice(0, due.length, ...due.filter((at) => !fired.includes(at)));
        await Promise.resolve();
        hook();
        return fired.length;
      },
      pokeCases: () => Promise.resolve(0),
      pokeProgram: () => Promise.resolve(false),
    },
  };
}

const clock = (now = 100): { now(): number; unsure(): boolean; set(to: number): void; doubt(yes: boolean): void } => {
  let unsure = false;
  return { now: () => now, unsure: () => unsure, set: (to) => (now = to), doubt: (yes) => (unsure = yes) };
};

describe('firing', () => {
  it('steps everything that is due, and nothing that is not', async () => {
    const { drain, left } = timers([1, 2, 3, 4, 5, 101]);
    expect(await new Firing(drain, clock(), recordingLog()).fire()).toBe(5);
    expect(left()).toEqual([101]);
  });

  it('looks once more for whoever asks during a run, so that what fell due in between fires', async () => {
    const time = clock(100);
    const { drain, left, onStep } = timers([1, 150]);
    const firing = new Firing(drain, time, recordingLog());
    const second: Promise<number>[] = [];
    onStep(() => {
      if (left().length === 1 && second.length === 0) {
        // The first run has asked with 100; at 150 a job comes and asks.
        time.set(150);
        second.push(firing.fire(), firing.fire());
      }
    });
    await firing.fire();
    await Promise.all(second);
    expect(left()).toEqual([]);
  });

  it('does not hold one failed run against the next', async () => {
    const { drain, left } = timers([1]);
    let broken = true;
    const firing = new Firing(
      { ...drain, due: (upTo, limit) => (broken ? Promise.reject(new Error('database away')) : drain.due(upTo, limit)) },
      clock(),
      recordingLog(),
    );
    const first = firing.fire();
    const second = firing.fire();
    await expect(first).rejects.toThrow('database away');
    await expect(second).rejects.toThrow('database away');
    broken = false;
    await firing.fire();
    expect(left()).toEqual([]);
  });

  it('holds everything back and raises an alarm once while the clock is unsure, and fires when it is sure again', async () => {
    const time = clock();
    const log = recordingLog();
    const { drain, left, asked } = timers([1]);
    const firing = new Firing(drain, time, log);
    time.doubt(true);
    expect(await firing.fire()).toBe(0);
    expect(await firing.fire()).toBe(0);
    expect(asked).toEqual([]);
    expect(firing.paused).toBe(true);
    expect(log.lines.filter(({ facts }) => 'alarm' in facts)).toHaveLength(1);
    time.doubt(false);
    expect(await firing.fire()).toBe(1);
    expect(left()).toEqual([]);
    expect(firing.paused).toBe(false);
  });

  it('stops between two transactions when it is told to', async () => {
    const stop = new AbortController();
    const { drain, left, onStep } = timers([1, 2, 3, 4, 5]);
    onStep(() => {
      stop.abort();
    });
    expect(await new Firing(drain, clock(), recordingLog(), stop.signal).fire()).toBe(2);
    expect(left()).toHaveLength(3);
  });
});
