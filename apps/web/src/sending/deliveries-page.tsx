import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noticeActs, noticeChannels } from '../client/organiser-queries.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useAccount } from '../shell/session.js';
import { DeliveryList } from './delivery-list.js';
import { stateTag, useChannelName, useDeedName, useStateName, deliveryStates } from './names.js';
import { Pauses } from './pauses.js';
import { waitingOn } from './pausing.js';
import { useMarks } from '../words/marks.js';

/** Messages of the whole installation, for the system administrator: channels, pauses, how each fares, who governed what. */
export function DeliveriesPage(): ReactNode {
  const { t } = useTranslation();
  const { administers } = useAccount();
  return (
    <div className="page">
      <h1>{t('sending.title')}</h1>
      {administers === 'system' ? <Governing /> : <p className="hint">{t('sending.adminOnly')}</p>}
    </div>
  );
}

function Governing(): ReactNode {
  const { t } = useTranslation();
  const stateName = useStateName();
  const channelName = useChannelName();
  const read = useQuery(noticeChannels);
  const channels = (read.data?.items ?? []).map(({ name }) => name);
  return (
    <>
      <section className="stack" aria-labelledby="channels-title">
        <h2 id="channels-title">{t('sending.channels')}</h2>
        <Reading of={read}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="panel">
                <Nothing>{t('sending.channelsNone')}</Nothing>
              </div>
            ) : (
              <Sheet
                caption={t('sending.channels')}
                rows={items}
                keyOf={({ name }) => name}
                columns={[
                  { key: 'name', label: t('sending.channel'), bare: true, cell: ({ name, kind }) => <><strong>{channelName(name)}</strong> <span className="small soft">{name === kind ? '' : kind}</span></> },
                  { key: 'error', label: t('sending.state'), cell: ({ error }) => (error === null ? <span className="tag tag-green">{t('sending.works')}</span> : <span className="tag tag-red">{t('sending.broken', { error })}</span>) },
                  { key: 'last', label: t('sending.lastDelivered'), cell: ({ deliveredAt }) => (deliveredAt === null ? t('sending.never') : <Time at={deliveredAt} bare />) },
                  { key: 'waits', label: t('sending.waits'), cell: ({ waiting }) => (waitingOn(waiting) === 0 ? t('look.none') : deliveryStates.map((state) => (waiting[state] ?? 0) > 0 && <span key={state} className={stateTag[state]}>{`${stateName(state)} ${waiting[state] ?? 0}`}</span>)) },
                ]}
              />
            )
          }
        </Reading>
      </section>
      <Pauses channels={channels} />
      <DeliveryList channels={channels} />
      <Acts />
    </>
  );
}

function Acts(): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const deedName = useDeedName();
  const read = useInfiniteQuery(noticeActs);
  return (
    <section className="stack" aria-labelledby="deeds-title">
      <h2 id="deeds-title">{t('sending.acts')}</h2>
      <Pages of={read} empty={<Nothing>{t('sending.actsNone')}</Nothing>}>
        {(items) => (
          <Sheet
            caption={t('sending.acts')}
            rows={items}
            keyOf={({ at, by, act }) => `${at} ${by} ${act}`}
            columns={[
              { key: 'did', label: t('sending.did'), bare: true, cell: (one) => <strong>{deedName(one)}</strong> },
              { key: 'by', label: t('sending.by'), cell: ({ by }) => by },
              { key: 'at', label: t('sending.at'), cell: ({ at }) => <Time at={at} bare /> },
              { key: 'reason', label: t('sending.reason'), cell: ({ reason, channel }) => (channel !== null && reason !== null ? marks.named(channel, reason) : (channel ?? reason ?? '')) },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
