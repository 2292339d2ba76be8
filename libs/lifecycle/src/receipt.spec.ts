import { describe, expect, it } from 'vitest';
import { parseInstant, readyData } from './receipt.js';
import { Refused } from './use-cases.js';

const ZONE = 'Asia/Shanghai';
const now = Date.parse('2016-03-10T02:00:00Z');

describe('dates that come in with an act', () => {
  it('reads a day as its end where something is due, and as its beginning where something happened', () => {
    expect(parseInstant('2016-03-20', ZONE, 'end')).toBe(Date.parse('2016-03-20T16:00:00Z'));
    expect(parseInstant('2016-03-20', ZONE, 'start')).toBe(Date.parse('2016-03-19T16:00:00Z'));
    expect(parseInstant('2016-03-20 09:30', ZONE, 'end')).toBe(Date.parse('2016-03-20T01:30:00Z'));
    expect(parseInstant('2016-03-20T09:30:00+08:00', ZONE, 'end')).toBe(Date.parse('2016-03-20T01:30:00Z'));
  });

  it.each(['2016-02-30', '20.3.2016', 'soon', '2016-13-01 09:00', '2016-03-20T09:30:00x'])('reads no instant out of %s', (text) => {
    expect(parseInstant(text, ZONE, 'end')).toBeUndefined();
  });

  it('turns fix_by into the first instant outside and keeps happened_on with its instant beside it', () => {
    expect(readyData({ fix_by: '2016-03-20', happened_on: '2016-03-09', reason: 'x' }, now, ZONE)).toEqual({
      fix_by: Date.parse('2016-03-20T16:00:00Z'),
      happened_on: '2016-03-09',
      happened_at: Date.parse('2016-03-08T16:00:00Z'),
      reason: 'x',
    });
  });

  it('refuses a fix_by that has passed or is none', () => {
    for (const fix_by of ['2016-03-09', 'tomorrow', 5]) expect(() => readyData({ fix_by }, now, ZONE)).toThrow(Refused);
  });

  it('believes nothing that is said to have happened in the future', () => {
    expect(() => readyData({ happened_on: '2016-03-11' }, now, ZONE)).toThrow(expect.objectContaining({ code: 'happened_on.invalid' }));
    expect(() => readyData({ happened_on: '2016-03-10' }, now, ZONE)).not.toThrow();
  });
});
