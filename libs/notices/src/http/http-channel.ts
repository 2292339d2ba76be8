import type { BusinessClock, DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';
import { accepted, channelFailed, type Channel, type Outcome } from '../channel.js';
import type { AddressPolicy } from './address-policy.js';
import { attempt } from './outcome.js';
import type { HttpAnswer, Post } from './post.js';

export interface HttpSettings {
  readonly route: DeliveryRoute;
  readonly url: URL;
  readonly policy: AddressPolicy;
  readonly clock: BusinessClock;
  /** Where people sign in; messages lead there. */
  readonly publicUrl: string;
  readonly perMinute?: number;
  /** Longest exchange, default 15 s. */
  readonly withinMs?: number;
}

const usualWithinMs = 15_000;

/** Messages that are each a POST to one address. A connection lives as long as its message. */
export abstract class HttpChannel<S extends HttpSettings = HttpSettings> implements Channel {
  abstract readonly gathers: number;
  abstract readonly atOnce: number;
  readonly route: DeliveryRoute;
  readonly perMinute?: number;

  constructor(
    protected readonly settings: S,
    perMinute = settings.perMinute,
  ) {
    this.route = settings.route;
    if (perMinute !== undefined) this.perMinute = perMinute;
  }

  abstract send(delivery: DeliveryRow): Promise<Outcome>;

  /** Whether the address is one that may be used, as far as can be said without a message. */
  probe(): Promise<Outcome> {
    const { url, policy } = this.settings;
    return new Promise((resolve) => {
      try {
        policy.check(url);
      } catch (error) {
        resolve(channelFailed(error instanceof Error ? error.message : 'refused'));
        return;
      }
      const host = url.hostname.replace(/^\[|\]$/g, '');
      policy.lookup(url.protocol)(host, { all: true }, (error) => {
        resolve(error === null ? accepted : channelFailed(error.message));
      });
    });
  }

  close(): void {
    // Nothing is kept open.
  }

  /** `read` says what an answer means; `url` where it is not quite that of the settings. */
  protected post({ url = this.settings.url, headers = {}, body }: Pick<Post, 'body'> & Partial<Pick<Post, 'url' | 'headers'>>, read: (answer: HttpAnswer) => Outcome): Promise<Outcome> {
    const { policy, withinMs = usualWithinMs } = this.settings;
    return attempt({ url, policy, headers, body, withinMs }, read);
  }
}
