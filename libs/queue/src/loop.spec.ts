import { describe, expect, it } from 'vitest';
import { type Duty, Loop, type Pause } from './loop.js';
import { recordingLog } from '@shidian/testing';

/** A pause that the test ends. */
function heldPause(): { pause: Pause; rests: () => number; next: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  const arrivals: (() => void)[] = [];
  let rests = 0;
  return {
    pause: (_, signal) =>
      new Promise((resolve) => {
        rests += 1;
        waiting.push(resolve);
        signal.addEventListener('abort', () => {
          resolve();
        });
        arrivals.shift()?.();
      }),
    rests: () => rests,
    next: async () => {
      const arrived = new Promise<void>((resolve) => arrivals.push(resolve));
      waiting.shift()?.();
      await arrived;
    },
  };
}

describe('a loop', () => {
  it('runs at once again while there is more to do, and rests when there is not', async () => {
    let left = 3;
    const { pause, rests, next } = heldPause();
    const first = next();
    const loop = new Loop({ name: 'count', everyMs: 10, run: () => Promise.resolve((left -= 1) > 0) }, recordingLog(), pause);
    loop.start();
    await first;
    expect(left).toBe(0);
    expect(rests()).toBe(1);
    await loop.stop();
  });

  it('goes on after a failure, and tells of it once however often it repeats', async () => {
    const log = recordingLog();
    const outcomes = ['down', 'down', undefined];
    const { pause, next } = heldPause();
    const duty: Duty = {
      name: 'poll',
      everyMs: 10,
      run: () => {
        const failure = outcomes.shift();
        return failure === undefined ? Promise.resolve(false) : Promise.reject(new Error(failure));
      },
    };
    const loop = new Loop(duty, log, pause);
    const first = next();
    loop.start();
    await first;
    expect(loop.state()).toMatchObject({ failure: 'down', sinceMs: null });
    await next();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await next();
    expect(loop.state().failure).toBeNull();
    expect(loop.state().sinceMs).not.toBeNull();
    expect(log.lines.at(-1)).toMatchObject({ level: 'info', sentence: 'works again' });
    await loop.stop();
  });

  it('stops only when the run under way has ended', async () => {
    const events: string[] = [];
    let finish: () => void = () => undefined;
    let began: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (began = resolve));
    const loop = new Loop(
      {
        name: 'transaction',
        everyMs: 10,
        run: async () => {
          began();
          await new Promise<void>((resolve) => (finish = resolve));
          events.push('committed');
          return true;
        },
      },
      recordingLog(),
    );
    loop.start();
    await beginning;
    const stopped = loop.stop().then(() => events.push('stopped'));
    finish();
    await stopped;
    expect(events).toEqual(['committed', 'stopped']);
  });
});
