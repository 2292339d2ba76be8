import type { DeliveryRow } from '@shidian/lifecycle';
import { addressFailed, type Outcome } from '../channel.js';
import { SignedChannel } from './signed-channel.js';

const kinds: Readonly<Record<string, string>> = { task: '待办', reminder: '催办', overdue: '逾期', escalation: '逾期上报', stage: '进展', date: '时限变动' };
const telephone = /^\+?[0-9]{5,15}$/;

/** Short, and nothing of a person or a case in it: a text message is read on a locked screen. */
function smsText({ lines, total }: Pick<DeliveryRow, 'lines' | 'total'>, publicUrl: string): string {
  const kind = kinds[lines[0]?.kind ?? ''] ?? '通知';
  return `试点项目：您有${total > 1 ? `${total}条` : '一条'}急件（${kind}），请登录查看 ${publicUrl}`;
}

/** Text messages through a gateway of the installation's: `{ id, to, text }`, signed like a webhook. */
export class SmsChannel extends SignedChannel {
  async send(delivery: DeliveryRow): Promise<Outcome> {
    if (!telephone.test(delivery.address)) return addressFailed('the address is not a telephone number', true);
    return this.signed(delivery, (id) => ({ id, to: delivery.address, text: smsText(delivery, this.settings.publicUrl) }));
  }
}
