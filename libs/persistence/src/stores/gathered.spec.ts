import { describe, expect, it } from 'vitest';
import { Gathered } from './gathered.js';

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => { open(); } };
}

describe('questions that are gathered', () => {
  it('go together when they come together, and each has its own answer', async () => {
    const flights: (readonly number[])[] = [];
    const gathered = new Gathered((asked: readonly number[]) => {
      flights.push(asked);
      return Promise.resolve(asked.map((n) => n * 2));
    });
    expect(await Promise.all([1, 2, 3].map((n) => gathered.ask(n)))).toEqual([2, 4, 6]);
    expect(flights).toEqual([[1, 2, 3]]);
  });

  it('wait for a place while enough are under way, and then go together', async () => {
    const flights: (readonly number[])[] = [];
    const door = gate();
    const gathered = new Gathered(async (asked: readonly number[]) => {
      flights.push(asked);
      await door.opened;
      return asked;
    }, 1);
    const first = gathered.ask(1);
    while (flights.length === 0) await new Promise((turn) => setImmediate(turn));
    const others = [2, 3].map((n) => gathered.ask(n));
    door.open();
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3]);
    expect(flights).toEqual([[1], [2, 3]]);
  });

  it('fail together, and the next ones do not', async () => {
    let broken = true;
    const gathered = new Gathered((asked: readonly number[]) => (broken ? Promise.reject(new RangeError('of the look-up')) : Promise.resolve(asked)));
    const outcomes = await Promise.allSettled([gathered.ask(1), gathered.ask(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await gathered.ask(3)).toBe(3);
  });
});
