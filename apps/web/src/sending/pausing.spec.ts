import { describe, expect, it } from 'vitest';
import { concerns, waitingOn } from './pausing.js';

describe('pauses', () => {
  it('concern a program where they are its own, or everybody’s', () => {
    expect(concerns({ scope: 'program', programId: 'a' }, 'a')).toBe(true);
    expect(concerns({ scope: 'program', programId: 'b' }, 'a')).toBe(false);
    expect(concerns({ scope: 'installation', programId: null }, 'a')).toBe(true);
    expect(concerns({ scope: 'program', programId: 'b' }, undefined)).toBe(true);
  });

  it('leave messages waiting, which are counted over all their states', () => {
    expect(waitingOn({ queued: 2, failed: 3 })).toBe(5);
    expect(waitingOn({})).toBe(0);
  });
});
