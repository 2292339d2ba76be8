import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface ReceivedHook {
  readonly url: URL;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server of the test's own that writes down what it is sent. */
export interface HookServer {
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedHook[];
  /** How it answers from now on; without one it answers 200 with `{"errcode":0}`. */
  answer(reply: (hook: ReceivedHook, response: ServerResponse) => void): void;
  stop(): Promise<void>;
}

const taken = (_: ReceivedHook, response: ServerResponse): void => {
  response.end('{"errcode":0}');
};

export async function startHookServer(host = '127.0.0.1'): Promise<HookServer> {
  const received: ReceivedHook[] = [];
  let reply = taken;
  const server = createServer((request, response) => {
    void buffer(request).then(
      (body) => {
        const hook: ReceivedHook = { url: new URL(request.url ?? '/', 'http://hook'), method: request.method ?? '', headers: request.headers, body: body.toString('utf8') };
        received.push(hook);
        reply(hook, response);
      },
      () => undefined,
    );
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    received,
    answer: (next) => {
      reply = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
