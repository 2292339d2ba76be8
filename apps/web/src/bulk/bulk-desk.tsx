import { useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { useSay } from '../words/say.js';
import { Reading } from '../look/reading.js';
import { Nothing } from '../look/quiet.js';
import type { CaseOffers } from '../generated/api.js';
import { sharedOffers, type SharedOffer } from './offers.js';
import { OneDecision } from './one-decision.js';
import './bulk.css';

interface Shown {
  readonly programId: string;
  readonly cases: readonly string[];
  readonly end: () => void;
}

/** One decision over the chosen cases: choose it, fill it in, see what it would do to each, do it. */
export function BulkDesk({ programId, cases, end }: Shown): ReactNode {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  const read = useQuery({ queryKey: ['case', 'offers', ...cases], queryFn: ({ signal }) => call('caseOffers', { params: { programId }, body: { cases } }, signal), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  useEffect(() => {
    title.current?.focus();
  }, []);
  return (
    <div className="stack">
      <div className="row spread">
        <h2 ref={title} tabIndex={-1} style={{ margin: 0 }}>
          {t('bulk.title', { count: cases.length })}
        </h2>
        <Button className="no-print" onClick={end}>
          {t('bulk.back')}
        </Button>
      </div>
      <Reading of={read}>{({ items }) => <Offers programId={programId} items={items} gone={cases.length - items.length} />}</Reading>
    </div>
  );
}

function Offers({ programId, items, gone }: { readonly programId: string; readonly items: readonly CaseOffers[]; readonly gone: number }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const offers = sharedOffers(items);
  const [chosen, setChosen] = useState('');
  const offer: SharedOffer | undefined = offers.find(({ id }) => id === chosen);
  if (offers.length === 0) {
    return (
      <div className="panel">
        <Nothing>{t('bulk.none')}</Nothing>
      </div>
    );
  }
  const tasks = [...new Map(offers.map(({ action }) => [action.key, action])).values()];
  return (
    <>
      {gone > 0 && <p className="hint">{t('bulk.gone', { count: gone })}</p>}
      <section className="panel" aria-labelledby="bulk-choose">
        <h3 id="bulk-choose">{t('bulk.choose')}</h3>
        <Radio.Group value={chosen} onChange={({ target }) => { setChosen(target.value as string); }} className="bulk-offers" aria-labelledby="bulk-choose">
          {tasks.map((task) => (
            <fieldset key={task.key} className="plain">
              <legend>{say(task.name)}</legend>
              {offers
                .filter(({ action }) => action.key === task.key)
                .map(({ id, action, ready, other }) => (
                  <Radio key={id} value={id}>
                    {say(action.decisionName)} <span className="small soft">{other === 0 ? t('bulk.offerAll', { ready }) : t('bulk.offerCount', { ready, other })}</span>
                  </Radio>
                ))}
            </fieldset>
          ))}
        </Radio.Group>
      </section>
      {offer && <OneDecision key={offer.id} programId={programId} offer={offer} cases={items.map(({ caseId }) => caseId)} />}
    </>
  );
}
