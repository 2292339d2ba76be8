import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

const id = '0'.repeat(8_000);
const change = { event: 'change', id, data: { kind: 'program', id: '01900000-0000-7000-8000-000000000001', version: 1 } } as const;
const most = 100_000;
let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a stream of events', () => {
  it('cuts off a reader who does not read, and holds no more for him than it may', async () => {
    const reader = connect(port, '127.0.0.1', () => reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    reader.pause();
    reader.on('error', () => undefined);
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    let cut = 0;
    let held = 0;
    const stream = new EventStream(response, most, () => (cut += 1));
    stream.open({});
    // The systems at both ends take some megabytes before anything waits here.
    for (let sent = 0; cut === 0 && sent < 10_000; sent += 1) {
      held = Math.max(held, response.writableLength);
      stream.send([change]);
    }
    expect(cut).toBe(1);
    expect(held).toBeLessThanOrEqual(most);
    expect(response.destroyed).toBe(true);
    stream.send([change]);
    stream.beat(id);
    expect(cut).toBe(1);
    reader.destroy();
  });

  it('tells a reader who keeps up as much as there is', async () => {
    let taken = 0;
    const reader = connect(port, '127.0.0.1', () => reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    const stream = new EventStream(response, most, () => expect.unreachable());
    reader.on('data', (chunk) => (taken += chunk.length));
    stream.open({});
    for (let sent = 0; sent < 1_000; sent += 1) {
      stream.send([change]);
      if (response.writableNeedDrain) await once(response, 'drain');
    }
    stream.end();
    await once(reader, 'close');
    expect(taken).toBeGreaterThan(8_000_000);
  });
});
