import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { stageBoard } from '../client/organiser-queries.js';
import { program } from '../client/queries.js';
import { bothWords } from '../definitions/artefact.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { Reading } from '../look/reading.js';
import { ProgramTabs } from '../program/program-tabs.js';
import { useSay } from '../words/say.js';
import { Board } from './board.js';
import { firstStage } from './columns.js';
import { Receipt } from './receipt.js';
import './board.css';

/** The cases of a program stage by stage: mid-term, acceptance and every other; where paper is received, the paper beside the electronic copy. */
export function StagesPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { programId = '', stage } = useParams();
  const head = useQuery(program(programId)).data?.body;
  const artefact = useArtefact(head?.definitionHash);
  return (
    <div className="page">
      <h1>{head?.name ?? t('board.title')}</h1>
      <ProgramTabs programId={programId} />
      <Reading of={artefact}>
        {({ stages }) => {
          const found = stages.filter(({ use }) => use !== 'call' && use !== 'announcement');
          const shown = stage ?? firstStage(found, new Set((head?.counts ?? []).map((one) => one.state.stage)));
          const counts = (key: string): number => (head?.counts ?? []).reduce((sum, one) => sum + (one.state.stage === key ? one.cases : 0), 0);
          return (
            <>
              <p className="soft">{t('board.about')}</p>
              <nav className="stage-choice no-print" aria-label={t('board.stages')}>
                {found.map(({ key, name }) => (
                  <NavLink key={key} to={`/programs/${programId}/stages/${key}`} className={key === shown ? 'chosen' : ''} {...(key === shown && { 'aria-current': 'page' as const })}>
                    {say(bothWords(name))} <span className="small">{counts(key)}</span>
                  </NavLink>
                ))}
              </nav>
              {shown !== undefined && <OneStage key={shown} programId={programId} stage={shown} receipt={found.find(({ key }) => key === shown)?.use === 'formal-check'} />}
            </>
          );
        }}
      </Reading>
    </div>
  );
}

function OneStage({ programId, stage, receipt }: { readonly programId: string; readonly stage: string; readonly receipt: boolean }): ReactNode {
  const { t } = useTranslation();
  const read = useQuery(stageBoard(programId, stage));
  return (
    <Reading of={read}>
      {(board) => (
        <>
          {receipt ? <Receipt programId={programId} board={board} /> : <Board programId={programId} board={board} />}
          {board.more > 0 && <p className="hint">{t('board.more', { shown: board.items.length, more: board.more })}</p>}
        </>
      )}
    </Reading>
  );
}
