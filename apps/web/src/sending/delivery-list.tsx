import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { deliveries, type DeliveryFilter } from '../client/organiser-queries.js';
import type { Delivery, ReplayDeliveriesRequest } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { deliveryStates, stateTag, useChannelName, useKindName, useStateName } from './names.js';
import { useMarks } from '../words/marks.js';

/** Messages with how they fare; those that failed or arrived can be sent again. */
export function DeliveryList({ programId, channels }: { readonly programId?: string; readonly channels: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const client = useQueryClient();
  const stateName = useStateName();
  const kindName = useKindName();
  const channelName = useChannelName();
  const [state, setState] = useState<Delivery['state'] | ''>('');
  const [channel, setChannel] = useState('');
  const filter: DeliveryFilter = { ...(programId !== undefined && { programId }), ...(state !== '' && { state }), ...(channel !== '' && { channel }) };
  const read = useInfiniteQuery(deliveries(filter));
  const replay = useMutation({
    mutationFn: (body: ReplayDeliveriesRequest) => call('replayDeliveries', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <section className="stack" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{t('sending.deliveries')}</h2>
      <div className="row no-print">
        <select className="choice" style={{ width: 'auto' }} aria-label={t('sending.state')} value={state} onChange={({ target }) => { setState(deliveryStates.find((one) => one === target.value) ?? ''); }}>
          <option value="">{t('sending.allStates')}</option>
          {deliveryStates.map((one) => <option key={one} value={one}>{stateName(one)}</option>)}
        </select>
        {channels.length > 0 && (
          <select className="choice" style={{ width: 'auto' }} aria-label={t('sending.channel')} value={channel} onChange={({ target }) => { setChannel(target.value); }}>
            <option value="">{t('sending.allChannels')}</option>
            {channels.map((name) => <option key={name} value={name}>{channelName(name)}</option>)}
          </select>
        )}
        <Button loading={replay.isPending && replay.variables.ids === undefined} onClick={() => { replay.mutate({ ...(programId !== undefined && { programId }), ...(channel !== '' && { channel }) }); }}>
          {t('sending.replayFailed')}
        </Button>
      </div>
      <p role="status" className={replay.data ? 'hint' : 'unseen'}>
        {replay.data && (replay.data.replayed.length === 0 ? t('sending.replayedNone') : t('sending.replayed', { count: replay.data.replayed.length }))}
      </p>
      {replay.isError && <Failure error={replay.error} />}
      <Pages of={read} empty={<Nothing>{t('sending.deliveriesNone')}</Nothing>}>
        {(items) => (
          <Sheet
            caption={t('sending.deliveries')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { key: 'to', label: t('sending.to'), bare: true, cell: (one) => <><strong>{one.organisationName ?? one.address ?? one.channel}</strong> <span className="small soft">{[one.postName, one.organisationName === null ? null : one.address].filter((part) => part !== null).join(' · ')}</span></> },
              { key: 'channel', label: t('sending.channel'), cell: (one) => <span className="whole">{channelName(one.channel)}</span> },
              { key: 'kind', label: t('sending.kind'), cell: ({ kind, urgent }) => <>{kind !== null && kindName(kind)} {urgent && <span className="tag tag-red">{t('sending.urgent')}</span>}</> },
              { key: 'state', label: t('sending.state'), cell: (one) => <><span className={stateTag[one.state]}>{stateName(one.state)}</span> {one.attempts > 0 && <span className="small soft">{marks.clauses([t('sending.triedTimes', { count: one.attempts }), ...(one.replays > 0 ? [t('sending.replayedTimes', { count: one.replays })] : [])])}</span>}</> },
              { key: 'noticed', label: t('sending.noticed'), cell: ({ noticedAt }) => <Time at={noticedAt} bare /> },
              { key: 'error', label: t('sending.error'), cell: ({ error }) => error !== null && <details><summary>{t('sending.errorShow')}</summary><span className="small">{error}</span></details> },
              {
                key: 'replay', label: t('sending.replay'), cell: (one) =>
                  (one.state === 'failed' || one.state === 'delivered') && (
                    <Button size="small" className="no-print" loading={replay.isPending && replay.variables.ids?.[0] === one.id} aria-label={t('sending.replayOne', { name: one.organisationName ?? one.address ?? one.channel })} onClick={() => { replay.mutate({ ids: [one.id] }); }}>
                      {t('sending.replay')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
