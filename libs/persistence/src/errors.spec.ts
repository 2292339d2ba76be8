import { describe, expect, it } from 'vitest';
import { DatabaseExhausted, DatabaseUnavailable, lackOf, meansUnavailable, translated, type Lack } from './errors.js';

const ofServer = (code: string): Error => Object.assign(new Error('of the server'), { code });

describe('what an error of the server means', () => {
  it.each<[string, Lack]>([
    ['53100', 'disk'], ['53200', 'memory'], ['53000', 'limit'], ['53400', 'limit'], ['58000', 'files'], ['58030', 'files'], ['58P01', 'files'], ['57014', 'time'],
  ])('%s is a want of %s, and the connection is as good as before', (state, lacks) => {
    const error = translated(ofServer(state));
    expect(error).toBeInstanceOf(DatabaseExhausted);
    expect(error).toMatchObject({ code: 'database.exhausted', lacks, passing: true });
    expect(meansUnavailable(error)).toBe(false);
    expect(translated(error)).toBe(error);
  });

  it.each(['57P01', '57P02', '57P03', '57P04', '53300', '08006', '08P01', '25006', 'ECONNREFUSED'])('%s is the end of the connection', (state) => {
    expect(translated(ofServer(state))).toBeInstanceOf(DatabaseUnavailable);
    expect(lackOf(ofServer(state))).toBeUndefined();
  });

  it.each(['23505', '40001', '42P01', 'XX001', '22P02'])('%s stays what it is', (state) => {
    const error = ofServer(state);
    expect(translated(error)).toBe(error);
  });
});
