import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Change, ChangeEnd, ChangeReady, ChangeReset } from '@shidian/contracts';

type Event =
  | { readonly event: 'ready'; readonly data: ChangeReady; readonly id?: string }
  | { readonly event: 'change'; readonly data: Change; readonly id: string }
  | { readonly event: 'reset'; readonly data: ChangeReset; readonly id: string }
  | { readonly event: 'end'; readonly data: ChangeEnd; readonly id?: string };

/** How long a client waits before it comes back. */
const retryMs = 1_000;

function framed({ event, data, id }: Event): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/**
 * One response of Server-Sent Events. What its reader has not taken waits in the process, and not more of it than
 * `mostWaiting` bytes: then the connection is broken off, and he resumes from the last event that he had.
 */
export class EventStream {
  private over = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly mostWaiting: number,
    private readonly onCut: () => void,
  ) {}

  open(headers: OutgoingHttpHeaders): void {
    if (this.response.destroyed) return;
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // Nothing comes after it on this connection.
      connection: 'close',
      // Proxies that collect answers (nginx) hand this one on as it comes.
      'x-accel-buffering': 'no',
    });
    this.write(`retry: ${retryMs}\n\n`);
  }

  send(events: readonly Event[]): void {
    if (events.length > 0) this.write(events.map(framed).join(''));
  }

  /** Shows proxies and the client that the connection lives, and moves the place from which he would resume. */
  beat(id: string): void {
    this.write(`:\nid: ${id}\n\n`);
  }

  end(): void {
    this.over = true;
    this.response.end();
  }

  /** Without a last word: the client takes it for a fault of the network and comes back. */
  breakOff(): void {
    this.over = true;
    this.response.destroy();
  }

  private write(text: string): void {
    if (this.over || this.response.destroyed) return;
    this.response.write(text);
    if (this.response.writableLength <= this.mostWaiting) return;
    this.breakOff();
    this.onCut();
  }
}
