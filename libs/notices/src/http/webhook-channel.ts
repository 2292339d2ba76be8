import type { DeliveryRow } from '@shidian/lifecycle';
import type { Outcome } from '../channel.js';
import { SignedChannel } from './signed-channel.js';

/** What another system is told of a notice. Members are added, never changed or removed. */
function messageOf({ lines, noticedAt }: DeliveryRow, publicUrl: string): object {
  const [line] = lines;
  return {
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
  };
}

export class WebhookChannel extends SignedChannel {
  send(delivery: DeliveryRow): Promise<Outcome> {
    return this.signed(delivery, () => messageOf(delivery, this.settings.publicUrl));
  }
}
