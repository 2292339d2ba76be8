import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../client/call.js';
import { oneCase } from '../client/queries.js';
import type { FormDefinition } from '../definitions/artefact.js';
import type { Case, JsonValue } from '../generated/api.js';
import { Failure } from '../look/failure.js';
import { isEmpty, prefilled, type Taken } from './prefill.js';

interface Shown {
  readonly one: Case;
  readonly definition: FormDefinition;
  readonly values: JsonValue;
  readonly change: (values: JsonValue) => void;
}

/** As many as are offered to choose from. */
const most = 5;

/** While a form is empty: what the same unit has submitted before, to begin with. */
export function PrefillOffer({ one, definition, values, change }: Shown): ReactNode {
  const { t } = useTranslation();
  const { applicantId, id } = one.item;
  const [chosen, setChosen] = useState('');
  // As it was opened: the offer stays while the first words are typed.
  const [empty] = useState(() => isEmpty(values));
  const [done, setDone] = useState<'taken' | 'left'>();
  const others = useQuery({ queryKey: ['cases', 'earlier', applicantId], queryFn: ({ signal }) => call('deskCases', { query: { applicantId, limit: '20' } }, signal) });
  const earlier = (others.data?.items ?? []).filter((item) => item.id !== id && !item.draft).slice(0, most);
  const from = chosen === '' ? earlier[0]?.id : chosen;
  const read = useQuery({ ...oneCase(from ?? ''), enabled: from !== undefined && done === undefined });
  const last = read.data?.body.forms.findLast(({ form, masked }) => form === definition.key && !masked);
  if (done === 'taken') return <p className="hint" role="status">{t('application.prefillDone')}</p>;
  if (done === 'left' || from === undefined || !empty) return null;
  const take = (taken: Taken): void => {
    if (!last) return;
    change(prefilled(definition, values, last.values, taken));
    setDone('taken');
  };
  return (
    <section className="panel stack no-print" aria-labelledby="prefill-title">
      <h2 id="prefill-title">{t('application.prefill')}</h2>
      <p className="soft">{t('application.prefillAbout')}</p>
      <label>
        {t('application.prefillFrom')}
        <select className="choice" value={from} onChange={({ target }) => { setChosen(target.value); }}>
          {earlier.map((item) => (
            <option key={item.id} value={item.id}>{`${item.programName} ${item.number} ${item.topic}`}</option>
          ))}
        </select>
      </label>
      {read.isError && <Failure error={read.error} retry={() => void read.refetch()} />}
      {read.isSuccess && !last && <p className="soft">{t('application.prefillOther')}</p>}
      <div className="row">
        <Button type="primary" disabled={!last} loading={read.isPending} onClick={() => { take('people'); }}>
          {t('application.prefillPeople')}
        </Button>
        <Button disabled={!last} onClick={() => { take('everything'); }}>
          {t('application.prefillAll')}
        </Button>
        <Button type="text" onClick={() => { setDone('left'); }}>
          {t('application.prefillNot')}
        </Button>
      </div>
    </section>
  );
}
