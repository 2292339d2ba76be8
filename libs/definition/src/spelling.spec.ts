import { describe, expect, it } from 'vitest';
import { nearestWord } from './spelling.js';

describe('what was probably meant', () => {
  it.each([
    ['provinc_due', ['province_due', 'county_due'], 'province_due'],
    ['isuer', ['issuer', 'id'], 'issuer'],
    ['reciever', ['receiver', 'receive'], 'receiver'],
    ['check', ['gather.check', 'decide'], 'gather.check'],
    ['xyz', ['province_due'], undefined],
    ['', ['a'], undefined],
    ['a'.repeat(65), ['a'.repeat(64)], undefined],
  ])('%s of %j is %s', (word, known, expected) => {
    expect(nearestWord(word, known)).toBe(expected);
  });
});
