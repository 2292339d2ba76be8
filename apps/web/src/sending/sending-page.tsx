import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { program } from '../client/queries.js';
import { ProgramTabs } from '../program/program-tabs.js';
import { useStanding } from '../program/standing.js';
import { DeliveryList } from './delivery-list.js';
import { Pauses } from './pauses.js';
import { UpcomingList } from './upcoming-list.js';

/** What a program will send, what it has sent, and holding it back. */
export function SendingPage(): ReactNode {
  const { t } = useTranslation();
  const { programId = '' } = useParams();
  const head = useQuery(program(programId)).data?.body;
  const { office } = useStanding(programId);
  return (
    <div className="page">
      <h1>{head?.name ?? t('sending.title')}</h1>
      <ProgramTabs programId={programId} />
      {office && <Pauses programId={programId} channels={[]} />}
      <UpcomingList programId={programId} />
      {office ? <DeliveryList programId={programId} channels={[]} /> : <p className="soft">{t('sending.office')}</p>}
    </div>
  );
}
