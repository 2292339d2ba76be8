import { describe, expect, it } from 'vitest';
import { Poking } from './poking.js';

/** Programs with so many cases each that have not looked. */
function world(unseeing: Record<string, number>, onPoke: () => void = () => undefined): { readonly poked: string[]; readonly poking: (stopping?: AbortSignal) => Poking; readonly unseeing: Record<string, number> } {
  const poked: string[] = [];
  const drain = {
    due: () => Promise.resolve(0),
    pokeCases: (programId: string, _at: number, limit = 100) => {
      const stepped = Math.min(limit, unseeing[programId] ?? 0);
      unseeing[programId] = (unseeing[programId] ?? 0) - stepped;
      onPoke();
      return Promise.resolve(stepped);
    },
    pokeProgram: (programId: string) => {
      poked.push(programId);
      return Promise.resolve(false);
    },
  };
  const agenda = { dueInstants: () => Promise.resolve([]), activePrograms: () => Promise.resolve(Object.keys(unseeing)) };
  return { poked, unseeing, poking: (stopping) => new Poking(drain, agenda, { now: () => 1 }, stopping) };
}

describe('poking', () => {
  it('goes on until every case of the program has looked', async () => {
    const { poking, unseeing } = world({ a: 170, b: 3 });
    await poking().cases('a');
    expect(unseeing).toEqual({ a: 0, b: 3 });
  });

  it('reaches every program and every case in a sweep', async () => {
    const { poking, poked, unseeing } = world({ a: 170, b: 3 });
    await poking().all();
    expect(poked).toEqual(['a', 'b']);
    expect(unseeing).toEqual({ a: 0, b: 0 });
  });

  it('stops between two transactions when it is told to', async () => {
    const stop = new AbortController();
    const { poking, unseeing } = world({ a: 470, b: 3 }, () => {
      stop.abort();
    });
    await poking(stop.signal).all();
    expect(unseeing).toEqual({ a: 270, b: 3 });
  });

  it('looks once more for all who ask for a program that is being looked at, and after that anew', async () => {
    const { poking, poked } = world({});
    const one = poking();
    await Promise.all([one.program('a'), one.program('a'), one.program('a'), one.program('b')]);
    expect(poked.toSorted()).toEqual(['a', 'a', 'b']);
    await one.program('a');
    expect(poked.toSorted()).toEqual(['a', 'a', 'a', 'b']);
  });

  it('looks again though the look before it failed', async () => {
    let asked = 0;
    const drain = {
      due: () => Promise.resolve(0),
      pokeCases: () => Promise.resolve(0),
      pokeProgram: () => {
        asked += 1;
        return asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve(false);
      },
    };
    const one = new Poking(drain, { dueInstants: () => Promise.resolve([]), activePrograms: () => Promise.resolve([]) }, { now: () => 1 });
    const [first, second] = await Promise.allSettled([one.program('a'), one.program('a')]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  });
});
