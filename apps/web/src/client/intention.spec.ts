import { describe, expect, it } from 'vitest';
import { Intention } from './intention.js';

describe('the key of an intention', () => {
  it('stays the same while the same is tried again', () => {
    const intention = new Intention();
    const key = intention.keyFor({ decision: 'pass' });
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(intention.keyFor({ decision: 'pass' })).toBe(key);
  });

  it('is another for another content, and after an answer', () => {
    const intention = new Intention();
    const first = intention.keyFor({ decision: 'pass' });
    const second = intention.keyFor({ decision: 'fail' });
    expect(second).not.toBe(first);
    intention.answered();
    expect(intention.keyFor({ decision: 'fail' })).not.toBe(second);
  });
});
