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
    const { poking, unseeing } = world({ a: 170, b: 3 }, () => {
      stop.abort();
    });
    await poking(stop.signal).all();
    expect(unseeing).toEqual({ a: 120, b: 3 });
  });
});
