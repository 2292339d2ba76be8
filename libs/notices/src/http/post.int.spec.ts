import { once } from 'node:events';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { type HookServer, startHookServer } from '@shidian/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { AddressPolicy } from './address-policy.js';
import { attempt, outcomeOfStatus } from './outcome.js';
import { longestAnswer, post } from './post.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function server(host?: string): Promise<HookServer> {
  const hook = await startHookServer(host);
  ends.push(() => hook.stop());
  return hook;
}

const here = new AddressPolicy(['127.0.0.1', '::1']);
const sending = (url: string, policy = here, withinMs = 2_000) => ({ url: new URL(url), headers: {}, body: '{}', policy, withinMs });

describe('a message over HTTP', () => {
  it('reaches nothing inside, by address or by a name that leads there, and nobody there hears of it', async () => {
    const inside = await server();
    const outside = new AddressPolicy(['192.0.2.7']);
    for (const url of [inside.url, `http://localhost:${inside.port}`, `https://localhost:${inside.port}`, `http://[::ffff:127.0.0.1]:${inside.port}`]) {
      await expect(post(sending(url, outside)), url).rejects.toMatchObject({ code: 'notices.address_refused' });
    }
    expect(inside.received).toEqual([]);
  });

  it('goes to the address that was looked at, and to no other that the name has by then', async () => {
    const inside = await server();
    const policy = new AddressPolicy(['127.0.0.1', '::1']);
    const looked: string[] = [];
    const real = policy.lookup.bind(policy);
    // The name is asked for once for a connection, and the connection is told what was found.
    policy.lookup = (scheme) => (hostname, options, callback) => {
      looked.push(hostname);
      real(scheme)(hostname, options, callback);
    };
    expect((await post(sending(`http://localhost:${inside.port}`, policy))).status).toBe(200);
    expect(looked).toEqual(['localhost']);
  });

  it('follows no redirect', async () => {
    const [first, second] = [await server(), await server()];
    first.answer((_, response) => {
      response.writeHead(307, { location: second.url }).end();
    });
    expect(await attempt(sending(first.url), outcomeOfStatus)).toMatchObject({ is: 'failed', where: 'channel', error: expect.stringContaining('redirects are not followed') as string });
    expect(second.received).toEqual([]);
  });

  it('reads no more of an answer than its beginning', async () => {
    const hook = await server();
    let closed = false;
    hook.answer((_, response) => {
      const chunk = 'x'.repeat(8_192);
      const more = (): void => {
        while (!closed && response.write(chunk));
      };
      response.on('drain', more).on('close', () => (closed = true));
      more();
    });
    const answer = await post(sending(hook.url));
    expect(answer.body).toHaveLength(longestAnswer);
    await expect.poll(() => closed).toBe(true);
  });

  it.each([
    ['never answers', (): void => undefined],
    ['answers a byte at a time', (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => { clearInterval(timer); });
    }],
    ['talks nonsense', (socket: Socket) => void socket.write('no HTTP at all\r\n\r\n')],
    ['closes at once', (socket: Socket) => void socket.destroy()],
    ['sends endless headers', (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write(`x-${Math.random()}: ${'y'.repeat(4_000)}\r\n`), 5);
      socket.on('close', () => { clearInterval(timer); });
    }],
  ])('gives up on a server that %s, within its time', async (_, behave) => {
    const sockets = new Set<Socket>();
    const tcp = createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => { behave(socket); });
    });
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    ends.push(() => {
      for (const socket of sockets) socket.destroy();
      tcp.close();
    });
    const address = tcp.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    expect(await attempt(sending(`http://127.0.0.1:${address.port}`, here, 400), outcomeOfStatus)).toMatchObject({ is: 'failed', where: 'channel', permanent: false });
  });

  it.each([
    [204, { is: 'accepted' }],
    [422, { where: 'address', permanent: true }],
    [401, { where: 'channel' }],
    [404, { where: 'channel' }],
    [500, { where: 'channel' }],
  ])('answered with %i means %j', async (status, outcome) => {
    const hook = await server();
    hook.answer((_, response) => void response.writeHead(status).end());
    expect(await attempt(sending(hook.url), outcomeOfStatus)).toMatchObject(outcome);
  });

  it('keeps away as long as it is asked to', async () => {
    const hook = await server();
    hook.answer((_, response) => void response.writeHead(429, { 'retry-after': '120' }).end());
    expect(await attempt(sending(hook.url), outcomeOfStatus)).toMatchObject({ where: 'channel', retryAfterMs: 120_000 });
  });
});
