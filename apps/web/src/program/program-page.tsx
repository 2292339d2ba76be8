import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Reasons } from '../board/reasons.js';
import { WindowsChart } from '../board/windows-chart.js';
import { canOpen } from '../case/act-body.js';
import { ActDialog } from '../case/act-dialog.js';
import { program, regions } from '../client/queries.js';
import { useArtefact } from '../definitions/use-artefact.js';
import type { Action, Program, Regions } from '../generated/api.js';
import { useFocusBack } from '../look/focus-back.js';
import { Loading } from '../look/quiet.js';
import { Reading } from '../look/reading.js';
import { useLanguage, useSay } from '../words/say.js';
import { PlanList } from './plan-list.js';
import { ProgramTabs } from './program-tabs.js';
import { NotStarted, Overdue, RegionGrid } from './regions.js';
import { byStage } from './stages.js';
import { useStanding } from './standing.js';
import './program.css';

const StageBars = lazy(async () => ({ default: (await import('./stage-bars.js')).StageBars }));

/** A program at a glance: where its cases stand, where the regions stand, who is late, what comes. */
export function ProgramPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { programId = '' } = useParams();
  const read = useQuery(program(programId));
  const progress = useQuery(regions(programId));
  const { organiser } = useStanding(programId);
  return (
    <div className="page">
      <Reading of={read}>
        {({ body, tag }) => (
          <>
            <h1>{body.name}</h1>
            <div className="row">
              {body.outcome === null ? body.states.map(({ id, name }) => <span key={id} className="tag tag-accent">{say(name)}</span>) : <span className="tag">{t('program.ended', { outcome: body.outcome })}</span>}
            </div>
            <ProgramTabs programId={programId} />
            <ProgramTasks one={body} tag={tag ?? '*'} />
            <Reading of={progress}>
              {(found) => (
                <div className="stack">
                  <Funnel found={found} />
                  <RegionGrid found={found} />
                  <div className="program-two">
                    <Overdue found={found} programId={programId} />
                    <NotStarted found={found} programId={programId} />
                  </div>
                </div>
              )}
            </Reading>
            {organiser && <Reasons programId={programId} />}
            <WindowsChart programId={programId} opened={body.openedAt} />
            <PlanList programId={programId} />
          </>
        )}
      </Reading>
    </div>
  );
}

/** Drawn again only where its numbers are others: the figure takes longer than the rest of the page. */
function Funnel({ found }: { readonly found: Regions }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const bars = useMemo(() => byStage(found).map(({ name, cases }) => ({ name: name ? name[language] : t('program.funnelEnded'), cases })), [found, language, t]);
  if (bars.every(({ cases }) => cases === 0)) return null;
  return (
    <section className="panel" aria-labelledby="funnel-title">
      <h2 id="funnel-title">{t('program.funnel')}</h2>
      <Suspense fallback={<Loading />}>
        <StageBars bars={bars} />
      </Suspense>
    </section>
  );
}

function ProgramTasks({ one, tag }: { readonly one: Program; readonly tag: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const artefact = useArtefact(one.definitionHash);
  const [chosen, setChosen] = useState<Action>();
  const [done, setDone] = useState('');
  const { told, opened, closed } = useFocusBack<HTMLParagraphElement>();
  if (one.actions.length === 0 && done === '') return null;
  return (
    <section className="panel" aria-labelledby="mine-title">
      <h2 id="mine-title">{t('program.mine')}</h2>
      <p ref={told} tabIndex={-1} role="status" className={done === '' ? 'unseen' : 'hint'}>{done}</p>
      <ul className="plain-list stack">
        {one.actions.map((action) => (
          <li key={`${action.task} ${action.decision}`} className="row">
            <strong>{say(action.name)}</strong>
            <Button type={action.allowed ? 'primary' : 'default'} disabled={!canOpen(action)} onClick={() => { opened(); setDone(''); setChosen(action); }}>
              {say(action.decisionName)}
            </Button>
            {!canOpen(action) && action.reason && <span className="soft">{t('case.cannot', { reason: say(action.reason.words) })}</span>}
          </li>
        ))}
      </ul>
      {chosen && artefact.data && (
        <ActDialog
          key={`${chosen.task} ${chosen.decision}`}
          owner={{ kind: 'program', id: one.id }}
          action={chosen}
          tag={tag}
          chart={artefact.data.programChart}
          end={(acted) => {
            setChosen(undefined);
            if (acted) setDone(t('case.actDone', { decision: say(chosen.decisionName) }));
            closed(acted);
          }}
        />
      )}
    </section>
  );
}
