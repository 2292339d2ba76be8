import type { BusinessClock, DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';
import { accepted, channelFailed, type Channel, type Outcome } from '../channel.js';
import { wireId } from '../wire-id.js';
import type { AddressPolicy } from './address-policy.js';
import { attempt, outcomeOfStatus } from './outcome.js';
import { signedHeaders } from './standard-webhook.js';

export interface HttpSettings {
  readonly route: DeliveryRoute;
  readonly url: URL;
  readonly policy: AddressPolicy;
  readonly clock: BusinessClock;
  readonly perMinute?: number;
  /** Longest exchange, default 15 s. */
  readonly withinMs?: number;
}

export const usualWithinMs = 15_000;

/** Whether the address is one that may be used, as far as can be said without a message. */
export function probeAddress({ url, policy }: Pick<HttpSettings, 'url' | 'policy'>): Promise<Outcome> {
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

/** What another system is told of a notice. Members are added, never changed or removed. */
const bodyOf = ({ lines, noticedAt }: DeliveryRow, publicUrl: string): string => {
  const [line] = lines;
  return JSON.stringify({
    type: 'notice',
    timestamp: new Date(noticedAt).toISOString(),
    data: {
      kind: line?.kind,
      urgent: line?.urgent,
      programId: line?.programId,
      programName: line?.programName,
      caseId: line?.caseId,
      caseNumber: line?.caseNumber,
      text: { zh: line?.text.zh, en: line?.text.en ?? line?.text.zh },
      url: `${publicUrl}/${line?.caseId ? `cases/${line.caseId}` : `programs/${line?.programId ?? ''}`}`,
    },
  });
};

/** Notices to another system, each a signed POST. */
export class WebhookChannel implements Channel {
  readonly gathers = 1;
  readonly atOnce = 4;
  readonly route: DeliveryRoute;
  readonly perMinute?: number;

  constructor(private readonly settings: HttpSettings & { readonly key: Buffer; readonly publicUrl: string }) {
    this.route = settings.route;
    if (settings.perMinute !== undefined) this.perMinute = settings.perMinute;
  }

  send(delivery: DeliveryRow): Promise<Outcome> {
    const { url, policy, clock, key, publicUrl, withinMs = usualWithinMs } = this.settings;
    const body = bodyOf(delivery, publicUrl);
    const headers = signedHeaders(`msg_${wireId(delivery.key)}`, Math.floor(clock.now() / 1000), body, key);
    return attempt({ url, policy, headers, body, withinMs }, outcomeOfStatus);
  }

  probe(): Promise<Outcome> {
    return probeAddress(this.settings);
  }

  close(): void {
    // A connection lives as long as its message.
  }
}
