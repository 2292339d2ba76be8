import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams, useSearchParams } from 'react-router';
import { stageBoard } from '../client/organiser-queries.js';
import { program } from '../client/queries.js';
import { bothWords } from '../definitions/artefact.js';
import { useArtefact } from '../definitions/use-artefact.js';
import { Reading } from '../look/reading.js';
import { ProgramTabs } from '../program/program-tabs.js';
import { useSay } from '../words/say.js';
import { Board } from './board.js';
import { firstListed, firstStage, hasBegun, listedAtOnce } from './columns.js';
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
          const standing = (head?.counts ?? []).filter(({ state }) => hasBegun(state));
          const shown = stage ?? firstStage(found, new Set(standing.map(({ state }) => state.stage)));
          const counts = (key: string): number => standing.reduce((sum, one) => sum + (one.state.stage === key ? one.cases : 0), 0);
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
  const [asked, ask] = useSearchParams();
  const from = firstListed(asked.get('from'));
  const read = useQuery(stageBoard(programId, stage, from));
  const goTo = (first: number): void => {
    ask(first === 0 ? {} : { from: String(first) }, { preventScrollReset: false });
  };
  return (
    <Reading of={read}>
      {(board) => (
        <>
          {(board.more > 0 || board.from > 0) && (
            <div className="hint row spread" role="group" aria-label={t('board.pages')}>
              <span aria-live="polite">{board.items.length === 0 ? t('board.pageNone') : t('board.page', { first: board.from + 1, last: board.from + board.items.length, all: board.from + board.items.length + board.more })}</span>
              <span className="row no-print">
                <Button disabled={board.from === 0} onClick={() => { goTo(Math.max(0, board.from - listedAtOnce)); }}>{t('board.earlier')}</Button>
                <Button disabled={board.more === 0} onClick={() => { goTo(board.from + board.items.length); }}>{t('board.later')}</Button>
              </span>
            </div>
          )}
          {receipt ? <Receipt programId={programId} board={board} /> : <Board programId={programId} board={board} />}
        </>
      )}
    </Reading>
  );
}
