import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from './api-client.js';
import { changes, type Told } from './changes.js';

const id = '01900000-0000-7000-8000-000000000001';
const change = (version: number): string => `event: change\nid: at-${version}\ndata: ${JSON.stringify({ kind: 'program', id, version })}\n\n`;
let server: Server;
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
let resumedFrom: (string | undefined)[];
let address: string;

beforeEach(async () => {
  [answers, resumedFrom] = [[], []];
  server = createServer((request, response) => {
    resumedFrom.push(request.headers['last-event-id'] as string | undefined);
    answers.shift()?.(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function hear(until: (told: Told) => boolean): Promise<Told[]> {
  const stop = new AbortController();
  const told: Told[] = [];
  for await (const one of changes(new ApiClient(address, { token: 'x' }), stop.signal)) {
    told.push(one);
    if (until(one)) stop.abort();
  }
  return told;
}

const stream = (response: ServerResponse): ServerResponse => response.writeHead(200, { 'content-type': 'text/event-stream' });

describe('watching', () => {
  it('goes on over a broken connection from the last event that it had', async () => {
    answers.push((_, response) => {
      stream(response).write(`retry: 1\n\nevent: ready\nid: at-0\ndata: {"resumed":false}\n\n${change(1)}`);
      response.write(change(2), () => response.destroy());
    });
    answers.push((_, response) => {
      stream(response).write(`event: reset\nid: at-3\ndata: {"reason":"too_many"}\n\n${change(4)}`);
    });
    const told = await hear((one) => one.event === 'change' && one.id === 'at-4');
    expect(told.map((one) => (one.event === 'change' ? one.id : one.event))).toEqual(['ready', 'at-1', 'at-2', 'reset', 'at-4']);
    expect(resumedFrom).toEqual([undefined, 'at-2']);
  });

  it('ends when the sign-in is over, and when the service was never there', async () => {
    answers.push((_, response) => {
      stream(response).end('event: end\ndata: {"reason":"signed_out"}\n\n');
    });
    await expect(hear(() => false)).rejects.toMatchObject({ code: 'sign_in.required' });
    server.close();
    server.closeAllConnections();
    await expect(hear(() => false)).rejects.toMatchObject({ code: 'api.unreachable' });
  });
});
