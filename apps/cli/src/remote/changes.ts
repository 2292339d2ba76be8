import { setTimeout } from 'node:timers/promises';
import { Change, ChangeEnd, ChangeReset } from '@shidian/contracts';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { CommandFailed } from '../failure.js';
import type { ApiClient } from './api-client.js';

export type Told = { readonly event: 'ready'; readonly address: string } | { readonly event: 'change'; readonly change: Change; readonly id: string } | { readonly event: 'reset'; readonly reason: ChangeReset['reason'] };

/** Before it connects again. */
const pauseMs = 1_000;

const signedOut = (address: string): CommandFailed =>
  new CommandFailed('sign_in.required', { what: { zh: '登录已经失效', en: 'The sign-in is over' }, where: address, mend: { zh: '重新登录：shidian sign-in', en: 'Sign in again: shidian sign-in' } });

function toldBy({ event, data, id = '' }: EventSourceMessage, address: string): Told | undefined {
  if (event === 'ready') return { event, address };
  if (event === 'reset') return { event, reason: ChangeReset.parse(JSON.parse(data)).reason };
  if (event === 'change') return { event, change: Change.parse(JSON.parse(data)), id };
  if (event === 'end' && ChangeEnd.parse(JSON.parse(data)).reason === 'signed_out') throw signedOut(address);
  return undefined;
}

/**
 * Everything that is told from now on, over as many connections as it takes, until the signal.
 *
 * @throws CommandFailed when the service was never reached, refuses, or the sign-in is over
 */
export async function* changes(client: ApiClient, signal: AbortSignal): AsyncGenerator<Told> {
  let last: string | undefined;
  const stopped = (): boolean => signal.aborted;
  for (let reached = false; !stopped(); ) {
    try {
      const body = await client.stream('changes', last === undefined ? {} : { headers: { 'last-event-id': last } }, signal);
      reached = true;
      const messages: EventSourceMessage[] = [];
      const parser = createParser({ onEvent: (message) => void messages.push(message) });
      const decoder = new TextDecoder();
      for await (const bytes of body) {
        parser.feed(decoder.decode(bytes, { stream: true }));
        for (const message of messages.splice(0)) {
          last = message.id ?? last;
          const told = toldBy(message, client.address);
          if (told) yield told;
        }
      }
    } catch (error) {
      if (stopped()) return;
      // A service that is gone for a moment comes back; one that was never there, or refuses, does not.
      if (error instanceof CommandFailed && (!reached || error.code !== 'api.unreachable')) throw error;
    }
    await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
