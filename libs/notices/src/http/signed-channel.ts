import type { DeliveryRow } from '@shidian/lifecycle';
import type { Outcome } from '../channel.js';
import { wireId } from '../wire-id.js';
import { HttpChannel, type HttpSettings } from './http-channel.js';
import { outcomeOfStatus } from './outcome.js';
import { signedHeaders } from './standard-webhook.js';

/** Notices to another system, each a message of its own, signed as Standard Webhooks has it; 2xx is accepted. */
export abstract class SignedChannel extends HttpChannel<HttpSettings & { readonly key: Buffer }> {
  readonly gathers = 1;
  readonly atOnce = 4;

  /** `bodyOf` gets the id of the message, the same at each attempt. */
  protected signed(delivery: DeliveryRow, bodyOf: (id: string) => object): Promise<Outcome> {
    const { clock, key } = this.settings;
    const id = `msg_${wireId(delivery.key)}`;
    const body = JSON.stringify(bodyOf(id));
    return this.post({ headers: signedHeaders(id, Math.floor(clock.now() / 1000), body, key), body }, outcomeOfStatus);
  }
}
