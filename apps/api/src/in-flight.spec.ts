import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { InFlight } from './in-flight.js';

const response = (): ServerResponse => new EventEmitter() as unknown as ServerResponse;

describe('requests in flight', () => {
  it('are waited for, to the last', async () => {
    const inFlight = new InFlight();
    const [first, second] = [response(), response()];
    inFlight.track(first);
    inFlight.track(second);
    let drained = false;
    const done = inFlight.drained(60_000).then(() => {
      drained = true;
    });
    expect(inFlight.closing).toBe(true);
    first.emit('close');
    await Promise.resolve();
    expect(drained).toBe(false);
    second.emit('close');
    await done;
    expect(drained).toBe(true);
  });

  it('are not waited for longer than allowed', async () => {
    const inFlight = new InFlight();
    inFlight.track(response());
    await inFlight.drained(1);
    expect(inFlight.closing).toBe(true);
  });
});
