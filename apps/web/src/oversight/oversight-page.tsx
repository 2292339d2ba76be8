import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { regionsBelow } from '../client/organiser-queries.js';
import { program } from '../client/queries.js';
import { bothWords } from '../definitions/artefact.js';
import { useArtefact } from '../definitions/use-artefact.js';
import '../program/program.css';
import { ProgramTabs } from '../program/program-tabs.js';
import { useAccount } from '../shell/session.js';
import { useSay } from '../words/say.js';
import { NotStartedList } from './not-started-list.js';
import { OverdueList } from './overdue-list.js';

/** Who is late and who has not begun, and telling them. */
export function OversightPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { programId = '' } = useParams();
  const { posts } = useAccount();
  const head = useQuery(program(programId)).data?.body;
  const regions = useQuery(regionsBelow).data ?? [];
  const [under, setUnder] = useState('');
  const [kind, setKind] = useState('');
  const kinds = Object.entries(useArtefact(head?.definitionHash).data?.applicants ?? {});
  const own = posts[0]?.organisationId;
  return (
    <div className="page">
      <h1>{head?.name ?? t('oversight.title')}</h1>
      <ProgramTabs programId={programId} />
      <div className="panel stack">
        <div className="program-two no-print">
          <label>
            {t('oversight.region')}
            <select className="choice" value={under} onChange={({ target }) => { setUnder(target.value); }}>
              <option value="">{t('oversight.regionAll')}</option>
              {regions.filter(({ id }) => id !== own).map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('oversight.kind')}
            <select className="choice" value={kind} onChange={({ target }) => { setKind(target.value); }}>
              <option value="">{t('oversight.kindAll')}</option>
              {kinds.map(([key, { name }]) => (
                <option key={key} value={key}>
                  {say(bothWords(name))}
                </option>
              ))}
            </select>
          </label>
        </div>
        <p className="hint">
          <strong>{t('oversight.limitTitle')}</strong> {t('oversight.limit')}
        </p>
      </div>
      <OverdueList programId={programId} under={under} own={own} />
      <NotStartedList programId={programId} under={under} kind={kind} own={own} />
    </div>
  );
}
