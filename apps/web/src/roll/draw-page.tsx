import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { candidates, deskRolls } from '../client/queries.js';
import { Reading } from '../look/reading.js';
import { useSay } from '../words/say.js';
import { NotFoundPage } from '../shell/not-found.js';
import { Drawing } from './drawing.js';
import './roll.css';

/** Drawing one roll: which cases, in which order, with which decision, sealed and confirmed as one act. */
export function DrawPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { programId = '', stage = '', roll = '' } = useParams();
  const [query] = useSearchParams();
  const answers = query.get('answers') ?? undefined;
  const desk = useQuery(deskRolls(programId));
  const found = useQuery(candidates({ programId, stage, roll }, answers));
  return (
    <Reading of={desk}>
      {({ items }) => {
        const mine = items.find(({ key }) => key === `${stage}/${roll}`);
        if (!mine) return <NotFoundPage />;
        return (
          <div className="page">
            <Link to={`/programs/${programId}/rolls`}>{t('roll.mine')}</Link>
            <h1>{t('roll.drawTitle', { roll: `${say(mine.stageName)} · ${say(mine.name)}` })}</h1>
            <div className="soft">{t('roll.drawBy', { organisation: mine.organisationName })}</div>
            <Reading of={found}>{(ready) => <Drawing key={answers ?? ''} roll={mine} found={ready} programId={programId} answers={answers} />}</Reading>
          </div>
        );
      }}
    </Reading>
  );
}
