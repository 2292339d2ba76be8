import type { DeliveryRoute, DeliveryRow } from '@shidian/lifecycle';
import { addressFailed, type Channel, type Outcome } from '../channel.js';
import { wireId } from '../wire-id.js';
import { attempt, outcomeOfStatus } from './outcome.js';
import { signedHeaders } from './standard-webhook.js';
import { type HttpSettings, probeAddress, usualWithinMs } from './webhook-channel.js';

const kinds: Readonly<Record<string, string>> = { task: '待办', reminder: '催办', overdue: '逾期', escalation: '逾期上报', stage: '进展', date: '时限变动' };
const telephone = /^\+?[0-9]{5,15}$/;

/** Short, and nothing of a person or a case in it: a text message is read on a locked screen. */
function smsText({ lines, total }: Pick<DeliveryRow, 'lines' | 'total'>, publicUrl: string): string {
  const kind = kinds[lines[0]?.kind ?? ''] ?? '通知';
  return `试点项目：您有${total > 1 ? `${total}条` : '一条'}急件（${kind}），请登录查看 ${publicUrl}`;
}

/** Text messages through a gateway of the installation's: `{ id, to, text }`, signed like a webhook; 2xx is accepted. */
export class SmsChannel implements Channel {
  readonly gathers = 1;
  readonly atOnce = 4;
  readonly route: DeliveryRoute;
  readonly perMinute?: number;

  constructor(private readonly settings: HttpSettings & { readonly key: Buffer; readonly publicUrl: string }) {
    this.route = settings.route;
    if (settings.perMinute !== undefined) this.perMinute = settings.perMinute;
  }

  async send(delivery: DeliveryRow): Promise<Outcome> {
    if (!telephone.test(delivery.address)) return addressFailed('the address is not a telephone number', true);
    const { url, policy, clock, key, publicUrl, withinMs = usualWithinMs } = this.settings;
    const id = `msg_${wireId(delivery.key)}`;
    const body = JSON.stringify({ id, to: delivery.address, text: smsText(delivery, publicUrl) });
    return attempt({ url, policy, headers: signedHeaders(id, Math.floor(clock.now() / 1000), body, key), body, withinMs }, outcomeOfStatus);
  }

  probe(): Promise<Outcome> {
    return probeAddress(this.settings);
  }

  close(): void {
    // A connection lives as long as its message.
  }
}
