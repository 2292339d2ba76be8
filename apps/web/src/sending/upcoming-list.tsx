import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { upcoming } from '../client/organiser-queries.js';
import type { UpcomingAnswer, UpcomingNotice } from '../generated/api.js';
import { Nothing } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { Sheet } from '../look/sheet.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';
import { useKindName } from './names.js';

const tags: Readonly<Partial<Record<UpcomingNotice['kind'], string>>> = { overdue: 'tag tag-red', escalation: 'tag tag-red', reminder: 'tag tag-amber' };

/** What will be sent and to whom, if nobody does anything until then. */
export function UpcomingList({ programId }: { readonly programId: string }): ReactNode {
  const { t } = useTranslation();
  const [days, setDays] = useState('7');
  const read = useQuery(upcoming(programId, days));
  return (
    <section className="stack" aria-labelledby="upcoming-title">
      <div className="row spread">
        <h2 id="upcoming-title">{t('sending.upcoming')}</h2>
        <Segmented className="no-print" value={days} onChange={setDays} aria-label={t('sending.days')} options={[{ value: '1', label: t('sending.day1') }, { value: '7', label: t('sending.day7') }, { value: '30', label: t('sending.day30') }]} />
      </div>
      <p className="soft">{t('sending.upcomingAbout')}</p>
      <Reading of={read}>{(found) => <Found found={found} />}</Reading>
    </section>
  );
}

function Found({ found }: { readonly found: UpcomingAnswer }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const kindName = useKindName();
  return (
    <>
      {found.casesLeftOut && <p className="hint">{t('sending.upcomingLeft', { count: found.cases })}</p>}
      {found.items.length === 0 ? (
        <div className="panel">
          <Nothing>{t('sending.upcomingNone')}</Nothing>
        </div>
      ) : (
        <Sheet
          caption={t('sending.upcoming')}
          rows={found.items.map((item, index) => ({ ...item, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { key: 'when', label: t('sending.when'), cell: ({ at }) => <Time at={at} bare /> },
            { key: 'kind', label: t('sending.kind'), cell: ({ kind, urgent }) => <><span className={tags[kind] ?? 'tag'}>{kindName(kind)}</span> {urgent && <span className="tag tag-red">{t('sending.urgent')}</span>}</> },
            { key: 'what', label: t('sending.what'), cell: ({ text, caseId }) => (caseId === null ? say(text) : <Link to={`/cases/${caseId}`}>{say(text)}</Link>) },
            { key: 'whom', label: t('sending.whom'), cell: ({ to }) => to.map((one) => <div key={one.post}>{`${one.organisationName} · ${one.postName}${one.vacant ? t('sending.vacant') : ''}`}</div>) },
          ]}
        />
      )}
      {found.more > 0 && <p className="soft">{t('sending.upcomingMore', { count: found.more })}</p>}
    </>
  );
}
