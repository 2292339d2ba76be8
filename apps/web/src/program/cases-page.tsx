import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { addressOf } from '../client/call.js';
import { program, programCases } from '../client/queries.js';
import { CaseSheet } from '../home/case-sheet.js';
import { Pages } from '../look/pages.js';
import { Nothing } from '../look/quiet.js';
import { useSay } from '../words/say.js';
import { ProgramTabs } from './program-tabs.js';
import './program.css';

/** The cases of a program, by state and by name, page after page however many there are. */
export function CasesPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { programId = '' } = useParams();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState('');
  const search = useDeferredValue(typed.trim());
  const head = useQuery(program(programId)).data?.body;
  const read = useInfiniteQuery(programCases(programId, { ...(search !== '' && { search }), ...(state !== '' && { state }) }));
  return (
    <div className="page">
      <h1>{head?.name ?? t('program.cases')}</h1>
      <ProgramTabs programId={programId} />
      <div className="filters no-print">
        <Input value={typed} maxLength={100} allowClear aria-label={t('program.searchCases')} placeholder={t('program.searchCases')} onChange={({ target }) => { setTyped(target.value); }} />
        <select className="choice" aria-label={t('program.state')} value={state} onChange={({ target }) => { setState(target.value); }}>
          <option value="">{t('program.allStates')}</option>
          {(head?.counts ?? []).map((one) => (
            <option key={one.state.id} value={one.state.id}>{`${say(one.state.name)}（${one.cases}）`}</option>
          ))}
        </select>
      </div>
      <div className="no-print">
        <a href={addressOf('importTemplate', { params: { programId } })} download>
          {t('program.template')}
        </a>
      </div>
      <Pages of={read} empty={<Nothing>{t('program.casesNone')}</Nothing>}>
        {(items) => <CaseSheet caption={t('program.cases')} items={items} ofOneProgram />}
      </Pages>
    </div>
  );
}
