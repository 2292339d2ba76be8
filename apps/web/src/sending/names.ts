import { useTranslation } from 'react-i18next';
import type { Delivery, NoticeAct, UpcomingNotice } from '../generated/api.js';

export const deliveryStates = ['queued', 'held', 'gathered', 'sending', 'delivered', 'failed_temporarily', 'failed'] as const satisfies readonly Delivery['state'][];

export function useStateName(): (state: Delivery['state']) => string {
  const { t } = useTranslation();
  const names = {
    queued: t('sending.stateQueued'), held: t('sending.stateHeld'), gathered: t('sending.stateGathered'), sending: t('sending.stateSending'),
    delivered: t('sending.stateDelivered'), failed_temporarily: t('sending.stateLater'), failed: t('sending.stateFailed'),
  } as const;
  return (state) => names[state];
}

export const stateTag: Readonly<Record<Delivery['state'], string>> = {
  queued: 'tag', held: 'tag tag-amber', gathered: 'tag', sending: 'tag tag-accent', delivered: 'tag tag-green', failed_temporarily: 'tag tag-amber', failed: 'tag tag-red',
};

export function useKindName(): (kind: UpcomingNotice['kind']) => string {
  const { t } = useTranslation();
  const names = { task: t('sending.kindTask'), reminder: t('sending.kindReminder'), overdue: t('sending.kindOverdue'), escalation: t('sending.kindEscalation'), stage: t('sending.kindStage'), date: t('sending.kindDate') } as const;
  return (kind) => names[kind];
}

export function useDeedName(): (act: NoticeAct) => string {
  const { t } = useTranslation();
  return ({ act, deliveries }) => (act === 'pause' ? t('sending.didPause') : act === 'resume' ? t('sending.didResume') : t('sending.didReplay', { count: deliveries.length }));
}

/** Channels have the names that the installation gave them; mail is everybody's. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation();
  return (channel) => (channel === 'mail' ? t('sending.mail') : channel);
}
