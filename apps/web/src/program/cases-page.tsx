import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, Suspense, useCallback, useDeferredValue, useState, type Dispatch, type ReactNode, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { program, programCases } from '../client/queries.js';
import { CaseSheet } from '../home/case-sheet.js';
import { Pages } from '../look/pages.js';
import { Loading, Nothing } from '../look/quiet.js';
import { useMarks } from '../words/marks.js';
import { useSay } from '../words/say.js';
import { ProgramTabs } from './program-tabs.js';
import { choose, mostChosen } from './selection.js';
import { useStanding } from './standing.js';
import './program.css';

const BulkDesk = lazy(async () => ({ default: (await import('../bulk/bulk-desk.js')).BulkDesk }));

/** The cases of a program, by state and by name, page after page however many there are; some of them to be decided together. */
export function CasesPage(): ReactNode {
  const { t } = useTranslation();
  const { programId = '' } = useParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [deciding, setDeciding] = useState(false);
  const head = useQuery(program(programId)).data?.body;
  return (
    <div className="page">
      <h1>{head?.name ?? t('program.cases')}</h1>
      <ProgramTabs programId={programId} />
      {deciding ? (
        <Suspense fallback={<Loading />}>
          <BulkDesk programId={programId} cases={chosen} end={() => { setDeciding(false); }} />
        </Suspense>
      ) : (
        <CaseList programId={programId} chosen={chosen} change={setChosen} decide={() => { setDeciding(true); }} />
      )}
    </div>
  );
}

interface Shown {
  readonly programId: string;
  readonly chosen: readonly string[];
  readonly change: Dispatch<SetStateAction<readonly string[]>>;
  readonly decide: () => void;
}

function CaseList({ programId, chosen, change, decide }: Shown): ReactNode {
  const { t } = useTranslation();
  const marks = useMarks();
  const say = useSay();
  const { organiser } = useStanding(programId);
  const [asked, ask] = useSearchParams();
  const [typed, setTyped] = useState('');
  // While a Chinese input method composes, what stands there is its letters: nobody looks for those.
  const [composing, setComposing] = useState(false);
  const [wanted, setWanted] = useState('');
  const state = asked.get('state') ?? '';
  const search = useDeferredValue(wanted);
  const choosing = useCallback((id: string, on: boolean) => { change((before) => choose(before, [id], on)); }, [change]);
  const head = useQuery(program(programId)).data?.body;
  const read = useInfiniteQuery(programCases(programId, { ...(search !== '' && { search }), ...(state !== '' && { state }) }));
  return (
    <>
      <div className="filters no-print">
        <Input value={typed} maxLength={100} allowClear aria-label={t('program.searchCases')} placeholder={t('program.searchCases')} onChange={({ target }) => { setTyped(target.value); if (!composing) setWanted(target.value.trim()); }} onCompositionStart={() => { setComposing(true); }} onCompositionEnd={({ currentTarget }) => { setComposing(false); setWanted(currentTarget.value.trim()); }} />
        <select className="choice" aria-label={t('program.state')} value={state} onChange={({ target }) => { ask(target.value === '' ? {} : { state: target.value }, { replace: true }); }}>
          <option value="">{t('program.allStates')}</option>
          {(head?.counts ?? []).map((one) => (
            <option key={one.state.id} value={one.state.id}>{marks.aside(say(one.state.name), String(one.cases))}</option>
          ))}
        </select>
      </div>
      {organiser && <p className="soft small no-print">{t('bulk.about')}</p>}
      <Pages of={read} empty={<Nothing>{t('program.casesNone')}</Nothing>}>
        {(items) => (
          <>
            <CaseSheet caption={t('program.cases')} items={items} ofOneProgram {...(organiser && { chosen, choose: choosing })} />
            {organiser && (
              <div className="bulk-bar row no-print" role="group" aria-label={t('bulk.start')}>
                <span aria-live="polite">{t('bulk.selected', { count: chosen.length, most: mostChosen })}</span>
                <Button size="small" onClick={() => { change(choose(chosen, items.map(({ id }) => id), true)); }}>
                  {t('bulk.selectShown')}
                </Button>
                <Button size="small" disabled={chosen.length === 0} onClick={() => { change([]); }}>
                  {t('bulk.clear')}
                </Button>
                <Button type="primary" disabled={chosen.length === 0} onClick={decide}>
                  {t('bulk.start')}
                </Button>
              </div>
            )}
          </>
        )}
      </Pages>
    </>
  );
}
